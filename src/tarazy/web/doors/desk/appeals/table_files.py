"""Lists of appeals, and whom a decision has moved, as files."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tarazy.exchange.csv_written import Cell
from tarazy.exchange.table_files import Field
from tarazy.web.doors.desk.access import person_of
from tarazy.web.doors.desk.appeals.movement import granting, whose_scores
from tarazy.web.doors.desk.appeals.pages import lists_of_appeals
from tarazy.web.doors.desk.appeals.rows import AppealRow, appeal_rows, name_of
from tarazy.web.doors.desk.table_fields import list_field, score_fields, unit_fields
from tarazy.web.doors.desk.tables import Table
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.models import Appeal, Decision
from tarazy.web.rooms.conclusions.queries.appeals import appeals_of, runs_around
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.publication.queries.changes import changes_between
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.units.queries import units_by_id


def _fields() -> list[Field]:
    return [
        Field("appeal", _("Appeal"), _("What it is called.")),
        Field("name", _("Body"), _("Its name in the language of the address.")),
        Field("block", _("Block"), _("The block of the methodology that the appeal is about.")),
        Field("state", _("State"), _("How far it has come, and what was decided.")),
        Field("until", _("Until when"), _("The last day of the term that runs; empty: none does."), "day"),
    ]


def _record(row: AppealRow) -> list[Cell]:
    return [row.name, row.body, row.block, row.state, row.last_day]


def appeals_table(request: HttpRequest) -> Table:
    rows = [[*_record(row), name] for name, found in lists_of_appeals(person_of(request)) for row in found]
    return Table("appeals", _("Appeals"), [*_fields(), list_field()], rows)


def campaign_appeals_table(_request: HttpRequest, campaign: Campaign) -> Table:
    """Every appeal of a campaign, as those who run it see them."""
    title = _("%(campaign)s: appeals") % {"campaign": campaign.title}
    return Table(
        f"{campaign.pk}-appeals", title, _fields(), [_record(row) for row in appeal_rows(appeals_of(campaign))]
    )


def movement_table(request: HttpRequest, appeal: Appeal) -> Table:
    """Whom the decisions on an appeal have moved; scores that are not published yet as the page shows them."""
    user = person_of(request)
    fields = [Field("decision", _("Decision"), _("Its number.")), *unit_fields(), *score_fields()]
    rows = (row for decision in granting(appeal) for row in _moved(decision, user))
    return Table(f"appeal-{appeal.pk}-movement", f"{name_of(appeal)}: {_('Whom the decision has moved')}", fields, rows)


def _moved(decision: Decision, user: User) -> Iterator[list[Cell]]:
    before, after = runs_around(decision)
    if before is None or after is None:
        return
    listed = changes_between(before.run, after.run).listed
    names, bands = units_by_id([row.unit for row in listed]), band_titles(methodology_of(after.run.version))
    shows_scores = whose_scores(decision, user)
    for row in listed:
        scores = [row.score_before, row.score] if shows_scores(row.unit) else [None, None]
        yield [
            decision.number, row.unit, str(names[row.unit].name), *scores, row.rank_before, row.rank,
            bands.get(row.band_before, row.band_before), bands.get(row.band, row.band),
        ]  # fmt: skip
