"""A drawing is one image with a name, in the page's colours, and holds nothing that a strict page forbids."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tarazy.reports import draw as draw_module
from tarazy.reports.charts import Line, trend
from tarazy.reports.draw import draw

SPEC = trend(["2022", "2023", "2024"], [Line("Coast", [1234.5, -1234.0, 2500.25])], 600, 240)
ALLOWED = {"svg", "g", "path", "line", "rect", "text", "title", "circle"}


def test_it_is_one_image_with_a_title() -> None:
    svg = ElementTree.fromstring(draw(SPEC, "Score & <more>", "en"))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == "Score & <more>"
    assert svg[0].text == "Score & <more>"
    inner = [name for element in list(svg.iter())[1:] for name in element.attrib if name.startswith(("aria", "role"))]
    assert inner == []


def test_nothing_in_it_is_forbidden_on_a_strict_page() -> None:
    svg = ElementTree.fromstring(draw(SPEC, "t", "en"))
    assert {element.tag.rpartition("}")[2] for element in svg.iter()} <= ALLOWED
    names = {name for element in svg.iter() for name in element.attrib}
    assert not names & {"style", "href", "id", "class"} - {"class"}
    assert not any(name.startswith("on") for name in names)


def test_colours_are_the_names_of_the_page() -> None:
    svg = ElementTree.fromstring(draw(SPEC, "t", "en"))
    colours = {element.get(name) for element in svg.iter() for name in ("fill", "stroke")} - {None, "none"}
    assert colours
    assert all(colour.startswith("var(--") for colour in colours if colour), colours


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("en", "\N{MINUS SIGN}1,000"),
        ("kk", "\N{MINUS SIGN}1\N{NO-BREAK SPACE}000"),
        ("ru", "\N{MINUS SIGN}1\N{NO-BREAK SPACE}000"),
    ],
)
def test_axes_speak_the_language(lang: str, written: str) -> None:
    svg = ElementTree.fromstring(draw(SPEC, "t", lang))
    assert written in {"".join(element.itertext()) for element in svg.iter() if element.tag.endswith("}text")}


def test_decimals_have_the_comma_of_the_language() -> None:
    small = trend(["1", "2"], [Line("x", [0.1, 0.4])], 600, 240)
    assert "0,2" in draw(small, "t", "kk")
    assert "0.2" in draw(small, "t", "en")


def test_the_same_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = draw(SPEC, "once", "en")
    monkeypatch.setattr(draw_module, "_fit_for_page", lambda *args: pytest.fail("drawn again"))
    assert draw(SPEC, "once", "en") is first


@pytest.mark.parametrize(
    "part", ['<g style="fill: red"/>', "<style>g {}</style>", "<script/>", '<a href="x"/>', '<image x="1"/>']
)
def test_a_part_that_no_page_may_show_is_refused(part: str) -> None:
    with pytest.raises(ValueError, match="no page may show"):
        draw_module._fit_for_page(f'<svg xmlns="http://www.w3.org/2000/svg">{part}</svg>', "t")
