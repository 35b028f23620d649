"""Components alone: what they write, what they say to a screen reader, what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from tarazy.web.ui.parts import NO_BAND, Area, Column, Fact, Link, Loss, Node, Problem, Tile, band_class
from tarazy.web.ui.tags.forms import problems_of
from tarazy.web.ui.tags.pictures import short_label


def drawn(template: str, language: str = "en", **given: Any) -> str:
    with override(language):
        return Template("{% load ui %}" + template).render(Context(given))


def request(address: str = "/en/gallery/", **cookies: str) -> HttpRequest:
    asked = RequestFactory().get(address)
    asked.COOKIES |= cookies
    return asked


def test_texts_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    pieces = [
        drawn("{% tag text %}{% band 'band-1' text %}{% missing text %}{% digest text %}", text=evil),
        drawn("{% facts rows %}", rows=[Fact(evil, evil)]),
        drawn("{% table text columns %}{% endtable %}", text=evil, columns=[Column(evil)]),
        drawn("{% tile_map tiles text %}", text=evil, tiles=[Tile(evil, evil, 0, 0, evil, href=evil)]),
        drawn("{% region_map areas text 9 9 %}", text=evil, areas=[Area(evil, evil, value=evil, href=evil)]),
        drawn("{% score_tree nodes %}", nodes=[Node(evil, None, note=evil)]),
        drawn("{% notice 'info' text %}{{ text }}{% endnotice %}{% rule text text %}{% endrule %}", text=evil),
    ]
    for piece in pieces:
        assert evil not in piece
        assert "&lt;script&gt;" in piece


@pytest.mark.parametrize(
    ("bands", "expected"),
    [(5, "12345"), (4, "1245"), (3, "135"), (2, "15"), (1, "1")],
)
def test_bands_are_spread_over_the_colours(bands: int, expected: str) -> None:
    assert "".join(band_class(position, bands)[-1] for position in range(1, bands + 1)) == expected


def test_a_band_without_a_colour_is_refused() -> None:
    assert band_class(None) == NO_BAND
    for position, bands in ((0, 5), (6, 5), (1, 6)):
        with pytest.raises(ValueError, match="no colour for band"):
            band_class(position, bands)


def test_a_table_says_how_it_is_sorted() -> None:
    columns = [
        Column("Region", row_head=True, href="?sort=name"),
        Column("Score", numeric=True, href="?sort=score", sorted="descending"),
        Column("Note"),
    ]
    table = drawn("{% table 'Scores' columns %}<tr><td>1</td></tr>{% endtable %}", columns=columns)
    assert table.count("aria-sort=") == 2
    assert 'aria-sort="descending"' in table
    assert 'aria-sort="none"' in table
    assert 'tabindex="0"' in table
    assert "<caption>Scores</caption>" in table
    assert "hx-get" not in table


def test_a_link_may_change_a_part_of_the_page_and_stays_a_link() -> None:
    chips = drawn("{% chips 'Year' links '#results' %}", links=[Link("2024", "?year=2024", current=True)])
    assert 'href="?year=2024"' in chips
    assert 'hx-get="?year=2024"' in chips
    assert 'hx-target="#results"' in chips
    assert 'aria-current="true"' in chips
    assert chips == drawn("{% chips 'Year' links '#results' %}", links=[Link("2024", "?year=2024", current=True)])


@pytest.mark.parametrize(
    ("value", "better", "mood", "words"),
    [
        (1.5, "higher", "change-good", "rise"),
        (-1.5, "higher", "change-bad", "fall"),
        (-1.5, "lower", "change-good", "fall"),
        (1.5, "none", None, "rise"),
        (0.04, "higher", None, "no change"),
    ],
)
def test_a_change_speaks_with_sign_words_and_colour(value: float, better: str, mood: str | None, words: str) -> None:
    change = drawn("{% change value better=better %}", value=value, better=better)
    assert words in change
    assert (mood in change) if mood else ("change-" not in change)


def test_a_change_without_an_earlier_value_is_said() -> None:
    assert "no earlier value" in drawn("{% change None %}")


def test_no_interval_is_invented() -> None:
    assert "not yet estimated" in drawn("{% interval %}")
    assert "not yet estimated" in drawn("{% figure_score 63.7 %}")
    assert "61.0 to 66.4" in drawn("{% interval 61 66.4 %}")


def test_a_small_share_is_not_called_nothing() -> None:
    shares = {share: drawn("{% not_counted share %}", share=share) for share in (0, 0.004, 0.034, None)}
    assert ">0%<" in shares[0]
    assert "&lt; 1%" in shares[0.004]
    assert ">3%<" in shares[0.034]
    assert "no data" in shares[None]


def test_what_was_imputed_is_said_only_where_anything_was() -> None:
    assert ">6%<" in drawn("{% imputed 0.063 %}")
    assert "&lt; 1%" in drawn("{% imputed 0.004 %}")
    assert "no data" in drawn("{% imputed None %}")
    assert "Share imputed" in drawn("{% figure_score 63.7 share_imputed=0.063 %}")
    assert "Share imputed" not in drawn("{% figure_score 63.7 share_imputed=0 %}")
    tree = drawn("{% score_tree nodes %}", nodes=[Node("Economy", 71, imputed=0.25), Node("Roads", 60)])
    assert tree.count("imputed") == 1
    assert "imputed 25%" in tree


def test_drawn_numbers_keep_the_point_in_every_language() -> None:
    for language in ("kk", "ru", "en"):
        assert 'width="63.74"' in drawn("{% bar 63.74 %}", language)
    assert 'width="100.00"' in drawn("{% bar 130 %}")
    assert 'class="nothing"' in drawn("{% bar None %}")


def test_the_tree_shows_what_was_got_and_what_was_lost() -> None:
    leaf = Node("Roads", None, note="not applicable")
    tree = drawn("{% score_tree nodes %}", nodes=[Node("Economy", 71, 7.25, 0.25, opened=True, children=(leaf,))])
    assert "<details open>" in tree
    assert "−7.3" in tree
    assert "weight 25%" in tree
    assert "not applicable" in tree
    assert tree.count("<ul>") == 2
    assert tree.count('class="tree-head"') == 1


def test_losses_come_in_order_of_size() -> None:
    losses = drawn("{% points_lost losses %}", losses=[Loss("small", 1.2), Loss("large", 8.9)])
    assert losses.index("large") < losses.index("small")
    assert 'width="100.00"' in losses
    assert "−8.9" in losses


def test_a_map_says_each_unit_and_where_there_is_no_data() -> None:
    tiles = [
        Tile("KZ-47", "Mangystau", 0, 0, "63.7", "band-3", "middle", "/units/KZ-47/"),
        Tile("KZ-10", "Abai", 1, 0, href="/units/KZ-10/"),
    ]
    tile_map = drawn("{% tile_map tiles 'Scores' 'first' %}", tiles=tiles)
    assert "<title>Mangystau: 63.7, middle</title>" in tile_map
    assert "<title>Abai: no data</title>" in tile_map
    assert tile_map.count("url(#first-no-data)") == 1
    assert 'href="/units/KZ-47/"' in tile_map


def test_dots_of_cities_lie_above_the_regions() -> None:
    areas = [Area("City", "", 1, 1, dot=True, href="/c"), Area("Region", "M0 0H9V9Z", 5, 5, href="/r")]
    region_map = drawn("{% region_map areas 'Scores' 9 9 %}", areas=areas)
    assert region_map.index('href="/r"') < region_map.index('href="/c"')
    assert "<circle" in region_map


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Абай", "Абай"),
        ("Қарағанды", "Қара."),
        ("Алматы обл.", "Алм. обл."),
        ("North Kaz.", "North K."),
    ],
)
def test_labels_fit_a_tile_on_a_phone(label: str, short: str) -> None:
    assert short_label(label) == short


def test_pages_keep_the_other_choices() -> None:
    page = Paginator(range(100), 20).get_page(2)
    pages = drawn("{% pagination page %}", page=page, request=request("/en/results/?kind=city&page=2"))
    assert "?kind=city&amp;page=3" in pages
    assert 'aria-current="page"' in pages
    assert drawn("{% pagination page %}", page=Paginator([], 20).get_page(1), request=request()).strip() == ""


def test_the_masthead_leads_to_the_same_page_in_each_language() -> None:
    masthead = drawn("{% masthead '/en/' links '/en/theme' %}", links=[], request=request("/en/gallery/?year=2024"))
    assert 'href="/kk/gallery/?year=2024"' in masthead
    assert 'lang="kk"' in masthead


def test_the_masthead_folds_links_away_and_says_when_the_page_is_among_them() -> None:
    links = [Link("Campaigns", "/en/campaigns/")]
    more = [Link("Persons", "/en/persons/", current=True), Link("Journal", "/en/journal/")]
    tag = "{% masthead '/en/' links '/en/theme' '/en/out' more %}"
    masthead = drawn(tag, links=links, more=more, request=request("/en/persons/"))
    assert '<a href="/en/persons/" aria-current="page">Persons</a>' in masthead
    assert '<summary class="here">' in masthead
    assert "<summary>" in drawn(tag, links=links, more=more[1:], request=request("/en/campaigns/"))
    assert "<summary" not in drawn(tag, links=links, more=[], request=request("/en/campaigns/"))


def test_a_component_that_needs_the_request_says_so() -> None:
    with pytest.raises(TemplateSyntaxError, match="render with a request"):
        drawn("{% styles %}")


@pytest.mark.parametrize(
    ("theme", "media", "scheme"),
    [
        ("system", 'media="screen and (prefers-color-scheme: dark)"', "light dark"),
        ("dark", 'media="screen"', "dark"),
        ("light", None, "light"),
        ("nonsense", 'media="screen and (prefers-color-scheme: dark)"', "light dark"),
    ],
)
def test_the_chosen_theme_is_linked_by_the_server(theme: str, media: str | None, scheme: str) -> None:
    styles = drawn("{% styles %}", request=request(theme=theme))
    assert (media in styles) if media else ("dark.css" not in styles)
    assert f'content="{scheme}"' in styles


def test_mistakes_lead_to_their_fields() -> None:
    summary = drawn("{% error_summary problems %}", problems=[Problem("Give a date.", "id_date")])
    assert 'href="#id_date"' in summary
    assert "There is 1 thing to mend" in summary
    assert drawn("{% error_summary problems %}", problems=[]).strip() == ""


class TwoDays(forms.Form):
    first = forms.DateField(label="First day")
    last = forms.DateField(label="Last day", error_messages={"required": "Give the last day."})


def test_fields_that_are_empty_are_told_apart() -> None:
    with override("en"):
        said = [problem.message for problem in problems_of(TwoDays({}))]
    assert said == ["First day: This field is required.", "Give the last day."]
