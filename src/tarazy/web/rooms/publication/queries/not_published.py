"""What a publication says of what it does not show: which units, indicators and values, by which decision, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.publication.models import Bundle, LeftOut, Publication, Withheld
from tarazy.web.rooms.publication.queries.bundles import bundle_of
from tarazy.web.rooms.publication.queries.hidden import titles_hidden
from tarazy.web.rooms.publication.queries.proposals import left_out_of, withheld_of


@dataclass(frozen=True)
class Said:
    """One thing that is not shown."""

    title: str
    decision: str
    reason: LocalText
    record: dict[str, Any]


@dataclass(frozen=True)
class NotPublished:
    """`bundle`: how much of it nobody else can compute again."""

    left_out: Sequence[Said]
    withheld: Sequence[Said]
    bundle: Bundle | None

    def as_dict(self) -> dict[str, Any]:
        """For files that leave the site."""
        return {"left_out": [one.record for one in self.left_out], "withheld": [one.record for one in self.withheld]}


def not_published(publication: Publication) -> NotPublished | None:
    """None where a publication shows everything."""
    proposal = publication.proposal
    if proposal is None:
        return None
    titles = titles_hidden(proposal)
    left_out = [_said(one, titles[one], {"unit": one.unit_id, "node": one.node}) for one in left_out_of(proposal)]
    withheld = [
        _said(one, titles[one], {"variable": one.variable, "unit": one.unit_id}) for one in withheld_of(proposal)
    ]
    return NotPublished(left_out, withheld, bundle_of(publication)) if left_out or withheld else None


def _said(one: LeftOut | Withheld, title: str, what: dict[str, Any]) -> Said:
    named = {name: value for name, value in what.items() if value}
    return Said(title, one.decision, one.reason, named | {"decision": one.decision, "reason": one.reason.as_dict()})
