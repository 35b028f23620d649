"""What was written to the person; and, for the operator, how far letters have come, without their texts."""

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
from tarazy.web.rooms.post.actions import mark_read, try_again
from tarazy.web.rooms.post.models import Letter
from tarazy.web.rooms.post.queries import is_mail_sent, letters, letters_by_state, masked, messages_of
from tarazy.web.ui.parts import Column, Fact, Link

ROWS_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def messages(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    found = messages_of(user.pk)
    if request.method == "POST":
        message = found.filter(pk=_number(request)).first()
        if message is not None:
            mark_read(message, by=user)
        return redirect("desk:messages")
    context = {
        "trail": desk_trail(Link(_("Messages"), "", current=True)),
        "page": Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "desk/post/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def outbox(request: HttpRequest) -> HttpResponse:
    user = person_of(request)
    if request.method == "POST":
        letter = Letter.objects.filter(pk=_number(request)).first()
        if letter is not None:
            try_again(letter, rights_of(user), by=user)
        return redirect("desk:outbox")
    page = Paginator(letters(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    labels = _("Written on"), _("To"), _("About"), _("State"), _("Tries"), _("Last fault")
    context = {
        "trail": desk_trail(Link(_("Outbox"), "", current=True)),
        "is_mail_sent": is_mail_sent(),
        "facts": [Fact(str(state.label), str(count)) for state, count in letters_by_state().items()],
        "columns": [Column(label, row_head=number == 0) for number, label in enumerate(labels)],
        "page": page,
        "rows": [(letter, masked(letter.address), kinds_in(letter)) for letter in page],
        "files": files_of(request, "outbox_file"),
    }
    return render(request, "desk/post/outbox.html", context)


def _number(request: HttpRequest) -> int:
    given = request.POST.get("id", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def kinds_in(letter: Letter) -> list[str]:
    """What the messages of a letter are about."""
    return sorted({message.get_kind_display() for message in letter.messages.all()})
