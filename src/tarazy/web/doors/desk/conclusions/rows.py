"""Conclusions as their pages show them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tarazy.web.rooms.calendar.queries import calendar_of
from tarazy.web.rooms.conclusions.enums import Kind, State
from tarazy.web.rooms.conclusions.models import Conclusion, Item, ItemReply, ReplyDocument
from tarazy.web.rooms.conclusions.queries.clocks import Clocks, clocks_of
from tarazy.web.rooms.conclusions.queries.conclusions import (
    Written,
    documents_on,
    items_of,
    replies_to,
    titles_of_blocks,
)
from tarazy.web.rooms.conclusions.queries.drafts import Draft, nodes_within
from tarazy.web.rooms.conclusions.queries.terms import filing_deadline
from tarazy.web.rooms.methodologies.queries import methodologies_of, methodology_of
from tarazy.web.ui.parts import Fact
from tarazy.web.ui.written import in_language, long_date, number

KINDS = {State.ISSUED: "doubt", State.REPLIED: "doubt", State.FINAL: "good"}


@dataclass(frozen=True)
class Row:
    """A conclusion in a list. `kind`: the colour of its state; `reply_day`: the last one for the reply while it is
    awaited; `left`: working days until then.
    """

    body: str
    block: str
    campaign: str
    state: str
    kind: str
    href: str
    reply_day: datetime.date | None = None
    left: int | None = None

    @property
    def reply_until(self) -> str:
        return long_date(self.reply_day)

    @property
    def days_left(self) -> str:
        return number(self.left, 0)


def conclusion_rows(found: Iterable[Conclusion]) -> list[Row]:
    rows = list(found)
    texts = methodologies_of({one.campaign.version for one in rows})
    calendars = {place: calendar_of(place) for place in {one.campaign.organisation.place for one in rows}}
    made = []
    for one in rows:
        clocks = clocks_of(one, calendars[one.campaign.organisation.place])
        waits = clocks is not None and one.state == State.ISSUED
        made.append(
            Row(
                body=str(one.unit.name),
                block=in_language(texts[one.campaign.version_id].nodes[one.block].title),
                campaign=str(one.campaign.title),
                state=str(one.get_state_display()),
                kind=KINDS.get(State(one.state), ""),
                href=reverse("desk:conclusion", args=[one.pk]),
                reply_day=clocks.reply_until if waits and clocks else None,
                left=clocks.days_left if waits and clocks else None,
            )
        )
    return made


def rows_to_write(found: Iterable[Written]) -> list[Row]:
    rows = list(found)
    texts = methodologies_of({one.campaign.version for one in rows})
    return [
        Row(
            body=str(one.unit.name),
            block=in_language(texts[one.campaign.version_id].nodes[one.block].title),
            campaign=str(one.campaign.title),
            state=_("begun") if one.conclusion else _("not begun"),
            kind="doubt" if one.conclusion else "",
            href=reverse("desk:conclusion", args=[one.conclusion.pk])
            if one.conclusion
            else reverse("desk:begin_conclusion", args=[one.campaign.pk, one.unit.pk, one.block]),
        )
        for one in rows
    ]


@dataclass(frozen=True)
class ItemRow:
    """One item. `number` counts from 1. `reply` and `documents`: of the body; `answer`: of the assessor."""

    number: int
    title: str
    kind: str
    points_lost: float | None
    text: str
    item: Item | None = None
    reply: ItemReply | None = None
    documents: Sequence[ReplyDocument] = ()
    answer: Any = None


def drafted_rows(conclusion: Conclusion, draft: Draft) -> list[ItemRow]:
    titles = titles_of(conclusion)
    return [
        ItemRow(number, titles.get(one.node, one.node), str(Kind(one.kind).label), one.points_lost, one.text)
        for number, one in enumerate(draft.items, start=1)
    ]


def item_rows(conclusion: Conclusion, *, shows_reply: bool) -> list[ItemRow]:
    """The items as they were issued; with what the body says to each where it may be shown."""
    titles = titles_of(conclusion)
    said = replies_to(conclusion) if shows_reply else {}
    documents = documents_on(conclusion) if shows_reply else {}
    return [
        ItemRow(
            one.position, titles.get(one.node, one.node), str(one.get_kind_display()), one.points_lost, one.text, one,
            said.get(one.pk), documents.get(one.pk, ()), getattr(one, "answer", None),
        )
        for one in items_of(conclusion)
    ]  # fmt: skip


def titles_of(conclusion: Conclusion) -> dict[str, str]:
    """The title of the block and of every node in it, in the order of the methodology."""
    methodology, within = methodology_of(conclusion.campaign.version), nodes_within(conclusion)
    return {
        id: f"{node.code} {in_language(node.title)}" if node.code else in_language(node.title)
        for id, node in methodology.nodes.items()
        if id in within
    }


def clock_facts(conclusion: Conclusion) -> list[Fact]:
    """The clocks, the same for both sides."""
    calendar = calendar_of(conclusion.campaign.organisation.place)
    clocks = clocks_of(conclusion, calendar)
    if clocks is None:
        return []
    facts = [Fact(_("Issued"), long_date(clocks.issued_on)), Fact(_("Received"), _received(clocks))]
    facts.append(Fact(_("Reply until"), long_date(clocks.reply_until)))
    if conclusion.state == State.ISSUED:
        facts.append(Fact(_("Time left for the reply"), days_in_words(clocks.days_left)))
    until = filing_deadline(conclusion, calendar)
    if until is not None and conclusion.state != State.SUPERSEDED:
        facts.append(Fact(_("Appeal until"), long_date(until.day)))
    return facts


def _received(clocks: Clocks) -> str:
    if clocks.received_on is not None:
        return long_date(clocks.received_on)
    words = _("not opened yet; counts as received on %(day)s")
    return words % {"day": long_date(clocks.held_received_on)}


def days_in_words(days: int) -> str:
    if days < 0:
        return _("the term has passed")
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}


def blocks_of_bodies(found: Collection[Conclusion]) -> dict[int, str]:
    """Which body and block each conclusion is on, where several stand beside each other."""
    titles = titles_of_blocks(found)
    return {one.pk: f"{one.unit.name}: {in_language(titles[one.pk])}" for one in found}


def block_of_body(conclusion: Conclusion) -> str:
    return blocks_of_bodies([conclusion])[conclusion.pk]
