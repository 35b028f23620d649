from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version as installed_version

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.words import ProblemsFound
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import current_language
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.verification.enums import Design
from tarazy.web.rooms.verification.models import Assignment, Finding, Frame, FrameItem, Sample, SampleItem
from tarazy.web.rooms.verification.queries.findings import items_of, turns_of
from tarazy.web.rooms.verification.queries.frames import Listed, Plan, draw_from, engine_frame, listed, twice_checked
from tarazy.web.rooms.verification.rules import (
    may_assign_items,
    may_draw,
    may_publish_frame,
    may_reassign,
    may_verify,
)

# Inclusion probabilities are the same for every seed; this one draws nothing that is kept.
ANY_SEED = "any"


@contextmanager
def _refused_in_words() -> Iterator[None]:
    """What the engine refuses, as the act says it."""
    try:
        yield
    except ProblemsFound as found:
        language = current_language()
        said = [
            " ".join(part.in_language(language) for part in (one.what, one.why, one.mend)) for one in found.problems
        ]
        raise ValidationError(said) from found


@act(rule=may_publish_frame, verb="publish_frame")
def publish_frame(campaign: Campaign, plan: Plan, *, by: User) -> Frame:
    """Publish the list of everything that can be drawn, with the chance of each item, before there is a seed."""
    if not 0 <= plan.second_share <= 1:
        raise ValidationError(_("The share that is checked twice lies between 0 and 100 percent."), code="second_share")
    with _refused_in_words():
        found = listed(campaign, plan)
        chances = draw_from(found.frame, plan.design, plan.parameters, ANY_SEED).inclusion
    frame = Frame.objects.create(
        campaign=campaign, design=plan.design, block=plan.block, parameters=plan.parameters, hash=found.frame.hash,
        engine_version=installed_version("tarazy"), published_at=timezone.now(), published_by=by,
    )  # fmt: skip
    FrameItem.objects.bulk_create(_items(frame, found, chances.tolist()))
    about(frame, digest=frame.hash, items=len(found.changes))
    return frame


def _items(frame: Frame, found: Listed, chances: Sequence[float]) -> Iterator[FrameItem]:
    rows = zip(found.changes, found.frame.ids, found.frame.strata, found.frame.measure.tolist(), chances, strict=True)
    for at, (change, name, stratum, measure, chance) in enumerate(rows):
        yield FrameItem(
            frame=frame, name=name, change=change, stratum=stratum, measure=None if np.isnan(measure) else measure,
            inclusion=chance,
            contributions={factor: float(given[at]) for factor, given in found.contributions.items()},
        )  # fmt: skip


@act(rule=may_draw, verb="draw_sample")
def draw_sample(frame: Frame, seed: str, *, by: User) -> Sample:
    """Draw from a published list with a seed that came later; which items are checked twice the system draws."""
    if not seed.strip():
        raise ValidationError(
            _("Name the seed: what nobody could choose, such as figures of a public draw."), code="seed"
        )
    listed_items = {item.name: item for item in frame.items.order_by("pk")}
    with _refused_in_words():
        found = draw_from(engine_frame(frame), Design(frame.design), frame.parameters, seed.strip())
    sample = Sample.objects.create(
        frame=frame, seed=seed.strip(), second_seed=secrets.token_hex(16), engine_version=installed_version("tarazy"),
        drawn_at=timezone.now(), drawn_by=by,
    )  # fmt: skip
    twice = twice_checked(found.chosen_ids, frame.parameters["second_share"], sample.second_seed)
    SampleItem.objects.bulk_create(
        SampleItem(sample=sample, item=listed_items[name], is_checked_twice=name in twice) for name in found.chosen_ids
    )
    about(sample, digest=frame.hash, drawn=len(found.chosen_ids))
    return sample


@act(rule=may_assign_items, verb="assign_items")
def assign_items(sample: Sample, verifiers: Sequence[User], *, by: User) -> list[Assignment]:
    """Share out what nobody checks yet, as evenly as can be; a second check goes to another person than the first."""
    held = Assignment.objects.filter(item__sample=sample, ended_at=None)
    taken = {(item, turn): verifier for item, turn, verifier in held.values_list("item", "turn", "verifier")}
    load = {verifier.pk: sum(one == verifier.pk for one in taken.values()) for verifier in verifiers}
    fit: dict[str, list[User]] = {}
    made: list[Assignment] = []
    now = timezone.now()
    for item in items_of(sample):
        unit = item.item.change.cell.submission.unit
        if unit.pk not in fit:
            fit[unit.pk] = [one for one in verifiers if may_verify(one, unit, sample.frame.campaign) is True]
        for turn in turns_of(item):
            if (item.pk, turn) in taken:
                continue
            others = {taken.get((item.pk, other)) for other in turns_of(item)}
            free = [one for one in fit[unit.pk] if one.pk not in others]
            if not free:
                raise ValidationError(
                    _("Nobody of those named may check %(unit)s, or not enough of them for two checks."),
                    params={"unit": unit.name},
                )
            chosen = min(free, key=lambda one: (load[one.pk], one.pk))
            taken[item.pk, turn] = chosen.pk
            load[chosen.pk] += 1
            made.append(Assignment(item=item, turn=turn, verifier=chosen, assigned_at=now, assigned_by=by))
    about(sample, assigned=len(made))
    return Assignment.objects.bulk_create(made)


@act(rule=may_reassign, verb="reassign_item")
def reassign(assignment: Assignment, verifier: User, *, by: User) -> Assignment:
    """Give a check that is not made yet to somebody else."""
    item = assignment.item
    fit = may_verify(verifier, item.item.change.cell.submission.unit, item.sample.frame.campaign)
    if fit is not True:
        raise ValidationError(getattr(fit, "reason", ""), code="verifier")
    if Finding.objects.filter(item=item, turn=assignment.turn).exists():
        raise ValidationError(_("This check is made already."))
    if Assignment.objects.filter(item=item, verifier=verifier, ended_at=None).exists():
        raise ValidationError(_("A second check goes to another person than the first."), code="verifier")
    now = timezone.now()
    Assignment.objects.filter(pk=assignment.pk).update(ended_at=now)
    return Assignment.objects.create(
        item=item, turn=assignment.turn, verifier=verifier, assigned_at=now, assigned_by=by
    )
