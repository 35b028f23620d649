"""Every long task with its progress. The page can be left and come back to: the work goes on in the worker."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.rooms.people.rules import rights_of
from tarazy.web.rooms.work import queries
from tarazy.web.rooms.work.actions import try_again
from tarazy.web.ui.parts import Column, Fact, Link

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def tasks(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    if request.method == "POST":
        given = request.POST.get("id", "")
        task = queries.tasks().filter(pk=given).first() if given.isdecimal() and len(given) < 19 else None
        if task is not None:
            try_again(task, rights_of(user), by=user)
        return redirect("desk:tasks")
    labels = _("Task"), _("Asked for"), _("State"), _("Progress"), _("What came of it")
    context = {
        "trail": desk_trail(Link(_("Tasks"), "", current=True)),
        "facts": [Fact(str(state.label), str(count)) for state, count in queries.tasks_by_state().items()],
        "files": files_of(request, "tasks_file"),
        "has_worker": bool(queries.last_heard()),
        "columns": [Column(label, row_head=number == 0) for number, label in enumerate(labels)],
        "page": Paginator(queries.tasks(), ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/work/tasks.html", context)
