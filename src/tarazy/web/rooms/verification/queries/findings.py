"""What verifiers are to look at and what they found; how often bodies err, estimated from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet

from tarazy.engine.model.numbers import decided
from tarazy.engine.statistics import sample as engine
from tarazy.engine.statistics.error_rate import LEVEL, ErrorRate, error_rate, error_rates
from tarazy.engine.statistics.misstatement import Misstatement, misstatement
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.collection.models import Evidence
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.verification.enums import Design, Verdict
from tarazy.web.rooms.verification.models import Assignment, Closing, Finding, Sample, SampleItem

CELL = "item__change__cell__submission__unit"
CAMPAIGN = "sample__frame__campaign"


@dataclass(frozen=True)
class Outcome:
    """What holds of a drawn item: the one finding, what two blind checks agree on, or what a third person settled."""

    verdict: Verdict
    value: float | None


def turns_of(item: SampleItem) -> tuple[int, ...]:
    return (1, 2) if item.is_checked_twice else (1,)


def is_checked(item: SampleItem) -> bool:
    """Whether everybody who is to check it has."""
    return len(item.findings.all()) == len(turns_of(item))


def outcome_of(item: SampleItem) -> Outcome | None:
    """What holds of an item; None while a check is missing, or two differ and nobody has settled it."""
    settled = getattr(item, "settlement", None)
    if settled is not None:
        return Outcome(Verdict(settled.verdict), settled.value)
    findings = list(item.findings.all())
    if not is_checked(item) or len({_said(finding) for finding in findings}) > 1:
        return None
    return Outcome(Verdict(findings[0].verdict), findings[0].value)


def _said(finding: Finding) -> tuple[str, float | None]:
    return finding.verdict, None if finding.value is None else decided(finding.value)


def is_to_settle(item: SampleItem) -> bool:
    """Whether both blind checks are in and differ."""
    return is_checked(item) and outcome_of(item) is None


def samples_to_share_out() -> QuerySet[Sample]:
    """The drawn samples of which nobody has been given anything to check, where re-verification is not closed."""
    found = Sample.objects.exclude(items__assignments__isnull=False).exclude(
        frame__campaign__verification_closing__isnull=False
    )
    return found.select_related("frame__campaign__organisation").prefetch_related("frame__campaign__stages")


def items_of(sample: Sample) -> QuerySet[SampleItem]:
    """The drawn items with their findings and settlements, by name."""
    found = SampleItem.objects.filter(sample=sample).select_related(CELL, "settlement")
    return found.prefetch_related("findings__verifier").order_by("item__name")


def item_numbered(number: int) -> SampleItem | None:
    found = SampleItem.objects.select_related(
        f"{CELL}__kind", "item__change__cell__submission__campaign__version", f"{CAMPAIGN}__organisation",
        f"{CAMPAIGN}__version", "settlement",
    )  # fmt: skip
    return found.prefetch_related("findings__verifier").filter(pk=number).first()


def campaign_of(item: SampleItem) -> Campaign:
    return item.sample.frame.campaign


def worklist(user: User) -> QuerySet[Assignment]:
    """What somebody still has to check, in campaigns whose verification is not closed."""
    found = Finding.objects.filter(item=OuterRef("item"), turn=OuterRef("turn"))
    closed = Closing.objects.filter(campaign=OuterRef(f"item__{CAMPAIGN}"))
    open_ones = Assignment.objects.filter(~Exists(found), ~Exists(closed), verifier=user, ended_at=None)
    return open_ones.select_related(f"item__{CELL}", f"item__{CAMPAIGN}").order_by("item__item__name")


def open_assignment(user: User, item: SampleItem) -> Assignment | None:
    """The check of an item that somebody has still to make."""
    return worklist(user).filter(item=item).first()


def visible_findings(user: User, item: SampleItem) -> list[Finding]:
    """Everything once all checks are in; before that each verifier sees only what they wrote themselves."""
    findings = sorted(item.findings.all(), key=lambda finding: finding.turn)
    return findings if is_checked(item) else [finding for finding in findings if finding.verifier_id == user.pk]


def documents_of(item: SampleItem) -> QuerySet[Evidence]:
    """The documents that the body gives for the value and that stand now."""
    return Evidence.objects.filter(cell=item.item.change.cell_id, replaced_by=None, removed=False).order_by("pk")


def items_to_settle(campaign: Campaign, user: User) -> list[SampleItem]:
    """The drawn items on which two verifiers differ, as far as somebody was neither of them."""
    found = SampleItem.objects.filter(sample__frame__campaign=campaign, is_checked_twice=True)
    rows = found.select_related(CELL, "settlement").prefetch_related("findings").order_by("item__name")
    return [
        item for item in rows if is_to_settle(item) and user.pk not in {one.verifier_id for one in item.findings.all()}
    ]


@dataclass(frozen=True)
class Coverage:
    """How far the check of a sample has come. `decided`: items of which it is known what holds."""

    drawn: int
    decided: int
    to_settle: int
    checks: int
    checks_made: int


def coverage_of(items: Sequence[SampleItem]) -> Coverage:
    return Coverage(
        drawn=len(items),
        decided=sum(outcome_of(item) is not None for item in items),
        to_settle=sum(is_to_settle(item) for item in items),
        checks=sum(len(turns_of(item)) for item in items),
        checks_made=sum(len(item.findings.all()) for item in items),
    )


@dataclass(frozen=True)
class Rates:
    """The error rate of a sample's whole list, of each of its numbers (variable, breakdown) and of each body."""

    whole: ErrorRate
    by_variable: dict[str, ErrorRate]
    by_unit: dict[str, ErrorRate]


def rates_of(sample: Sample, items: Sequence[SampleItem], level: float = LEVEL) -> Rates:
    """Estimates with design weights and their intervals; a check that is missing is stood for by others."""
    drawn, variables, units = engine_sample(sample)
    held = {item.item.name: outcome_of(item) for item in items}
    verdicts = {name: outcome.verdict.value for name, outcome in held.items() if outcome is not None}
    return Rates(
        whole=error_rate(drawn, verdicts, level=level),  # type: ignore[arg-type]  # of the same three words
        by_variable=error_rates(drawn, verdicts, variables, level=level),  # type: ignore[arg-type]
        by_unit=error_rates(drawn, verdicts, units, level=level),  # type: ignore[arg-type]
    )


def misstatement_of(sample: Sample, items: Sequence[SampleItem]) -> Misstatement | None:
    """By how much the amounts of a monetary sample are misstated in all; None of other designs, while an item is not
    decided, and where an amount is below zero, which such a sample cannot judge.
    """
    held = {item: outcome_of(item) for item in items}
    if sample.frame.design != Design.MONETARY or None in held.values():
        return None
    verified = {item.item.name: _amount(item, outcome) for item, outcome in held.items() if outcome is not None}
    if min(verified.values(), default=0.0) < 0:
        return None
    return misstatement(engine_sample(sample)[0], verified)


def _amount(item: SampleItem, outcome: Outcome) -> float:
    """The amount that documents show: none where nothing is evidenced."""
    if outcome.verdict == Verdict.CONFIRMED:
        return item.item.change.value or 0.0
    return outcome.value or 0.0


def engine_sample(sample: Sample) -> tuple[engine.Sample, list[str], list[str]]:
    """A drawn sample as the engine reads it; of each item of its list the variable and the body."""
    cell = "change__cell"
    rows = list(
        sample.frame.items.order_by("pk").values_list(
            "name", "stratum", "measure", "inclusion", "drawn", f"{cell}__variable", f"{cell}__submission__unit"
        )
    )
    names, strata, measure, inclusion, drawn, variables, units = zip(*rows, strict=True)
    frame = engine.frame_of(names, strata, np.array(measure, dtype=np.float64))
    chosen = np.array([one is not None for one in drawn])
    found = engine.Sample(sample.frame.design, sample.seed, frame, np.array(inclusion), chosen)  # type: ignore[arg-type]
    return found, list(variables), list(units)
