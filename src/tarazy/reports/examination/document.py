"""The whole document of an examination, in one language."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from tarazy.engine.model.period import last_day
from tarazy.engine.robustness.examination.said import GRAVITIES, Chapter, Examination, Finding, Framework, Gravity
from tarazy.engine.words import msg, say
from tarazy.reports.blocks import (
    Block,
    Cell,
    Code,
    Column,
    Contents,
    Document,
    Fact,
    Facts,
    Figure,
    Figures,
    Heading,
    Notice,
    Paragraph,
    Points,
    Table,
)
from tarazy.reports.examination.shown import blocks_of

SPOKEN: Final[dict[str, Literal["kk", "ru", "en"]]] = {"kk": "kk", "ru": "ru", "en": "en"}

GRAVITY: Final[dict[Gravity, str]] = {"grave": msg("grave"), "serious": msg("serious"), "slight": msg("slight")}
ANSWERS: Final = {
    "met": msg("met"),
    "partly": msg("partly"),
    "not": msg("not met"),
    "not_assessed": msg("not assessed"),
}
# A word and a colour: nobody has to tell colours apart.
SWATCHES: Final = {"met": "good", "partly": "gold", "not": "bad", "not_assessed": "band-none"}
OF_GRAVITY: Final = {"grave": "bad", "serious": "gold", "slight": "band-2"}


def document_of(examination: Examination, lang: str, command: str = "") -> Document:
    """The examination as a document. `command`: how to make it again, where it was made by one."""
    title = examination.title.in_language(lang)
    end = datetime.datetime.combine(last_day(examination.period), datetime.time(), datetime.UTC)
    return Document(
        language=SPOKEN[lang],
        title=say(msg("Statistical examination: {title}"), lang, {"title": title}),
        about=say(msg("What the figures say about how the index is made, for the period {period}."), lang,
                  {"period": examination.period}),
        over=say(msg("Statistical examination"), lang),
        running=title,
        brand=say(msg("Tarazy"), lang),
        moment=int(end.timestamp()),
        blocks=[*_first(examination, lang), *_body(examination, lang, command)],
        under=[say(msg("Period: {period}"), lang, {"period": examination.period}), examination.methodology],
    )  # fmt: skip


def _first(examination: Examination, lang: str) -> Iterator[Block]:
    """What a reader must know who reads one page."""
    yield Figures(
        [
            Figure(say(msg("Units with a score"), lang), str(examination.scored),
                   say(msg("of {units}"), lang, {"units": examination.units})),
            *(_count(examination.findings, gravity, lang) for gravity in GRAVITIES),
        ]
    )  # fmt: skip
    if examination.findings and examination.findings[0].gravity == "grave":
        first = examination.findings[0]
        yield Notice(say(first.kind.title, lang), first.what.in_language(lang))
    if examination.findings:
        yield _overview(examination.findings, lang)
    else:
        yield Paragraph(say(msg("Nothing was found."), lang))
    yield Paragraph(
        say(
            msg(
                "A finding is a question to the authors, not a verdict: it says what in the figures asks for a reason, "
                "and by which numbers that was seen."
            ),
            lang,
        ),
        quiet=True,
    )
    yield Contents(say(msg("Contents"), lang))


def _count(findings: Sequence[Finding], gravity: Gravity, lang: str) -> Figure:
    label = {"grave": msg("Grave findings"), "serious": msg("Serious findings"), "slight": msg("Slight findings")}
    return Figure(say(label[gravity], lang), str(sum(one.gravity == gravity for one in findings)))


def _overview(findings: Sequence[Finding], lang: str) -> Table:
    columns = [
        Column(say(msg("No."), lang), True, 0.35),
        Column(say(msg("Gravity"), lang), share=1.0),
        Column(say(msg("Finding"), lang), share=4.5),
    ]
    rows: list[list[str | Cell]] = [
        [str(number), _gravity(finding, lang), say(finding.kind.title, lang)]
        for number, finding in enumerate(findings, start=1)
    ]
    return Table(say(msg("Findings in order of gravity"), lang), columns, rows)


def _gravity(finding: Finding, lang: str) -> Cell:
    return Cell(say(GRAVITY[finding.gravity], lang), swatch=OF_GRAVITY[finding.gravity])


def _body(examination: Examination, lang: str, command: str) -> Iterator[Block]:
    if examination.findings:
        yield Heading(say(msg("Findings"), lang), new_page=True)
        for number, finding in enumerate(examination.findings, start=1):
            yield from _finding(number, finding, lang)
    for chapter in examination.chapters:
        yield from _chapter(chapter, lang)
    yield Heading(say(msg("What frameworks ask"), lang), new_page=True)
    yield Paragraph(
        say(
            msg(
                "Each answer comes from the text of the methodology and from this examination. “Not assessed”: the "
                "system cannot know it, and the evidence that would show it is named."
            ),
            lang,
        )
    )
    for framework in examination.frameworks:
        yield from _framework(framework, lang)
    yield from _again(examination, lang, command)


def _finding(number: int, finding: Finding, lang: str) -> Iterator[Block]:
    title = say(finding.kind.title, lang)
    gravity = say(GRAVITY[finding.gravity], lang)
    yield Heading(f"{number}. {title} ({gravity})", 2)
    yield Paragraph(finding.what.in_language(lang))
    if finding.cases:
        yield Points([case.in_language(lang) for case in finding.cases])
    yield Paragraph(say(msg("What to do: {mend}"), lang, {"mend": finding.mend.in_language(lang)}))
    looked = say(finding.kind.looks_at, lang)
    yield Paragraph(say(msg("What was looked at: {looked}"), lang, {"looked": looked}), quiet=True)


def _chapter(chapter: Chapter, lang: str) -> Iterator[Block]:
    yield Heading(say(chapter.title, lang))
    for sentence in chapter.sentences:
        yield Paragraph(sentence.in_language(lang))
    for shown in chapter.shown:
        yield from blocks_of(shown, lang)


def _framework(framework: Framework, lang: str) -> Iterator[Block]:
    yield Heading(say(framework.title, lang), 2)
    yield Paragraph(framework.about.in_language(lang), quiet=True)
    columns = [
        Column(say(msg("What is asked"), lang), share=2.4),
        Column(say(msg("Answer"), lang), share=1.5),
        Column(say(msg("Evidence"), lang), share=3.5),
    ]
    rows: list[list[str | Cell]] = [
        [
            say(one.name, lang),
            Cell(say(ANSWERS[one.answer], lang), swatch=SWATCHES[one.answer]),
            one.evidence.in_language(lang),
        ]
        for one in framework.requirements
    ]
    yield Table("", columns, rows)


def _again(examination: Examination, lang: str, command: str) -> Iterator[Block]:
    """How anybody makes the same again."""
    yield Heading(say(msg("How to make it again"), lang))
    yield Facts(
        [
            Fact(say(msg("Methodology"), lang), examination.methodology),
            Fact(say(msg("Hash of the methodology"), lang), examination.methodology_hash),
            Fact(say(msg("Hash of the data"), lang), examination.data_hash),
            Fact(say(msg("Version of the engine"), lang), examination.engine_version),
        ],
        digests=True,
    )
    if command:
        yield Code([command])
