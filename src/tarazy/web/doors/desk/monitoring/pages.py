"""One page for the head of a body, one for the centre, and the way to both."""

from __future__ import annotations

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.checks.early_warnings import Kind
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.followup.rows import InstructionRow, instruction_columns
from tarazy.web.doors.desk.monitoring.pictures import targets_picture, towards_targets, warnings_picture
from tarazy.web.doors.desk.monitoring.rows import (
    KIND_WORDS,
    NumberRow,
    body_columns,
    number_columns,
    towards_columns,
    warning_rows,
)
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.doors.desk.trails import desk_trail
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.rules import may_see_progress
from tarazy.web.rooms.collection.models import Submission
from tarazy.web.rooms.collection.queries.monitoring import (
    SENT,
    BodyInYear,
    monitored_bodies,
    monitored_body,
    monitored_forms,
    monitoring_seen_by,
)
from tarazy.web.rooms.collection.queries.submissions import closing_days
from tarazy.web.rooms.collection.rules import may_read
from tarazy.web.rooms.followup.queries import (
    bodies_reached_by,
    bodies_seen_by,
    giving_organisations,
    overdue,
    recommendations_of,
    recommendations_to,
    under_control,
)
from tarazy.web.rooms.followup.rules import may_give_to
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import current_posts
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import units_represented_by
from tarazy.web.ui.parts import Column, Fact, Link
from tarazy.web.ui.written import long_date, period

ROWS_A_PAGE = 100


def monitoring_trail(*links: Link) -> list[Link]:
    return desk_trail(Link(_("Monitoring"), reverse("desk:monitoring"), current=not links), *links)


@require_safe
def monitoring(request: HttpRequest) -> HttpResponse:
    """The campaigns of monitoring that concern a person, and the pages of their own bodies."""
    user = person_of(request)
    campaigns = Paginator(monitoring_seen_by(user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": monitoring_trail(),
        "page": campaigns,
        "campaign_columns": [Column(_("Campaign"), row_head=True), Column(_("Period")), Column(_("State"))],
        "own": forms_of_own(user),
        "files": files_of(request, "monitoring_file"),
        "own_columns": [Column(_("Period"), row_head=True), Column(_("Body")), Column(_("State"))],
    }
    return render(request, "desk/monitoring/monitoring.html", context)


def forms_of_own(user: User) -> list[Submission]:
    """Of the bodies in which a person holds a post."""
    own = units_represented_by([post.organisation for post in current_posts(user)])
    return list(monitored_forms(list(own.values())))


@require_safe
def body(request: HttpRequest, form: Submission) -> HttpResponse:
    """How the year goes for one body: for its head, and for those who look at its work from above."""
    user, found = person_of(request), monitored_body(form)
    told, may_give = under_control(recommendations_of(form.unit)), may_give_to(user, form.unit) is True
    numbers = [NumberRow(line, found.periods) for line in found.lines]
    towards = towards_targets(numbers)
    context = {
        "body": found,
        "form": form,
        "trail": monitoring_trail(Link(str(form.unit.name), "", current=True)),
        "lead": f"{form.campaign.title}. {period(form.period)}",
        "others": [Link(period(one.period), reverse("desk:monitored_body", args=[one.pk]), current=one.pk == form.pk)
                   for one in monitored_forms([form.unit])],
        "facts": _facts_of(user, found, told.count()),
        "warnings": warning_rows([found], {form.unit_id} if may_give else ()),
        "may_give": may_give,
        "number_columns": number_columns(found),
        "numbers": numbers,
        "picture": targets_picture(towards),
        "towards": towards,
        "towards_columns": towards_columns(),
        "files": files_of(request, "monitored_body_file", form.pk),
        "columns": instruction_columns(),
        "rows": [InstructionRow(one) for one in told],
    }  # fmt: skip
    return render(request, "desk/monitoring/body.html", context)


def _facts_of(user: User, found: BodyInYear, instructions: int) -> list[Fact]:
    form = found.submission
    due = closing_days([form.campaign_id]).get(form.campaign_id)
    href = reverse("desk:form", args=[form.pk]) if may_read(user, form) is True else ""
    return [
        Fact(_("Form"), form.get_state_display(), href),
        Fact(_("To be sent by"), long_date(due)),
        *(Fact(str(label).capitalize(), str(found.count(kind))) for kind, label in KIND_WORDS.items()),
        Fact(_("Instructions under control"), str(instructions)),
    ]


@require_safe
def campaign(request: HttpRequest, monitoring: Campaign) -> HttpResponse:
    """How the year goes for all bodies that the person may see: counts, warnings, instructions."""
    user, chosen = person_of(request), request.GET.get("show", "")
    bodies = bodies_seen(user, monitoring)
    counts = Counter(one.kind for found in bodies for one in found.warnings)
    told = under_control(recommendations_to(Unit.objects.filter(pk__in=[one.unit.pk for one in bodies])))
    reached = {unit.pk for own in giving_organisations(user) for unit in bodies_reached_by(own)}
    warned = warning_rows(bodies, reached, chosen if chosen in counts else "")
    context = {
        "campaign": monitoring,
        "trail": monitoring_trail(Link(str(monitoring.title), "", current=True)),
        "lead": period(monitoring.period),
        "facts": [
            Fact(_("Bodies"), str(len(bodies))),
            Fact(_("Forms certified"), str(sum(one.submission.state in SENT for one in bodies))),
            *(Fact(str(label).capitalize(), str(counts[kind])) for kind, label in KIND_WORDS.items()),
            Fact(_("Instructions under control"), str(told.count())),
            Fact(_("Instructions overdue"), str(overdue(told).count())),
        ],
        "filters": _filters(counts, chosen),
        "page": Paginator(warned, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "picture": warnings_picture(bodies),
        "files": files_of(request, "monitored_campaign_file", monitoring.pk),
        "body_files": files_of(request, "monitored_bodies_file", monitoring.pk),
        "body_columns": body_columns(),
        "bodies": [(one, [one.count(kind) for kind in KIND_WORDS]) for one in bodies],
        "columns": instruction_columns(),
        "rows": [InstructionRow(one) for one in told[:ROWS_A_PAGE]],
    }
    return render(request, "desk/monitoring/campaign.html", context)


def bodies_seen(user: User, monitoring: Campaign) -> list[BodyInYear]:
    """Who runs the campaign sees all bodies, others those that they look after; by name."""
    every = may_see_progress(user, monitoring) is True
    bodies = monitored_bodies(monitoring, None if every else bodies_seen_by(user))
    return sorted(bodies, key=lambda one: sort_key(str(one.unit.name)))


def _filters(counts: Counter[Kind], chosen: str) -> list[Link]:
    every = _("all warnings: %(count)s") % {"count": counts.total()}
    return [
        Link(every, "?", current=chosen not in counts),
        *(
            Link(f"{label}: {counts[kind]}", f"?show={kind}", current=kind == chosen)
            for kind, label in KIND_WORDS.items()
        ),
    ]
