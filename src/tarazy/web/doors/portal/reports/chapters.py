"""Chapters that every report has: what it claims to be, the methodology, how anybody checks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from django.utils.translation import gettext as _

from tarazy.engine.model.methodology import INDEX, Indicator, Methodology
from tarazy.reports.blocks import (
    Block,
    Cell,
    Code,
    Column,
    Document,
    Fact,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Points,
    Table,
)
from tarazy.web.doors.portal.indices.recompute import recompute_of
from tarazy.web.doors.portal.indices.rows import Asked
from tarazy.web.doors.portal.methodologies.notes import description_of
from tarazy.web.doors.portal.methodologies.passport import facts_of_text
from tarazy.web.doors.portal.methodologies.rules import rules_of
from tarazy.web.doors.portal.reports.published import on_the_site
from tarazy.web.doors.portal.scales import bands_of
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.units.queries import kinds
from tarazy.web.ui.parts import Fact as Told
from tarazy.web.ui.written import in_language, language, long_date, number

SPOKEN: Final[Mapping[str, Literal["kk", "ru", "en"]]] = {"kk": "kk", "ru": "ru", "en": "en"}


def document(
    asked: Asked, title: str, about: str, under: Sequence[str], blocks: Sequence[Block], *, compact: bool = False
) -> Document:
    """A document of a publication: in the language of the reader, as of the moment when it was published."""
    publication = asked.index.publication
    lang = SPOKEN[language()]
    return Document(
        language=lang,
        title=title,
        about=about,
        over=str(publication.get_kind_display()),
        running=asked.index.title_in(asked.period),
        brand=_("Tarazy"),
        moment=int(publication.published_at.timestamp()),
        blocks=blocks,
        under=under,
        compact=compact,
    )


def published_line(asked: Asked) -> str:
    publication = asked.index.publication
    said = {"number": publication.pk, "day": long_date(publication.published_at)}
    return _("Publication %(number)s of %(day)s") % said


def standing_of(asked: Asked) -> list[Block]:
    """What must be known before the first number is read."""
    kind = asked.index.publication.kind
    if kind == Kind.ILLUSTRATION:
        text = _(
            "It shows how such an index would look on published figures. No state body has approved its methodology or "
            "its results."
        )
        return [Notice(_("An illustration, not an official assessment."), text)]
    if kind == Kind.HISTORICAL:
        text = _("Tarazy computes this index from its published figures, to show that the published results come out.")
        return [Notice(_("Earlier results, computed again"), text)]
    return []


def not_shown(asked: Asked) -> list[Block]:
    """What is left out or withheld by decision, with the reason."""
    hidden = asked.index.not_published
    if hidden is None:
        return []
    said = [f"{one.title}: {one.decision}. {one.reason}" for one in (*hidden.left_out, *hidden.withheld)]
    return [Heading(_("What is not published, by decision"), 2), Points(said)]


def methodology_chapter(asked: Asked) -> list[Block]:
    """The text by which the scores were computed: its passport, its rules, its bands, its indicators."""
    text, named = asked.index.methodology, kinds()
    rules = [
        [rule.step, rule.method, "; ".join(f"{fact.term}: {fact.text}" for fact in rule.facts)]
        for rule in rules_of(text, text.methods, named)
    ]
    columns = [Column(_("Step"), share=1), Column(_("Method"), share=1.3), Column(_("With which numbers"), share=2)]
    return [
        Heading(_("Methodology"), new_page=True),
        *described(text),
        Facts([Fact(_("Identifier"), text.id), *facts_in(facts_of_text(text, named))]),
        *([Table(_("Rules that hold for every score"), columns, rules)] if rules else []),
        *bands_table(asked),
        *indicators_table(asked),
    ]


def described(text: Methodology) -> list[Block]:
    """What the methodology says of itself: its sections with their headings, lines that run on joined."""
    blocks: list[Block] = []
    for section in description_of(text):
        blocks += [Heading(section.heading, 2)] if section.heading else []
        blocks += [Paragraph(one) for one in section.paragraphs]
    return blocks


def facts_in(told: Sequence[Told]) -> list[Fact]:
    return [Fact(one.term, one.text) for one in told]


def bands_table(asked: Asked) -> list[Block]:
    bands = bands_of(asked.index.methodology)
    if not bands:
        return []
    rows = [[in_language(band.title), number(band.from_)] for band in reversed(bands)]
    return [Table(_("Bands"), [Column(_("Band"), share=2), Column(_("From so many points"), True, 1)], rows)]


def indicators_table(asked: Asked) -> list[Block]:
    """Every part of the index in the order of the text, with what its values are counted in."""
    text = asked.index.methodology
    rows: list[list[str | Cell]] = []
    for id in asked.index.nodes:
        node = text.nodes[id]
        if id == INDEX:
            continue
        unit = text.units_of_measure_by_id[node.unit_of_measure] if isinstance(node, Indicator) else None
        title = Cell(in_language(node.title), depth=text.depths[id] - 2, strong=unit is None)
        rows.append([node.code or "", title, in_language(unit.title) if unit else ""])
    columns = [Column(_("Code")), Column(_("Part of the index"), share=2), Column(_("Unit of measure"), share=1)]
    return [Table(_("What the index is made of"), columns, rows)]


def proofs(asked: Asked, page: str) -> list[Block]:
    """The last page: the hashes that prove the numbers, how anybody computes them again. `page`: where it is shown."""
    found = recompute_of(asked.index)
    hashes = facts_in(found.hashes)
    all_in_one = _(
        "Everything from which these results were computed is in one file: the methodology, the observations, the "
        "units, the scores. Anyone can compute them again with it on a machine of their own; every number is compared."
    )
    how: list[Block] = [Paragraph(all_in_one), Code(found.commands.splitlines())]
    if found.bundle is None:
        how = [Paragraph(_("This was published before bundles were kept."))]
    return [
        Heading(_("How to check this report"), new_page=True),
        *how,
        Facts(facts_in(found.facts)),
        Heading(_("Hashes"), 2),
        Facts(hashes, digests=True),
        *not_shown(asked),
        Heading(_("Where it is shown"), 2),
        Facts(
            [
                Fact(_("Page"), on_the_site(page)),
                Fact(_("All publications of this index"), on_the_site(found.history)),
            ]
        ),
        Paragraph(
            _("This document has the same bytes whenever it is made: its date is that of the publication."), True
        ),
    ]
