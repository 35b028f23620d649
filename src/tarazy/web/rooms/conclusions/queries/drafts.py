"""What is being written, and what a run already says of a block: the draft begins with it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from tarazy.engine.explanation import Explanation, NodeExplained
from tarazy.engine.explanation.render import reason_in_words
from tarazy.engine.model.numbers import decided
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.conclusions.enums import Kind
from tarazy.web.rooms.conclusions.models import Conclusion
from tarazy.web.rooms.followup.models import Recommendation
from tarazy.web.rooms.followup.queries import recommendations_of
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.results.queries.inputs import explanation
from tarazy.web.rooms.results.queries.trees import leaves
from tarazy.web.rooms.results.queries.walks import in_words
from tarazy.web.rooms.units.models import Unit
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.models import PenaltyCase, SampleItem
from tarazy.web.rooms.verification.queries.findings import outcome_of
from tarazy.web.rooms.verification.queries.frames import closing_of
from tarazy.web.ui.written import in_language, language, number, with_unit

NOT_APPLICABLE = "not_applicable"
TOLD = ("missing", "treat", "normalise", "adjust")  # the steps by which a value became points


class DraftItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item as it is being written; see `Item`."""

    kind: Kind
    node: str
    text: str
    points_lost: float | None = None
    origin_id: int | None = None


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """A recommendation that is opened when the conclusion is issued."""

    text: str
    deadline: datetime.date
    node: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that an assessor writes. `notes`: on earlier recommendations, by their number."""

    report: str = ""
    items: tuple[DraftItem, ...] = ()
    advice: tuple[Advice, ...] = ()
    notes: dict[int, str] = {}


def draft_in(conclusion: Conclusion) -> Draft:
    return msgspec.convert(conclusion.draft, Draft, strict=False)


def stored(draft: Draft) -> Mapping[str, Any]:
    """A draft as it is kept."""
    found: Mapping[str, Any] = msgspec.to_builtins(draft, str_keys=True)
    return found


def explained_block(conclusion: Conclusion, *, what_if: bool = False) -> tuple[Explanation, NodeExplained]:
    """Why the body has its score (with `what_if` what would change it, too), and of it the part that the conclusion is
    about.
    """
    explained = explanation(conclusion.run, conclusion.unit_id, conclusion.campaign.period, what_if=what_if)
    return explained, next(one for one in explained.tree.children if one.node == conclusion.block)


def nodes_within(conclusion: Conclusion) -> set[str]:
    """The block with every node below it."""
    nodes = methodology_of(conclusion.campaign.version).nodes

    def below(id: str) -> Iterator[str]:
        yield id
        for child in getattr(nodes[id], "children", ()):
            yield from below(child)

    return set(below(conclusion.block))


def items_begun(conclusion: Conclusion) -> tuple[DraftItem, ...]:
    """What the run and the re-verification say, in the language of the conclusion: where points were lost and by what
    rule, what was found, which penalty points stand.
    """
    _explained, block = explained_block(conclusion)
    with override(conclusion.language):
        return (
            *(_lost(leaf) for leaf in leaves(block) if _is_lost(leaf)),
            *_found(conclusion, leaves(block)),
            *_penalties(conclusion),
        )


def _is_lost(leaf: NodeExplained) -> bool:
    if leaf.score is None:
        return leaf.reason != NOT_APPLICABLE
    return bool(leaf.points_lost) and decided(leaf.points_lost or 0.0) > 0


def _lost(leaf: NodeExplained) -> DraftItem:
    value = with_unit(number(leaf.value), leaf.unit_of_measure) if leaf.value is not None else ""
    said = [_("Value: %(value)s.") % {"value": value}] if value else []
    if leaf.reason:
        said.append(reason_in_words(leaf.reason, language()))
    said += [in_words(step, leaf) for step in leaf.steps if step.step in TOLD]
    return DraftItem(kind=Kind.LOST, node=leaf.node, text="\n".join(said), points_lost=leaf.points_lost)


def _found(conclusion: Conclusion, among: Collection[NodeExplained]) -> Iterator[DraftItem]:
    """What re-verification did not confirm in the numbers of some indicators, once it is closed."""
    if closing_of(conclusion.campaign) is None:
        return
    node_of = {given.variable: leaf for leaf in among for given in leaf.inputs if given.lag == 0}
    for item in _checked_items(conclusion.campaign, conclusion.unit):
        outcome, cell = outcome_of(item), item.item.change.cell
        leaf = node_of.get(cell.variable)
        if outcome is None or outcome.verdict == Verdict.CONFIRMED or leaf is None:
            continue
        words = {"title": _title_in(leaf, cell.variable), "reported": number(item.item.change.value) or "—"}
        if outcome.value is None:
            text = _("%(title)s: %(reported)s was reported and is not evidenced.") % words
        else:
            words["found"] = number(outcome.value)
            text = _("%(title)s: %(reported)s was reported, the documents show %(found)s.") % words
        yield DraftItem(kind=Kind.FOUND, node=leaf.node, text="\n".join([text, *_notes(item)]), origin_id=item.pk)


def _title_in(leaf: NodeExplained, variable: str) -> str:
    return next(in_language(given.title) for given in leaf.inputs if given.variable == variable)


def _notes(item: SampleItem) -> list[str]:
    """What the verifiers wrote: who settled a difference, else everybody who checked."""
    settlement = getattr(item, "settlement", None)
    if settlement is not None:
        return [settlement.reason]
    return sorted({finding.note for finding in item.findings.all() if finding.note})


def _checked_items(campaign: Campaign, unit: Unit) -> QuerySet[SampleItem]:
    found = SampleItem.objects.filter(sample__frame__campaign=campaign, item__change__cell__submission__unit=unit)
    return found.select_related("item__change__cell", "settlement").prefetch_related("findings").order_by("pk")


def _penalties(conclusion: Conclusion) -> Iterator[DraftItem]:
    cases = PenaltyCase.objects.filter(
        campaign=conclusion.campaign, unit=conclusion.unit, node__in=nodes_within(conclusion), cancellation=None
    )
    for case in cases.order_by("pk"):
        words = {"points": number(case.points), "ground": case.said_ground, "act": case.act}
        text = _("Penalty points: %(points)s. Ground: %(ground)s Act: %(act)s") % words
        yield DraftItem(kind=Kind.PENALTY, node=case.node, text=text, origin_id=case.pk)


def earlier_recommendations(conclusion: Conclusion) -> QuerySet[Recommendation]:
    """What the body was told before about this block or as a whole, whatever became of it."""
    about = Q(node="") | Q(node__in=nodes_within(conclusion))
    return recommendations_of(conclusion.unit).filter(about)
