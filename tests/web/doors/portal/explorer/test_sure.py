"""A published score in the explorer stands with its interval: in table, picture, embed and file, as was estimated."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tarazy.web.doors.portal.explorer.sure import Sure
from tarazy.web.rooms.publication.queries.hidden import Hidden
from tarazy.web.rooms.publication.queries.intervals import intervals_of_several
from tarazy.web.rooms.publication.queries.standing import publications_shown
from tarazy.web.rooms.results.models import Interval
from tarazy.web.ui.tags.data import interval_text
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")
INDEX, SCORE = "kz/regional-development", "kz/regional-development:index"
VIEW = f"v={SCORE}&group=region&from=2024&to=2024"
OVER_TIME = f"v={SCORE}&u=KZ-71&u=KZ-75&from=2022&to=2024"
CHARTS = ("line", "bars", "distribution", "map", "multiples", "table")


def between(unit: str, period: str = "2024", node: str = "index") -> Interval:
    return Interval.objects.get(unit=unit, period=period, node=node)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("page", ["explorer", "embed"])
def test_the_table_of_every_view_gives_each_score_its_interval(
    client: Client, language: str, chart: str, page: str
) -> None:
    html = read(client, f"/{language}/{page}/?{VIEW}&chart={chart}").html
    rows = dict(re.findall(r'<tr><th scope="row"><a href="[^"]*/units/([^/"]+)/">(.*?)</tr>', html))
    estimated = {one.unit_id: one for one in Interval.objects.filter(period="2024", node="index")}
    assert rows.keys() == estimated.keys()
    with override(language):
        for unit, one in estimated.items():
            assert f'<span class="interval">{interval_text(one.score_low, one.score_high)}</span>' in rows[unit]


@pytest.mark.parametrize("chart", ["line", "bars", "distribution", "map", "multiples"])
def test_pointing_at_a_mark_says_its_interval(client: Client, chart: str) -> None:
    page, one = read(client, f"/en/explorer/?{VIEW}&chart={chart}"), between("KZ-71")
    picture = unescape(page.html.split('id="shown"')[1].split("explorer-form")[0])
    assert interval_text(one.score_low, one.score_high) in picture
    assert "in 90 percent of all computations" in page.text


def test_pointing_at_a_dot_of_a_scatter_says_both_intervals(client: Client) -> None:
    query = f"v={SCORE}&v={INDEX}:economy&group=region&from=2024&to=2024&chart=scatter"
    page = unescape(read(client, f"/en/explorer/?{query}").html)
    texts = re.findall(r"Astana\. [^<\"]+", page.split("explorer-form")[0])
    index, economy = between("KZ-71"), between("KZ-71", node="economy")
    # With as many decimals as the scores themselves have.
    both = interval_text(index.score_low, index.score_high), interval_text(economy.score_low, economy.score_high, 2)
    assert any(all(ends in text for ends in both) for text in texts)


def test_bars_and_few_lines_have_whiskers(client: Client) -> None:
    bars = read(client, f"/en/explorer/?{VIEW}&chart=bars").html
    assert bars.count('stroke="var(--ink)" stroke-width="1.5"') == 2 * 20  # wide and narrow
    few = read(client, f"/en/explorer/?{OVER_TIME}&chart=line").html
    whiskers = re.findall(r'<path d="M[\d.]+,[\d.]+V[\d.]+M[^"]+h8M[^"]+h8"', few)
    assert len(whiskers) == 2 * 2 * 3  # wide and narrow, two units, three years
    many = "&".join(f"u=KZ-{unit}" for unit in (10, 11, 15, 19, 23))
    assert not re.findall(r"h8M", read(client, f"/en/explorer/?v={SCORE}&{many}&from=2022&to=2024&chart=line").html)


def test_a_change_has_the_interval_of_the_change(client: Client) -> None:
    page, one = read(client, f"/en/explorer/?{OVER_TIME}&chart=table&as=change"), between("KZ-71")
    [astana] = [row for row in page.tables[0] if row[0] == "Astana"]
    assert interval_text(one.change_low, one.change_high) in astana[3]
    assert "between which ends it lies in 90 percent" in page.text


def test_a_change_between_two_publications_has_not_the_interval_of_another_change() -> None:
    one = intervals_of_several(publications_shown(INDEX)[INDEX], ["KZ-71"])["KZ-71", "index", "2024"]
    sure = Sure({(SCORE, "KZ-71", "2024"): one}, is_of_changes=True)
    assert one.change is not None
    assert sure.ends(SCORE, "KZ-71", "2024", round(one.change, 1)) == one.change_ends
    assert sure.ends(SCORE, "KZ-71", "2024", one.change + 0.1) is None


@pytest.mark.parametrize(
    ("query", "why"),
    [
        (f"{OVER_TIME}&as=index&base=2022", "said of them as they are, and of their changes"),
        (f"{OVER_TIME}&known=2100-01-01", "said of what is published now"),
        ("v=un/hdi:index&u=KAZ&from=2021&to=2021", "the methodology does not say what may vary"),
    ],
)
def test_where_there_is_none_it_says_why_and_invents_nothing(client: Client, query: str, why: str) -> None:
    for page in ("explorer", "embed"):
        found = read(client, f"/en/{page}/?{query}")
        assert why in found.text
        assert 'class="interval"' not in found.html


def test_what_is_observed_has_no_interval_of_a_score(client: Client) -> None:
    page = read(client, "/en/explorer/?v=unemployment_rate&group=region&from=2023&to=2023&chart=bars")
    assert 'class="interval"' not in page.html
    assert "all computations" not in page.text
    assert "How sure" not in page.html.split('id="shown"')[1].split("explorer-form")[0]


def test_the_file_has_the_ends_at_full_precision(client: Client) -> None:
    query = f"v={SCORE}&v=kz/regional-development:economy&v=unemployment_rate&group=region&from=2023&to=2024"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/en/explorer/table.csv?{query}").content.decode())))
    for row in rows:
        _index, is_score, node = row["variable"].partition(":")
        if is_score:
            one = between(row["unit"], row["period"], node)
            assert (float(row["value_low"]), float(row["value_high"])) == (one.score_low, one.score_high)
        else:
            assert (row["value_low"], row["value_high"]) == ("", "")
    assert len(rows) == 2 * 3 * 20


def test_what_is_hidden_has_no_interval_and_gives_no_change_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = Hidden(units=frozenset({"KZ-75"}), cells=frozenset({("KZ-71", "2023", "index")}))
    monkeypatch.setattr("tarazy.web.rooms.publication.queries.intervals.hidden_in", lambda one: hidden)
    scores = read(client, f"/en/explorer/?{OVER_TIME}&chart=table")
    said = {row[0]: [" to " in cell for cell in row[1:]] for row in scores.tables[0][1:]}
    assert said == {"Almaty": [False] * 3, "Astana": [True, False, True]}
    changes = read(client, f"/en/explorer/?{OVER_TIME}&chart=table&as=change")
    assert 'class="interval"' not in changes.html


def test_one_and_three_units_and_parts_ask_the_same_of_intervals(client: Client) -> None:
    counts, parts = [], f"v={SCORE}"
    more = "&".join(f"v=kz/regional-development:{node}" for node in ("economy", "unemployment"))
    for query in (f"{parts}&u=KZ-71", f"{parts}&u=KZ-71&u=KZ-75&u=KZ-79", f"{parts}&{more}&u=KZ-71&u=KZ-75"):
        with CaptureQueriesContext(connection) as queries:
            read(client, f"/en/explorer/?{query}&from=2022&to=2024")
        counts.append(sum("results_interval" in one["sql"] for one in queries))
    assert counts == [1, 1, 1]
