"""The page of a unit: its sections in their order, in the page and in its contents, and none without content."""

from __future__ import annotations

import re

import pytest
from django.template.loader import get_template
from django.test import Client

from tarazy.web.doors.portal.units.sections import SECTIONS
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import demo, register_place, some_observations

ORDER = [one.anchor for one in SECTIONS]


def sections(client: Client, unit: str) -> tuple[list[str], list[str]]:
    """The anchors of the page in order, and those that its contents lead to."""
    page = read(client, f"/en/units/{unit}/").html
    anchors = [anchor for anchor in re.findall(r' id="([^"]*)"', page) if anchor in ORDER]
    contents = page.partition('aria-labelledby="on-this-page"')[2].partition("</nav>")[0]
    return anchors, re.findall(r'href="#([^"]*)"', contents)


@pytest.mark.django_db
def test_a_section_with_content_stands_in_its_place_and_one_without_is_not_there(client: Client) -> None:
    register_place("kz")
    record_observations(
        some_observations(*[("KZ-10", "unemployment_rate", year, 5.0) for year in ("2022", "2023")]), by=demo()
    )
    assert sections(client, "KZ-10") == (["figures", "peers"], ["figures", "peers"])
    record_observations(some_observations(("KZ-10", "unemployment_rate", "2030", 4.0), series="target"), by=demo())
    assert sections(client, "KZ-10") == (["progress", "figures", "peers"],) * 2


@pytest.mark.usefixtures("published")
def test_results_come_first(client: Client) -> None:
    anchors, contents = sections(client, "KZ-19")
    assert anchors == contents == ["results", "figures", "peers"]


def test_each_section_has_its_own_name_and_template() -> None:
    assert len(set(ORDER)) == len(ORDER)
    for one in SECTIONS:
        assert get_template(one.template)
