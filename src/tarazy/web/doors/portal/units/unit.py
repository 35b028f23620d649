"""The page of a unit across indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.model.methodology import INDEX
from tarazy.web.doors.portal.carried import KEY, figure_notes, onto_asked
from tarazy.web.doors.portal.faults import NoPage
from tarazy.web.doors.portal.indices.index import Index, published_indices
from tarazy.web.doors.portal.indices.sure import why_nothing
from tarazy.web.doors.portal.kept_pages import kept_page
from tarazy.web.doors.portal.observatory.progress import progress_on_unit
from tarazy.web.doors.portal.peers import peers_shown
from tarazy.web.doors.portal.trails import trail
from tarazy.web.doors.portal.units.sections import sections_shown
from tarazy.web.rooms.observatory.models import PublicObservation
from tarazy.web.rooms.observatory.queries.about_unit import latest_values
from tarazy.web.rooms.observatory.queries.carried import Onto
from tarazy.web.rooms.observatory.queries.carried_of_unit import Figure, latest_figures
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.publication.models import HistoricalScore, Publication
from tarazy.web.rooms.publication.queries.standing import historical_scores_of
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.certainty import intervals_in_runs
from tarazy.web.rooms.results.queries.estimates import Between
from tarazy.web.rooms.results.queries.summaries import UnitScore, scores_of_unit
from tarazy.web.rooms.results.queries.sure import in_words
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.units.queries import codes_of, predecessors, successors, unit_with
from tarazy.web.ui.parts import Column, Fact, HowSure, Link
from tarazy.web.ui.written import in_language, long_date, number, percent, with_unit
from tarazy.web.ui.written import period as period_text

NO_NOTES: Final[Mapping[str, str]] = {}


@dataclass(frozen=True)
class Result:
    """What a unit came to in an index, the latest period with a score first."""

    title: str
    href: str
    score: str
    rank: float | None
    ranked: int
    band: str
    standing: str
    share_not_counted: float | None
    share_imputed: float | None
    is_declining: bool
    sure: HowSure


@require_safe
@kept_page
def unit(request: HttpRequest, unit: str) -> HttpResponse:
    """Who it is, what it came to, what is known of it."""
    found = unit_with(unit)
    if found is None:
        message = _("Nobody is called %(unit)s here.") % {"unit": unit}
        raise NoPage(message, [Link(_("All that are assessed or observed"), reverse("portal:units"))])
    indices = published_indices()
    scores = scores_of_unit(unit, [index.run.pk for index in indices])
    origins, became = list(predecessors(found)), list(successors(found))
    context = {
        "unit": found,
        "trail": trail(Link(_("Who is assessed"), reverse("portal:units")), Link(str(found.name), "", current=True)),
        "facts": facts_of(found),
        "origins": origins,
        "successors": became,
        "results": results_of(found, indices, scores),
        "earlier": earlier_results(unit),
        "earlier_columns": earlier_columns(),
        **figures_shown(request, found, bool(origins or became)),
        **peers_shown(request, found),
        "columns": [
            Column(_("Variable"), row_head=True),
            Column(_("Value"), numeric=True),
            Column(_("Period"), numeric=True),
        ],
    }
    context |= progress_on_unit(unit)
    return render(request, "portal/units/unit.html", context | {"sections": sections_shown(context)})


def results_of(unit: Unit, indices: Sequence[Index], scores: Mapping[int, Sequence[UnitScore]]) -> list[Result]:
    """What a unit came to in each index that shows it."""
    between = intervals_in_runs(scores.keys(), unit.pk)
    return [
        result_of(index, unit, scores[index.run.pk], between)
        for index in indices
        if index.run.pk in scores and unit.pk not in index.hidden.units
    ]


def earlier_columns() -> list[Column]:
    return [
        Column(_("Period"), row_head=True),
        Column(_("Part of the index")),
        Column(_("Score"), numeric=True),
        Column(_("Rank"), numeric=True),
        Column(_("Band")),
    ]


def earlier_results(unit: str) -> list[tuple[Publication, list[HistoricalScore]]]:
    """Earlier official results as they were published, by publication, the latest first."""
    rows = list(historical_scores_of(unit))
    return [(of, list(scores)) for of, scores in groupby(rows, key=lambda row: row.publication)]


def facts_of(unit: Unit) -> list[Fact]:
    """Kind, place in the list, codes of other registers, first and last day."""
    facts: list[tuple[str, Any]] = [
        (_("Kind"), in_language(unit.kind.name)),
        (_("Compared with"), in_language(unit.peer_group.name)),
        (_("Identifier"), unit.pk),
        *((SCHEMES.get(code.scheme, code.scheme), dated(code.code, code)) for code in codes_of(unit)),
        (_("Exists since"), long_date(unit.valid_from)),
        (_("Existed until"), long_date(unit.valid_to)),
    ]
    return [Fact(term, said) for term, said in facts if said]


SCHEMES = {"kato": "KATO", "iso_3166_2": "ISO 3166-2"}


def dated(text: str, row: Any) -> str:
    """A code with the days between which it held."""
    if row.valid_from and row.valid_to:
        words = {"code": text, "from": long_date(row.valid_from), "to": long_date(row.valid_to)}
        return _("%(code)s, from %(from)s until %(to)s") % words
    if row.valid_from:
        return _("%(code)s, from %(from)s") % {"code": text, "from": long_date(row.valid_from)}
    if row.valid_to:
        return _("%(code)s, until %(to)s") % {"code": text, "to": long_date(row.valid_to)}
    return text


def result_of(
    index: Index, unit: Unit, scores: Sequence[UnitScore], between: Mapping[tuple[int, str], Between]
) -> Result:
    latest = next((score for score in reversed(scores) if score.score is not None), scores[-1])
    is_hidden = index.hidden.is_hidden(unit.pk, latest.period, INDEX)
    of = None if is_hidden else between.get((index.run.pk, latest.period))
    return Result(
        title=index.title_in(latest.period),
        href=index.unit_href(unit.pk, latest.period),
        score=number(latest.score, index.decimals),
        rank=latest.rank,
        ranked=index.spreads[latest.period].scored,
        band=band_titles(index.methodology).get(latest.band, ""),
        standing=index.publication.get_kind_display(),
        share_not_counted=latest.share_not_counted,
        share_imputed=latest.share_imputed,
        sure=in_words(of, index.decimals) if of else HowSure(why_not=why_nothing(index, latest.period)),
        is_declining=unit.pk in index.declines(latest.period, units=[unit.pk]),
    )


def figures_shown(request: HttpRequest, unit: Unit, has_reforms: bool) -> dict[str, Any]:
    """The main figures, and for a unit of a reform the choice to see those that are carried onto its boundaries."""
    back = Link(str(unit.name), reverse("portal:unit", kwargs={"unit": unit.pk}))
    onto, own = onto_asked(request.GET.get(KEY, ""), back), Onto.FORMER if unit.valid_to else Onto.PRESENT
    if not has_reforms:
        return {"groups": values_by_topic(latest_values(unit.pk)), "onto_links": []}
    links = [
        Link(_("as recorded"), back.href + "#figures", current=onto == Onto.RECORDED),
        Link(_("also carried over reforms"), f"{back.href}?{KEY}={own.value}#figures", current=onto != Onto.RECORDED),
    ]
    if onto == Onto.RECORDED:
        return {"groups": values_by_topic(latest_values(unit.pk)), "onto_links": links}
    figures = latest_figures(unit)
    return {"groups": values_by_topic(figures, figure_notes(figures)), "onto_links": links, "is_carried": True}


def values_by_topic(
    values: Sequence[PublicObservation | Figure], carried: Mapping[str, str] = NO_NOTES
) -> list[tuple[str, list[dict[str, str]]]]:
    """The latest value of each variable, variables of one topic together. `carried`: where a value came from that
    nobody recorded for the unit, by variable.
    """
    groups: dict[str, list[dict[str, str]]] = {}
    for row in values:
        topic = row.variable.topic
        line = {
            "title": str(row.variable.title),
            "href": reverse("portal:variable", kwargs={"variable": row.variable.pk}) + f"?unit={row.unit_id}",
            "value": with_unit(number(row.value), row.variable.unit_of_measure.symbol),
            "period": period_text(row.period),
            "status": status_in_words(row.status),
            "carried": carried.get(row.variable.pk, ""),
        }
        groups.setdefault(in_language(topic.name) if topic else "", []).append(line)
    return list(groups.items())


def share(row: Any) -> str:
    return percent(row.share, 1)
