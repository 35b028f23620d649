"""Who has what: every body of a campaign with its form, late ones first named."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.campaigns.campaigns import campaign_trail
from tarazy.web.doors.desk.table_fields import unit_fields
from tarazy.web.doors.desk.tables import Table, files_of
from tarazy.web.grammar.text import sort_key
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.enums import State
from tarazy.web.rooms.collection.queries.progress import BodyProgress, late_since, progress_of_bodies
from tarazy.web.ui.parts import Column, Link

LATE = "late"


@require_safe
def progress(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    rows = _by_name(progress_of_bodies(campaign))
    chosen = request.GET.get("show", "")
    context = {
        "campaign": campaign,
        "trail": campaign_trail(campaign, Link(_("Progress"), "", current=True)),
        "filters": _links(rows, chosen),
        "columns": [Column(_("Body"), row_head=True), Column(_("State")), Column(_("Answered"), numeric=True),
                    Column(_("Of all"), numeric=True), Column(_("Waits on"))],
        "rows": _shown(rows, chosen),
        "forms": len(rows),
        "late": sum(row.is_late for row in rows),
        "late_since": late_since(campaign),
        "files": files_of(request, "campaign_progress_file", campaign.pk),
    }  # fmt: skip
    return render(request, "desk/campaigns/progress.html", context)


def _by_name(rows: list[BodyProgress]) -> list[BodyProgress]:
    return sorted(rows, key=lambda row: (sort_key(str(row.submission.unit.name)), row.submission.period))


def _shown(rows: list[BodyProgress], chosen: str) -> list[BodyProgress]:
    return [row for row in rows if not chosen or chosen in (row.submission.state, row.is_late and LATE)]


def _links(rows: list[BodyProgress], chosen: str) -> list[Link]:
    """All, late, and each state, with how many there are."""
    counts = Counter(row.submission.state for row in rows)
    late = sum(row.is_late for row in rows)
    named = [(LATE, pgettext("forms", "late"), late), *((one.value, str(one.label), counts[one]) for one in State)]
    every = Link(f"{pgettext('forms', 'all')}: {len(rows)}", "?", current=not chosen)
    return [every] + [
        Link(f"{label}: {count}", f"?{urlencode({'show': name})}", current=name == chosen)
        for name, label, count in named
    ]


def progress_table(request: HttpRequest, campaign: Campaign) -> Table:
    title = _("%(campaign)s: progress") % {"campaign": campaign.title}
    rows = _shown(_by_name(progress_of_bodies(campaign)), request.GET.get("show", ""))
    return Table(f"{campaign.pk}-progress", title, _fields(), [_record(row) for row in rows])


def _fields() -> list[Field]:
    return [
        *unit_fields(),
        Field("period", _("Period"), _("The period that the form is about.")),
        Field("state", _("State"), _("Code of how far the form has come.")),
        Field("answered", _("Answered"), _("Numbers of the form that have an answer."), "number", places=0),
        Field("cells", _("Of all"), _("Numbers that the form asks for."), "number", places=0),
        Field("late", pgettext("form", "late"), _("1: the last day for it has passed."), "number", places=0),
        Field("waits_on", _("Waits on"), _("Those whose turn it is.")),
    ]


def _record(row: BodyProgress) -> list[Cell]:
    one = row.submission
    people = "; ".join(str(user) for user in row.responsible)
    name = str(one.unit.name)
    return [one.unit_id, name, one.period, one.state, row.answered, row.cells, int(row.is_late), people]
