"""Every value with who says so, and how it became points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from tarazy.engine.explanation import Explanation
from tarazy.reports.blocks import Block, Cell, Column, Heading, Paragraph, Points, Table
from tarazy.web.rooms.results.queries.walks import walks_of
from tarazy.web.ui.parts import Walk, WalkedPart


def values_chapter(explained: Explanation) -> list[Block]:
    """Every value with who says so, and how it became points."""
    blocks: list[Block] = [
        Heading(_("From each value to the points lost"), new_page=True),
        Paragraph(_("Every value with who says so, how it became a score, what it weighs. What is doubtful or breaks a "
                    "series is marked."), True),
    ]  # fmt: skip
    parts = walks_of(explained, lambda variable: "")
    sources = list(dict.fromkeys(given.source for part in parts for walk in part.walks for given in walk.given))
    numbers = {source: str(place) for place, source in enumerate((one for one in sources if one), start=1)}
    for part in parts:
        blocks += walked_part(part, numbers)
    return [*blocks, *sources_chapter(numbers)]


def sources_chapter(numbers: Mapping[str, str]) -> list[Block]:
    """Who says so: each source once, by the number that stands beside its values."""
    rows: list[list[str | Cell]] = [[number, source] for source, number in numbers.items()]
    columns = [Column(_("No.")), Column(_("Source"), share=1)]
    return [Heading(_("Sources"), 2), Table("", columns, rows, small=True)] if rows else []


def walked_part(part: WalkedPart, numbers: Mapping[str, str]) -> Iterator[Block]:
    if not part.walks and not any(one.sentences for one in part.together):
        return
    yield Heading(part.title, 2)
    for walk in part.walks:
        yield Heading(f"{walk.code} {walk.title}".strip(), 3)
        yield from given_table(walk, numbers)
        yield from steps_table(walk)
    for together in part.together:
        if together.sentences:
            yield Points(together.sentences)


def given_table(walk: Walk, numbers: Mapping[str, str]) -> Iterator[Block]:
    rows: list[list[str | Cell]] = [
        [
            Cell(given.title, note=" ".join(one for one in (given.doubt, given.broken) if one)),
            given.period,
            given.value or "—",
            given.status,
            numbers.get(given.source, "—"),
        ]
        for given in walk.given
    ]
    columns = [
        Column(_("Observed value"), share=1),
        Column(_("Period")),
        Column(_("Value"), True),
        Column(_("Status")),
        Column(_("Source"), True),
    ]
    if rows:
        yield Table("", columns, rows, small=True)


def steps_table(walk: Walk) -> Iterator[Block]:
    if walk.reason:
        yield Paragraph(walk.reason, True)
    rows: list[list[str | Cell]] = [[step.label, step.text, step.amount] for step in walk.steps]
    if rows:
        yield Table(
            "", [Column(_("Step")), Column(_("What was done"), share=1), Column(_("Result"), True)], rows, small=True
        )
