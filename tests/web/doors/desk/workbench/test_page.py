"""The workbench by its plain form and by what the script of the page asks."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.engine.load.shipped import shipped_folder
from tarazy.exchange.place import read_place
from tarazy.web.doors.desk.workbench import asked
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.results.queries import trials
from tarazy.web.rooms.units.actions import register_units
from tests.web.computed import Computed
from tests.web.rooms.shipped import demo

pytestmark = pytest.mark.usefixtures("db", "without_second_factor")
FIRST = {"period": "2024", "group": "region"}


def address(version: Version, part: str = "", language: str = "en", **chosen: str) -> str:
    query = f"?{urlencode(chosen)}" if chosen else ""
    return f"/{language}/desk/methodologies/{version.pk}/workbench/{part}{query}"


def seen(client: Client, href: str, status: int = 200) -> str:
    answer = client.get(href)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def fields_of(page: str) -> dict[str, str]:
    """What a browser sends of the form as it stands."""
    form = page[page.index("<form") :]
    typed = dict(re.findall(r'<input type="(?:text|hidden)"[^>]* name="([^"]+)" value="([^"]*)"', form))
    chosen = re.findall(r'<select id="[^"]+" name="([^"]+)".*?<option value="([^"]*)" selected', form, re.DOTALL)
    return typed | dict(chosen)


def ranks_of(page: str) -> dict[str, tuple[str, str]]:
    """By unit, the ranks before and after, of the table of all units."""
    table = page[page.index('id="all"') :]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', table, re.DOTALL)
    cells = {name: re.findall(r"<td[^>]*>(.*?)</td>", row) for name, row in rows}
    return {name.partition("<br>")[0]: (found[0], found[1]) for name, found in cells.items()}


def test_it_opens_with_what_the_version_says(methodologist: Client, version: Version) -> None:
    page = seen(methodologist, address(version))
    assert "Nobody changes place." in page
    assert 'name="weight.economy" value="25" data-own="25"' in page
    assert 'name="normalise.unsafe_housing.goalposts.high" value="200" data-own="200"' in page
    assert "Tried on the figures of its latest run" in page
    # Of 2025 there is no index yet.
    assert '<option value="2024" selected>' in page


def test_the_form_becomes_an_address_that_holds_only_what_is_changed(methodologist: Client, version: Version) -> None:
    fields = fields_of(seen(methodologist, address(version)))
    assert len(fields) > 60
    answer = methodologist.post(address(version), fields | {"weight.economy": "60", "aggregate.people": "geometric"})
    there = urlsplit(answer.headers["Location"])
    chosen = {name: values[0] for name, values in parse_qs(there.query).items()}
    assert chosen == {**FIRST, "weight.economy": "60", "aggregate.people": "geometric"}
    page = seen(methodologist, answer.headers["Location"])
    assert "Economy: the weight within “Index of regional development (illustration)” is now 44.44 percent" in page
    assert "“Aggregation” is now taken by “Weighted geometric mean” instead of “Weighted arithmetic mean”." in page
    assert 'name="weight.economy" value="60" data-own="25"' in page
    assert ">44.4%</span>" in page
    assert "Who moves farthest" in page
    # As it stands the form gives the same address again.
    again = methodologist.post(address(version), fields_of(page))
    assert parse_qs(urlsplit(again.headers["Location"]).query) == parse_qs(there.query)


def test_the_form_as_it_is_changes_nothing(methodologist: Client, version: Version) -> None:
    for language in ("kk", "ru", "en"):
        fields = fields_of(seen(methodologist, address(version, language=language)))
        there = methodologist.post(address(version, language=language), fields).headers["Location"]
        assert {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()} == FIRST


def test_the_script_is_told_the_same_as_the_form(methodologist: Client, version: Version) -> None:
    chosen = FIRST | {"weight.economy": "60", "normalise.poverty.goalposts.high": "12,5"}
    page = seen(methodologist, address(version, **chosen, all="yes"))
    part = seen(methodologist, address(version, "moves/", **chosen, all="yes"))
    assert ranks_of(part) == ranks_of(page)
    assert any(before != after for before, after in ranks_of(page).values())
    assert "the upper goalpost is now 12.5 instead of" in part
    shares = json.loads(re.findall(r'data-shares="(\{.*?\})"', part)[0])
    assert shares["economy"] == "44.4%"
    assert "<html" not in part


def test_who_keeps_the_rank_does_not_move_whatever_the_score(methodologist: Client, version: Version) -> None:
    part = seen(methodologist, address(version, "moves/", **FIRST, **{"weight.economy": "25.01"}))
    assert "Economy: the weight within" in part
    assert "Nobody changes place." in part
    assert "Who moves farthest" not in part


def test_the_fields_of_a_method_come_when_it_is_chosen(methodologist: Client, version: Version) -> None:
    chosen = FIRST | {"normalise.poverty": "z_score", "fields": "poverty"}
    part = seen(methodologist, address(version, "moves/", **chosen))
    assert '<template data-for="of-normalise-poverty">' in part
    assert 'name="normalise.poverty.z_score.points_per_deviation" value="10"' in part


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("weight.economy", "0", "The weight of economy is 0."),
        ("weight.economy", "-5", "Give it a weight above zero"),
        ("weight.economy", "many", "Write a number, such as 12.5."),
        ("weight.economy", "", "Write a number, such as 12.5."),
        ("weight.economy", "nan", "Write a number, such as 12.5."),
        ("weight.economy", "1e300", "Write a number, such as 12.5."),
        ("aggregate.economy", "magic", "Choose one of the list."),
        ("normalise.poverty.goalposts.low", "30", "does not lie below the upper goalpost"),
        ("normalise.poverty.goalposts.scale", "log", "Only numbers above zero have a logarithm."),
        ("normalise.poverty.goalposts.scale", "crooked", "Choose one of the list."),
    ],
)
def test_what_cannot_work_is_told_beside_its_field_and_kept(
    methodologist: Client, version: Version, name: str, value: str, words: str
) -> None:
    page = seen(methodologist, address(version, **FIRST, **{name: value}), 422)
    assert words in page
    assert "Who moves farthest" not in page
    if value not in ("magic", "crooked", "log"):
        assert f'name="{name}" value="{value}"' in page
    assert "to mend" in page
    part = seen(methodologist, address(version, "moves/", **FIRST, **{name: value}))
    assert words in part


def test_what_the_engine_refuses_is_told_in_its_words(methodologist: Client, version: Version) -> None:
    page = seen(methodologist, address(version, **FIRST, **{"normalise.poverty": "yes_no"}), 422)
    assert "This cannot be computed" in page
    assert "Save as a draft" in page  # the button of the form, which leads back here
    assert methodologist.get(address(version, "draft/", **{"normalise.poverty": "yes_no"})).status_code == 302


def test_more_changes_than_an_address_takes_are_refused(
    methodologist: Client, version: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "MOST_CHANGED", 1)
    page = seen(methodologist, address(version, **{"weight.economy": "9", "weight.people": "9"}), 422)
    assert "More than 1 things are changed." in page


def test_methods_that_a_form_cannot_ask_for_are_not_offered(methodologist: Client, version: Version) -> None:
    page = seen(methodologist, address(version))
    offered = re.findall(r'<option value="([a-z_0-9]+)"', page)
    assert {"geometric", "generalised", "minimum", "z_score", "min_max", "percentile_rank"} <= set(offered)
    assert not {"outcome", "no_total", "letters", "steps_of_points", "target", "peer_goalposts"} & set(offered)


def test_too_many_units_are_not_tried(methodologist: Client, version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    trials._bench.cache_clear()
    monkeypatch.setattr(trials, "MOST_UNITS", 3)
    assert "more units than can be tried" in seen(methodologist, address(version), 422)


def test_it_asks_the_database_no_more_for_more_units(methodologist: Client, version: Version) -> None:
    """What is read of figures is kept; what is left is who asks, which version, which names."""
    href = address(version, "moves/", **FIRST, **{"weight.economy": "60"})
    seen(methodologist, href)
    with CaptureQueriesContext(connection) as first:
        seen(methodologist, href)
    assert not [query for query in first.captured_queries if "observation" in query["sql"]]
    assert len(first.captured_queries) <= 9


def test_a_draft_text_that_is_replaced_is_read_anew(methodologist: Client, version: Version) -> None:
    """What is kept in memory goes by the hash of the text."""
    seen(methodologist, address(version))
    before = trials._bench.cache_info().currsize
    Version.objects.filter(pk=version.pk).update(hash="0" * 64)
    seen(methodologist, address(version))
    assert trials._bench.cache_info().currsize > before


def test_names_are_those_of_now(methodologist: Client, version: Version, tmp_path: Path) -> None:
    """What is read of units is kept until an act that may change one."""
    assert "Astana" in seen(methodologist, address(version))
    renamed = Path(shutil.copytree(shipped_folder("data") / "kz", tmp_path / "kz"))
    text = (renamed / "units.csv").read_text(encoding="utf-8")
    (renamed / "units.csv").write_text(text.replace(",Astana,", ",The renamed city,"), encoding="utf-8")
    register_units(read_place(renamed), by=demo())
    page = seen(methodologist, address(version))
    assert "The renamed city" in page
    assert "Astana" not in page


def test_only_who_draws_up_in_that_place_may_try(computed: Computed, client: Client, version: Version) -> None:
    for user, status in ((computed.analyst, 403), (computed.officer, 403), (computed.methodologist, 200)):
        client.force_login(user)
        for part in ("", "moves/"):
            assert client.get(address(version, part)).status_code == status
    client.logout()
    assert client.get(address(version)).status_code == 302


def test_the_page_of_a_version_leads_there(computed: Computed, client: Client, version: Version) -> None:
    client.force_login(computed.methodologist)
    assert address(version) in seen(client, f"/en/desk/methodologies/{version.pk}/")
    client.force_login(computed.analyst)
    assert address(version) not in seen(client, f"/en/desk/methodologies/{version.pk}/")
