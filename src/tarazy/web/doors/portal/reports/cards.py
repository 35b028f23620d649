"""Share cards: a picture of a publication or of a unit's score for messages and social networks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.reports.card import Card, card_as
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.facts import key_facts
from tarazy.web.doors.portal.indices.history import publication_href
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.reports.chapters import SPOKEN
from tarazy.web.doors.portal.reports.kept import kept
from tarazy.web.doors.portal.reports.moved import named_movers
from tarazy.web.doors.portal.reports.published import asked_in, before_of, row_in, rows_of
from tarazy.web.doors.portal.reports.sureness import Sureness, place_between, score_span, sureness_of
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.tables import ResultRow
from tarazy.web.ui.parts import Link
from tarazy.web.ui.written import language, number, signed
from tarazy.web.ui.written import period as period_text

TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def card_of(asked: Asked, unit: str = "") -> Card:
    """The card in the language that is spoken; it says itself where the results are no official assessment."""
    rows, index = rows_of(asked), asked.index
    kind = index.publication.kind
    warning = _("An illustration, not an official assessment.") if kind == Kind.ILLUSTRATION else ""
    title = index.title_in(asked.period)
    if not unit:
        reliable = named_movers(asked, sureness_of(asked), rows)
        facts = [(fact.label, fact.figure) for fact in key_facts(asked, reliable)][:3]
        return Card(SPOKEN[language()], _("Tarazy"), title, "", facts, warning)
    row, sure = row_in(rows, unit, asked), sureness_of(asked)
    among = sum(one.rank is not None and one.peer_group == row.peer_group for one in rows)
    between = sure.intervals.get(unit)
    facts = [
        (_score(between, index.decimals), _of(number(row.score, index.decimals), number(index.best))),
        (_("Rank"), place_between(between, row.rank, among) if between else _of(number(row.rank), number(among))),
    ]
    note = _change(asked, sure, row)
    return Card(SPOKEN[language()], _("Tarazy"), str(row.unit.name), title, facts, warning, note)


def _score(between: Between | None, places: int) -> str:
    """What stands over the score: between which ends it lies."""
    span = score_span(between, places)
    return f"{_('Score')} ({span})" if span else _("Score")


def _change(asked: Asked, sure: Sureness, row: ResultRow) -> str:
    """Whether the change since the period before is sure; where nothing was estimated, that."""
    if row.score is None:
        return ""
    if not sure.is_estimated:
        return _("How sure score and rank are has not been estimated.")
    before = before_of(asked)
    if not before or row.score_change is None:
        return ""
    said = {"period": period_text(before), "change": signed(row.score_change, asked.index.decimals)}
    if any(sure.moved_surely(row.unit.pk, sign) for sign in (1, -1)):
        return _("Since %(period)s: %(change)s points, a reliable change.") % said
    return _("Since %(period)s: %(change)s points, which may be chance.") % said


def _of(figure: str, whole: str) -> str:
    return f"{figure} / {whole}" if figure else "—"


def card_file(asked: Asked, form: str, unit: str = "") -> bytes:
    where = f"units/{unit}/card.{form}" if unit else f"card.{form}"
    return kept(
        asked, where, lambda: card_as(card_of(asked, unit), form, int(asked.index.publication.published_at.timestamp()))
    )


@require_safe
def card(
    request: HttpRequest, place: str, name: str, publication: int, period: str, form: str, unit: str = ""
) -> HttpResponse:
    """The card as PNG or SVG, to be shown and not only taken along."""
    asked = asked_in(place, name, publication, period)
    if form not in TYPES:
        of = asked.index.publication
        message = _("There are no files of the form “%(form)s”.") % {"form": form}
        raise NoPage(message, [Link(_("Publication %(number)s") % {"number": of.pk}, publication_href(of))])
    if unit:
        row_in(rows_of(asked), unit, asked)
    return HttpResponse(card_file(asked, form, unit), content_type=TYPES[form])
