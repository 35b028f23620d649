"""Results as everybody will see them, before anybody outside does: without what is left out and withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tarazy.engine.explanation import NodeExplained
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.methodology import INDEX
from tarazy.web.doors.desk.publication.rows import change_rows
from tarazy.web.doors.desk.publication.trails import proposal_trail
from tarazy.web.doors.desk.tables import files_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.models import Proposal, Publication
from tarazy.web.rooms.publication.queries.changes import Changes, changes_between
from tarazy.web.rooms.publication.queries.hidden import hidden_by, hidden_in, shown_of
from tarazy.web.rooms.publication.queries.proposals import earlier_publication
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.rooms.results.queries.estimates import Between, estimate_of, intervals_at, intervals_of_unit
from tarazy.web.rooms.results.queries.inputs import explanation
from tarazy.web.rooms.results.queries.sure import in_words, intervals_in_tree
from tarazy.web.rooms.results.queries.tables import ResultRow, dimensions_of, table
from tarazy.web.rooms.results.queries.trees import losses_of, nodes_of
from tarazy.web.rooms.units.models import Unit
from tarazy.web.ui.parts import Column, Fact, HowSure, Link
from tarazy.web.ui.written import in_language, language, number

CHANGES_SHOWN = 50


def preview_trail(proposal: Proposal, *links: Link) -> list[Link]:
    own = Link(_("Preview"), reverse("desk:preview", args=[proposal.pk]), current=not links)
    return proposal_trail(proposal, own, *links)


@require_safe
def preview(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The table of the index or of one of its parts."""
    node = node_asked(request, proposal)
    heads = _("Rank"), _("Score"), _("Band"), _("Share not counted")
    context = {
        "proposal": proposal,
        "trail": preview_trail(proposal),
        "parts": _parts(proposal, node),
        "rows": rows_shown(proposal, node),
        "files": files_of(request, "preview_file", proposal.pk),
        "columns": [Column(_("Body"), row_head=True), *(Column(head, numeric=True) for head in heads)],
        **_changed(request, proposal),
    }
    return render(request, "desk/publication/preview.html", context)


def node_asked(request: HttpRequest, proposal: Proposal) -> str:
    node = request.GET.get("node", INDEX)
    if node not in {one.id for one in dimensions_of(proposal.run)}:
        raise Http404
    return node


@dataclass(frozen=True)
class Shown:
    """A row: what is computed of a body, its band, why it has no score where it has none, what was estimated of it."""

    row: ResultRow
    band: str
    reason: str
    between: Between | None

    @property
    def sure(self) -> HowSure:
        return in_words(self.between, 1) if self.between else HowSure()


def rows_shown(proposal: Proposal, node: str) -> list[Shown]:
    """Each body without those who are left out."""
    bands = band_titles(methodology_of(proposal.run.version))
    hidden, period = hidden_by(proposal.pk), proposal.campaign.period
    estimate = estimate_of(proposal.run)
    between = {} if estimate is None else intervals_at(estimate, period, node)
    return [
        Shown(
            row,
            bands.get(row.band, ""),
            reason_in_words(row.reason, language()) if row.reason else "",
            between.get(row.unit.pk),
        )
        for row in table(proposal.run, period, node)
        if not hidden.is_hidden(row.unit.pk, period, node)
    ]


def _parts(proposal: Proposal, chosen: str) -> list[Link]:
    title, href = proposal.run.version.title, reverse("desk:preview", args=[proposal.pk])
    return [
        Link(in_language(title if one.id == INDEX else one.title), f"{href}?node={one.id}", current=one.id == chosen)
        for one in dimensions_of(proposal.run)
    ]


def _changed(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    """What would change against what everybody sees today."""
    earlier = earlier_publication(proposal.campaign)
    if earlier is None:
        return {}
    changes = changes_against(earlier, proposal)
    heads = _("Score before"), _("Score"), _("Rank before"), _("Rank"), _("Band before"), _("Band")
    return {
        "counts": [
            Fact(_("Scores changed"), number(changes.scores, 0)),
            Fact(_("Ranks changed"), number(changes.ranks, 0)),
            Fact(_("Bands changed"), number(changes.bands, 0)),
        ],
        "change_files": files_of(request, "preview_changes_file", proposal.pk),
        "changed": change_rows(changes.listed[:CHANGES_SHOWN], proposal.run),
        "change_columns": [Column(_("Body"), row_head=True), *(Column(one, numeric=True) for one in heads)],
    }


def changes_against(earlier: Publication, proposal: Proposal) -> Changes:
    """What the proposal would change, without what either hides."""
    return changes_between(earlier.computed, proposal.run, hidden_by(proposal.pk) | hidden_in(earlier))


@require_safe
def preview_of_unit(request: HttpRequest, proposal: Proposal, unit: Unit) -> HttpResponse:
    """One body: what its score is made of, and where its points were lost."""
    hidden, period = hidden_by(proposal.pk), proposal.campaign.period
    row = next((row for row in table(proposal.run, period) if row.unit.pk == unit.pk), None)
    if row is None or unit.pk in hidden.units:
        raise Http404
    explained = shown_of(explanation(proposal.run, unit.pk, period), hidden)

    def href(node: NodeExplained) -> str:
        return "" if node.is_indicator else f"{reverse('desk:preview', args=[proposal.pk])}?node={node.node}"

    estimate = estimate_of(proposal.run)
    known = {} if estimate is None else intervals_of_unit(estimate, unit.pk)
    between = {key: one for key, one in known.items() if not hidden.is_hidden(unit.pk, *key)}
    context = {
        "proposal": proposal,
        "unit": unit,
        "trail": preview_trail(proposal, Link(str(unit.name), "", current=True)),
        "facts": _facts(row, between.get((period, INDEX))),
        "tree": nodes_of(explained, explained.tree, href, intervals_in_tree(between, period, 1)),
        "losses": losses_of(explained.tree),
    }
    return render(request, "desk/publication/preview_of_unit.html", context)


def _facts(row: ResultRow, between: Between | None) -> list[Fact]:
    sure = in_words(between, 1) if between else HowSure()
    found = [(_("Score"), number(row.score), sure.score), (_("Rank"), number(row.rank), sure.places)]
    return [Fact(label, f"{value} ({ends})" if value and ends else value or "—") for label, value, ends in found]
