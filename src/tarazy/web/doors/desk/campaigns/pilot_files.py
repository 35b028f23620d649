"""Tables of a pilot as files: what people said, what must hold, its results beside the official campaign."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.campaigns.pilots import feedback_seen, judged_in_words, side_by_side, subject_of
from tarazy.web.doors.desk.table_fields import moment_field, person_field, unit_fields
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.campaigns.queries import readiness_of


def feedback_table(request: HttpRequest, campaign: Campaign) -> Table:
    """What the person may read of it: everything, or what they said themselves."""
    fields = [
        moment_field("said_at", _("When")),
        person_field("said_by", _("By whom")),
        Field("about", _("About what"), _("Its code; what is none is as it was written.")),
        Field("language", _("Language"), _("Code of the language in which it was said.")),
        Field("text", _("What was said"), _("In the words of whoever said it.")),
        Field("subject", _("Subject"), _("What it is about, in words.")),
    ]
    rows: Iterator[list[Cell]] = (
        [one.said_at, str(one.said_by), one.about, one.language, one.text, subject_of(one)]
        for one in feedback_seen(request, campaign)
    )
    return Table(f"{campaign.pk}-feedback", _("%(campaign)s: feedback") % {"campaign": campaign.title}, fields, rows)


def readiness_table(_request: HttpRequest, campaign: Campaign) -> Table:
    fields = [
        Field("number", _("Number"), _("Its place in the list."), "number", places=0),
        Field("point", _("What must hold"), _("In the language of the address.")),
        Field("judgement", _("Judgement"), _("Whether it holds, in words.")),
        Field("note", _("How this was seen"), _("In the words of whoever judged.")),
        person_field("judged_by", _("By whom")),
        moment_field("judged_at", _("When")),
    ]
    rows: Iterator[list[Cell]] = (
        [
            one.position, str(one.text), judged_in_words(one), one.note, str(one.judged_by) if one.judged_by else None,
            one.judged_at,
        ]
        for one in readiness_of(campaign)
    )  # fmt: skip
    return Table(f"{campaign.pk}-readiness", _("%(campaign)s: readiness") % {"campaign": campaign.title}, fields, rows)


def results_table(_request: HttpRequest, campaign: Campaign) -> Table:
    """Scores of both campaigns; no row until both are computed."""
    found = side_by_side(campaign)
    score = _("Points, as the methodology rounds them; empty: none.")
    titles = [column.label for column in found.columns[1:]] if found else []
    names = [f"{node}_{which}" for node in (found.nodes if found else ()) for which in ("official", "pilot")]
    fields = [*unit_fields(), *(Field(name, title, score, "number") for name, title in zip(names, titles, strict=True))]
    rows: list[list[Cell]] = [
        [unit.pk, str(unit.name), *(score for pair in pairs for score in pair)]
        for unit, pairs in (found.rows if found else ())
    ]
    title = _("%(campaign)s: beside the official campaign") % {"campaign": campaign.title}
    return Table(f"{campaign.pk}-beside", title, fields, rows)
