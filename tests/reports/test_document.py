"""Documents: texts stay texts whatever stands in them, the same facts give the same bytes, every picture is spoken."""

from __future__ import annotations

import dataclasses
import io
import re

import pypdf
import pytest

from tarazy.reports.blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Class,
    Code,
    Column,
    Contents,
    Document,
    Dot,
    Dots,
    Drawn,
    Fact,
    Facts,
    Figure,
    Figures,
    Heading,
    Lines,
    Notice,
    Paragraph,
    Picture,
    Points,
    Table,
    Tick,
)
from tarazy.reports.card import Card, card_as
from tarazy.reports.document import UNKNOWN, NotWritten, pdf_of
from tarazy.reports.paper import COLOURS
from tests.house.checkout import ROOT

HOSTILE = '#panic("x") $1/0$ *b* _i_ `c` <label> @ref \\ // /* ] } ) " \u202e = + - #let x = 1'
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі ₸"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"><rect width="5" height="5" fill="#00627a"/></svg>'


def blocks(text: str) -> list[Block]:
    """Every block there is, with the same text wherever one stands."""
    cell = Cell(text, bar=0.5, swatch="band-1", depth=1)
    line = Drawn(text, [[(0, 0), (1, 1)]], "got", last=text)
    return [
        Notice(text, text),
        Figures([Figure(text, text, text)]),
        Contents(text),
        Heading(text),
        Heading(text, 2),
        Paragraph(text),
        Points([text]),
        Facts([Fact(text, text)]),
        Facts([Fact(text, "0" * 64)], digests=True),
        Code([text]),
        Table(text, [Column(text, share=1), Column(text, True, 1)], [[cell, cell]], 0),
        Bars(text, text, [Bar(text, 0.5, text)]),
        Lines(text, text, [Tick(0, text), Tick(1, text)], [Tick(0, text)], [line]),
        Dots(text, text, [Dot(0.5, 0, "band-1", True)], [Tick(0, text)], [Tick(0.5, text)], 1),
        Dots(text, text, [Dot(0.5, 0, "band-1", True, 9)], [Tick(0, text)], [Tick(0.5, text)], 9, columns=True),
        Picture(text, text, SVG, [Class("band-1", text)]),
    ]  # fmt: skip


def document(text: str) -> Document:
    return Document("kk", text, text, text, text, "Таразы", 1_700_000_000, blocks(text), [text])


def words_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pages))


def test_a_text_is_never_markup() -> None:
    content = pdf_of(document(HOSTILE))
    said = words_of(content)
    assert said.count('#panic("x")$1/0$*b*_i_`c`<label>@ref') >= 20


def test_every_kazakh_letter_is_read_back() -> None:
    content = pdf_of(document(KAZAKH))
    assert words_of(content).count(KAZAKH.replace(" ", "")) >= 20
    assert pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == "kk"


@pytest.mark.parametrize("strange", ["漢字", "a\x00b", "😀", "\ud7ff", "ﷺ", "\U0001f1f0\U0001f1ff"])
def test_a_letter_that_nobody_can_draw_stops_nothing(strange: str) -> None:
    content = pdf_of(document(f"Ә{strange}Ғ"))
    said = words_of(content)
    assert "Ғ" in said
    assert UNKNOWN in said or "ӘabҒ" in said


def test_the_same_facts_are_the_same_bytes_and_others_are_not() -> None:
    first = pdf_of(document("Ә"))
    assert pdf_of(document("Ә")) == first
    assert pdf_of(dataclasses.replace(document("Ә"), moment=1_700_000_001)) != first


def test_what_no_template_can_make_is_said() -> None:
    broken = Document("kk", "a", "a", "a", "a", "a", 0, [Picture("a", "a", "<svg")])
    with pytest.raises(NotWritten):
        pdf_of(broken)


def test_a_card_is_a_picture_whatever_stands_on_it() -> None:
    card = Card("kk", "Таразы", HOSTILE + KAZAKH, "", [(HOSTILE, "1")], HOSTILE)
    assert card_as(card, "png", 0).startswith(b"\x89PNG")
    assert card_as(card, "svg", 0).startswith(b"<svg")


def test_colours_on_paper_are_those_of_the_page() -> None:
    tokens = (ROOT / "src/tarazy/web/ui/static/ui/styles/tokens.css").read_text(encoding="utf-8")
    of_page = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", tokens))
    assert {name: of_page.get(name) for name in COLOURS if name != "band-none"} == {
        name: colour for name, colour in COLOURS.items() if name != "band-none"
    }
