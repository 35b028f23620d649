"""What was known on a past day is what the page and its files show of that day; each correction has its history."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tarazy.web.rooms.observatory.models import Observation, SuppressionRule
from tests.web.doors.portal.observatory.shipped import names
from tests.web.doors.portal.observatory.test_variable import page_of, table_of
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, register_place

pytestmark = pytest.mark.django_db
VARIABLE, UNIT, OTHER = "hospitals", "KZ-10", "KZ-11"
DAY = datetime.timedelta(days=1)


def said(day: datetime.date, value: float, revision: int = 1, unit: str = UNIT, **more: object) -> None:
    noon = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    Observation.objects.create(
        unit_id=unit, variable_id=VARIABLE, value=value, revision=revision, recorded_at=noon, recorded_by=demo(),
        source="bns_odk_life", **{"period": "2023", "reason": "recounted" if revision > 1 else "", **more},
    )  # fmt: skip


@pytest.fixture
def corrected() -> datetime.date:
    """Twenty on the first day; five days later twenty-three, and another region and year. Returns the first day."""
    register_place("kz")
    # What is written past the acts, as here to set the clock back, is not public where a rule of suppression counts it.
    SuppressionRule.objects.filter(variable=VARIABLE).delete()
    first = timezone.localdate() - 10 * DAY
    said(first, 20, se=1.5, n=400, status="P")
    said(first, 21, unit=OTHER)
    said(first + 5 * DAY, 23, revision=2, se=1.0, n=500)
    said(first + 5 * DAY, 31, period="2024")
    return first


def test_the_page_shows_what_was_known_and_says_so(client: Client, corrected: datetime.date) -> None:
    abai = names("kz")[UNIT]
    now = page_of(client, f"{VARIABLE}/?period=2023")
    assert table_of(now)[abai][1:4] == ["23", "21–25", "500"]
    assert "As it was known on" not in re.sub(r"<form.*?</form>", "", now.html, flags=re.DOTALL)
    for day, row in ((corrected, ["20", "17–23", "400"]), (corrected + 4 * DAY, ["20", "17–23", "400"]),
                     (corrected + 5 * DAY, ["23", "21–25", "500"])):  # fmt: skip
        page = page_of(client, f"{VARIABLE}/?period=2023&as_of={day}")
        assert table_of(page)[abai][1:4] == row
        assert "As it was known on" in page.text
    then = page_of(client, f"{VARIABLE}/?as_of={corrected}")
    assert "provisional" in table_of(then)[abai][4]
    assert "It may still be corrected when everything is in." in then.text
    assert "2024" not in {text for _href, text in then.links}  # that year was not known yet


def test_a_value_without_se_gets_no_interval(client: Client, corrected: datetime.date) -> None:
    other = table_of(page_of(client, f"{VARIABLE}/?period=2023"))[names("kz")[OTHER]]
    assert other[2:4] == ["not given", "not given"]
    plain = table_of(page_of(client, f"{VARIABLE}/?period=2024"))[names("kz")[UNIT]]
    assert len(plain) == 3  # no column where no source gives anything


def test_every_link_and_file_of_the_variable_keeps_the_day(client: Client, corrected: datetime.date) -> None:
    page = page_of(client, f"{VARIABLE}/?as_of={corrected}")
    kept = [href for href, text in page.links if f"/{VARIABLE}/" in href and text != "What is known now"]
    kept = [href for href in kept if not re.match(r"/(kk|ru)/", href)]
    assert len(kept) > 4
    for href in kept:
        assert parse_qs(urlsplit(href).query).get("as_of") == [str(corrected)], href
        assert client.get(href).status_code == 200
    assert (
        page.html.count(f'<input type="hidden" name="as_of" value="{corrected}">')
        == page.html.count('class="search"') - 1
    )


@pytest.mark.parametrize("file", ["table", "all"])
def test_files_are_as_of_the_day(client: Client, corrected: datetime.date, file: str) -> None:
    def rows(query: str) -> dict[tuple[str, str], dict[str, str]]:
        answer = client.get(f"/en/observatory/{VARIABLE}/{file}.csv?{query}")
        assert answer.status_code == 200
        found = csv.DictReader(io.StringIO(answer.content.decode()))
        return {(row["unit"], row["period"]): row for row in found}

    then, now = rows(f"period=2023&as_of={corrected}"), rows("period=2023")
    assert [float(found[UNIT, "2023"][name]) for found in (then, now) for name in ("value", "se", "n")] == [
        20, 1.5, 400, 23, 1, 500,
    ]  # fmt: skip
    assert (then[UNIT, "2023"]["status"], now[UNIT, "2023"]["status"]) == ("P", "")
    answer = client.get(f"/en/observatory/{VARIABLE}/{file}.json?as_of={corrected}")
    assert json.loads(answer.content)["as_of"] == str(corrected)
    assert f"as-of-{corrected}" in answer["Content-Disposition"]


def test_each_correction_has_its_history(client: Client, corrected: datetime.date) -> None:
    page = page_of(client, f"{VARIABLE}/?period=2023")
    [href] = [href for href, text in page.links if text == "corrected"]
    history = read(client, href)
    [table] = history.tables
    assert [row[0] for row in table[1:]] == ["1", "2"]
    assert [row[1].split()[0] for row in table[1:]] == ["20", "23"]
    assert [row[2] for row in table[1:]] == ["± 1.5", "± 1"]
    assert [row[4] for row in table[1:]] == ["—", "recounted"]
    then = [href for href, text in history.links if text == "the page of that day"]
    assert table_of(read(client, then[0]))[names("kz")[UNIT]][1] == "20"
    [only] = read(client, f"{href}&as_of={corrected}").tables
    assert len(only) == 2


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=yesterday", "“yesterday” is no day"),
        ("as_of=2026-02-30", "“2026-02-30” is no day"),
        ("as_of=2999-01-01", "is yet to come"),
        ("as_of=1999-01-01", "nothing was recorded here"),
    ],
)
@pytest.mark.parametrize("page", ["", "table.csv", "all.csv", "revisions/"])
def test_days_of_which_nothing_is_known_are_clear_pages(
    client: Client, corrected: datetime.date, page: str, query: str, words: str
) -> None:
    answer = read(client, f"/en/observatory/{VARIABLE}/{page}?{query}")
    assert answer.status == 404
    assert words in answer.text
    assert any(f"/{VARIABLE}/" in href for href, _text in answer.links)


@pytest.mark.parametrize(
    "query", ["", "unit=KZ-10", "unit=nobody&period=2023", "unit=KZ-10&period=2023&series=verified"]
)
def test_revisions_of_what_is_not_there(client: Client, corrected: datetime.date, query: str) -> None:
    said(corrected, 99, series="verified", period="2023")
    answer = read(client, f"/en/observatory/{VARIABLE}/revisions/?{query}")
    assert answer.status == 404
    assert "There is no such value." in answer.text
