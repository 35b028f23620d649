"""The page of a version says what the text says: compared with the text itself, read from its files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tests.web.doors.portal.reading import Read, read

KZ = "kz/regional-development/2024.2"
SHIPPED = (KZ, "un/hdi/2021", "wales/imd/2019")

pytestmark = pytest.mark.usefixtures("published")


def page_of(client: Client, id: str, language: str = "en") -> Read:
    page = read(client, f"/{language}/methodologies/{id}/")
    assert page.status == 200
    return page


def section(page: Read, id: str) -> str:
    """The HTML between an element with the id and the next one of its kind."""
    found = re.search(rf'<(\w+)[^>]* id="{re.escape(id)}">.*?</\1>', page.html, re.DOTALL)
    assert found, f"no part of the page is called {id}"
    return found[0]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&#x27;", "'").split())


@pytest.mark.parametrize("id", SHIPPED)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_names_every_part_and_every_variable_in_the_language_of_the_page(
    client: Client, id: str, language: str
) -> None:
    text, page = load_methodology(id), page_of(client, id, language)
    for node in (*text.dimensions, *text.indicators):
        assert words(section(page, f"node-{node.id}")).startswith(
            f"{node.code} {node.title.in_language(language)}" if node.code else node.title.in_language(language)
        )
    for variable in text.variables:
        part = words(section(page, f"variable-{variable.variable}"))
        assert variable.title.in_language(language) in part
        assert variable.reported_by.in_language(language) in part


@pytest.mark.parametrize("id", SHIPPED)
def test_the_hash_is_that_of_the_shipped_files(client: Client, id: str) -> None:
    """Computed here from the files of the repository, as docs/manual/formats.md says, without the engine."""
    folder = Path(str(shipped_folder("methodologies"))) / id
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "cases" and path.name != "CHANGES.md"
    ]
    expected = hashlib.sha256("".join(sorted(lines, key=lambda line: line[66:].encode())).encode()).hexdigest()
    page = page_of(client, id)
    assert f'data-copy="{expected}"' in page.html
    assert "LC_ALL=C sort" in words(section(page, "hash"))


def test_weights_of_the_tree(client: Client) -> None:
    """Four equal dimensions; of the second, five equal indicators: a fifth of it, a twentieth of the index."""
    rows = {row[0]: row[1:] for row in page_of(client, KZ).tables[0][1:]}
    assert rows["2 Labour and income"] == ["25.0%", "25.0%"]
    assert rows["2.4 Unemployment rate"] == ["20.0%", "5.0%"]
    assert rows["1.1 Gross regional product per head"] == ["33.3%", "8.3%"]
    assert len(rows) == 21


def test_given_weights_are_those_of_the_text(client: Client) -> None:
    page = page_of(client, "wales/imd/2019")
    rows = {row[0]: row[1:] for row in page.tables[0][1:]}
    assert rows["Income"] == ["22.0%", "22.0%"]
    assert rows["Physical environment"] == ["5.0%", "5.0%"]
    table = next(table for table in page.tables if table[0][:3] == ["In force from", "Part of the index", "Weight"])
    assert table[4][:3] == ["1 January 2019", "Education", "14%"]
    assert "weights of the domains" in table[4][3]


def test_goalposts_stand_in_a_table_with_the_points_that_they_earn_and_their_source(client: Client) -> None:
    page = page_of(client, KZ)
    higher, lower = section(page, "node-grp_growth"), section(page, "node-informal_employment")
    assert re.search(r"Lower goalpost\s*<br><span class=\"none\">score 0<", higher)
    assert re.search(r"Lower goalpost\s*<br><span class=\"none\">score 100<", lower)
    assert "95 115 data/kz, 2015–2021: 95.15 (KZ-43, 2019–2020) → 95" in words(higher)
    dated = words(section(page, "node-grp_per_capita"))
    assert "1 January 2023 1 500.5 24 008.1" in dated.replace("\N{NO-BREAK SPACE}", " ")
    assert "Scale : logarithmic" in dated or "Scale logarithmic" in dated


def test_a_formula_is_typeset_with_the_titles_of_its_variables_and_stands_as_it_is_written_too(client: Client) -> None:
    html = section(page_of(client, KZ), "node-grp_growth")
    growth, title = words(html), "Volume index of gross regional product"
    assert f'alttext="√({title} × {title} (1 year earlier))"><msqrt>' in html
    assert f"{title} × {title} (1 year earlier)" in growth
    assert "sqrt(grp_volume_index * lag(grp_volume_index, 1))" in growth
    kazakh = words(section(page_of(client, KZ, "kk"), "node-grp_growth"))
    assert "(1 жыл бұрын)" in kazakh


def test_missing_rules_rounding_rank_and_bands(client: Client) -> None:
    page = page_of(client, KZ)
    index = words(section(page, "node-index"))
    assert "Left out, its weight shared among the others" in index
    assert "75%" in index
    assert "Rounded half up" in index
    general = words(section(page, "general"))
    assert "Places with gaps after a tie" in general
    assert "the highest score is first" in general
    assert "Below the middle 40 to below 50" in general
    assert "High from 70" in general
    roads = words(section(page, "node-local_roads"))
    assert "Roads of local significance are those of oblasts and districts" in roads
    assert "oblasts" in roads


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_only_an_illustration_says_that_it_is_one(client: Client, language: str) -> None:
    notice = {
        "kk": "Мысал, ресми бағалау емес.",
        "ru": "Пример, не официальная оценка.",
        "en": "An illustration, not an official assessment.",
    }[language]
    assert notice in page_of(client, KZ, language).text
    assert notice not in page_of(client, "un/hdi/2021", language).text


def test_worked_examples_with_what_each_expects(client: Client) -> None:
    page = page_of(client, KZ)
    case = section(page, "case-new_region_2022")
    assert "came out as expected" in words(case)
    assert "39 figures and words compared" in words(case)
    table = next(table for table in page.tables if table[0][2] == "Expected")
    rows = {(row[0], row[1]): row[2:] for row in table[1:]}
    assert rows["Ulytau Region — Economy", "Score"] == ["47.699738", "the same"]
    assert rows["Ulytau Region — Economy", "Band"] == ["Below the middle", "the same"]
    assert rows["Ulytau Region — Growth of gross regional product, average of two years", "Why there is no score"] == [
        "no data",
        "the same",
    ]


def test_it_leads_to_its_results_and_to_its_variables(client: Client) -> None:
    links = dict(page_of(client, "un/hdi/2021").links)
    assert "/en/indices/un/hdi/" in links
    assert "/en/observatory/gni_per_capita/" in links
    assert "/en/methodologies/un/hdi/2021/text/methodology.yaml" in links


@pytest.mark.parametrize("path", ["kz/regional-development/2023.1", "kz/nothing/1", "un/hdi/2021/text/secret.yaml"])
def test_what_is_not_there_is_a_helpful_404(client: Client, path: str) -> None:
    here = f"/en/methodologies/{path}{'' if '/text/' in path else '/'}"
    page = read(client, here)
    assert page.status == 404
    assert path.split("/text/")[-1] in page.text
    of_versions = [href for href, _ in page.links if href.startswith("/en/methodologies/") and href.count("/") > 3]
    ways = [href for href in of_versions if href != here]
    assert ways
    assert all(read(client, href.partition("#")[0]).status == 200 for href in ways)


def test_a_larger_text_asks_the_database_no_more(client: Client) -> None:
    counts = []
    for id in ("un/hdi/2021", KZ):  # 4 indicators and 3 examples, 16 indicators and 3 examples
        page_of(client, id)
        with CaptureQueriesContext(connection) as queries:
            page_of(client, id)
        counts.append(len(queries))
    assert counts[0] == counts[1] < 12
