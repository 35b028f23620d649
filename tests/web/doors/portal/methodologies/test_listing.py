"""The list of methodologies."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.doors.portal.reading import read
from tests.web.rooms.shipped import put_in_force


@pytest.mark.usefixtures("published")
def test_each_version_with_who_is_assessed_when_and_which_index_uses_it(client: Client) -> None:
    page = read(client, "/en/methodologies/")
    links = dict(page.links)
    for id, index in (
        ("kz/regional-development/2024.2", "kz/regional-development"),
        ("un/hdi/2021", "un/hdi"),
        ("wales/imd/2019", "wales/imd"),
    ):
        assert f"/en/methodologies/{id}/" in links
        assert f"/en/indices/{index}/" in links
        assert id in page.text
    assert "16 indicators" in page.text
    assert "8 indicators" in page.text
    assert "oblasts, cities of national significance" in page.text
    assert "1990–2021" in page.text
    assert page.text.count("illustration, not an official assessment") == 1


@pytest.mark.django_db
def test_an_empty_list_says_what_will_be_here(client: Client) -> None:
    page = read(client, "/en/methodologies/")
    assert page.status == 200
    assert "No methodology yet" in page.text


@pytest.mark.django_db
def test_one_and_three_versions_ask_the_same_number_of_questions(client: Client) -> None:
    counts = []
    for ids in (["wales/imd/2019"], ["un/hdi/2021", "kz/regional-development/2024.1"]):
        for id in ids:
            put_in_force(id)
        with CaptureQueriesContext(connection) as queries:
            page = read(client, "/en/methodologies/")
        counts.append((page.text.count(" Identifier "), len(queries)))
    assert [rows for rows, _ in counts] == [1, 3]
    assert counts[0][1] == counts[1][1] < 8
