from __future__ import annotations

import numpy as np
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tarazy.engine.model.numbers import decided
from tarazy.web.grammar.act import about, act
from tarazy.web.grammar.text import in_every_language
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.observatory.actions.variables import register_asked_variables
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.verification.actions.penalties import take_off
from tarazy.web.rooms.verification.enums import Verdict
from tarazy.web.rooms.verification.models import Closing, Finding, Sample, SampleItem, Settlement
from tarazy.web.rooms.verification.queries.consequences import consequences_of, observations_of
from tarazy.web.rooms.verification.queries.findings import (
    documents_of,
    items_of,
    open_assignment,
    outcome_of,
)
from tarazy.web.rooms.verification.rules import may_close_verification, may_find, may_settle
from tarazy.web.rooms.work.actions import enqueue


@act(rule=may_find, verb="write_finding")
def find(item: SampleItem, verdict: Verdict, *, value: float | None = None, note: str = "", by: User) -> Finding:
    """Say what the documents show of a value. It stands for good, and is shown to others when all checks are in."""
    assignment = open_assignment(by, item)
    assert assignment is not None  # the rule
    value = _fitting(item, verdict, value, note)
    finding = Finding.objects.create(
        item=item, turn=assignment.turn, verifier=by, verdict=verdict, value=value, note=note.strip(),
        evidence=sorted(one.file or one.link for one in documents_of(item)), found_at=timezone.now(),
    )  # fmt: skip
    about(finding, item=item.pk)
    return finding


@act(rule=may_settle, verb="settle")
def settle(item: SampleItem, verdict: Verdict, reason: str, *, value: float | None = None, by: User) -> Settlement:
    """Say what holds where two blind checks differ."""
    value = _fitting(item, verdict, value, reason)
    if not reason.strip():
        raise ValidationError({"note": _("Say what the decision rests on.")})
    return Settlement.objects.create(
        item=item, verdict=verdict, value=value, reason=reason.strip(), settled_at=timezone.now(), settled_by=by
    )


def _fitting(item: SampleItem, verdict: Verdict, value: float | None, note: str) -> float | None:
    """The value that belongs to a verdict. What is confirmed has none of its own; what differs has another one."""
    if verdict == Verdict.CONFIRMED:
        return None
    reported = item.item.change.value
    if value is not None and not np.isfinite(value):
        raise ValidationError({"value": _("The value found is a number.")})
    if verdict == Verdict.DIFFERS and value is None:
        raise ValidationError({"value": _("Name the value that the documents show.")})
    if value is not None and reported is not None and decided(value) == decided(reported):
        raise ValidationError({"value": _("This is the reported value. If the documents show it, confirm it.")})
    if not note.strip():
        raise ValidationError({"note": _("Say what the documents show, and where.")})
    return value


@act(rule=may_close_verification, verb="close_verification")
def close_verification(campaign: Campaign, *, by: User) -> Closing:
    """End verification once every drawn item is decided. What differs or is not evidenced becomes an observation of the
    series verified where the methodology takes it, penalty cases are opened as it says, and a run is queued.
    """
    samples = list(Sample.objects.filter(frame__campaign=campaign).select_related("frame").order_by("pk"))
    decisions = {item: outcome_of(item) for sample in samples for item in items_of(sample)}
    undecided = sum(outcome is None for outcome in decisions.values())
    if not samples:
        raise ValidationError(_("No sample was drawn yet."))
    if undecided:
        raise ValidationError(
            _("Drawn items that are not checked or not settled yet: %(count)s."), params={"count": undecided}
        )
    methodology, system = methodology_of(campaign.version), system_actor()
    consequences = consequences_of(methodology, decisions)
    wrong = [one for one in consequences if one.is_recorded]
    if wrong:
        register_asked_variables(methodology, by=system)
        record_observations(observations_of(wrong), reason=f"verification:{campaign.pk}", by=system)
    losses = sum(take_off(campaign, one, by=system) is not None for one in consequences)
    closing = Closing.objects.create(campaign=campaign, replaced=len(wrong), closed_at=timezone.now(), closed_by=by)
    title = in_every_language(lambda: _("Compute the scores of a campaign"))
    arguments = {"campaign": campaign.pk, "reason": "verification"}
    enqueue("results.compute_for_campaign", title, arguments, concerning=campaign, by=system)
    about(campaign, replaced=len(wrong), penalties=losses)
    return closing
