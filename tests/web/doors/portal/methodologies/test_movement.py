"""Who would move by another version: the same published figures scored by both, and nothing that is not published."""

from __future__ import annotations

import pytest
from django.test import Client

from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.models import Score
from tarazy.web.ui.written import number
from tests.web.doors.portal.later import LATER, registered_later
from tests.web.doors.portal.reading import read

PAGE = f"/en/methodologies/{LATER}/changes/2024.2/movement/"


@pytest.fixture(scope="module")
def later(published: None, tmp_path_factory: pytest.TempPathFactory) -> None:
    registered_later(tmp_path_factory.mktemp("kz"))


@pytest.mark.usefixtures("later")
def test_the_scores_before_are_the_published_ones(client: Client) -> None:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    period = max(publication.computed.periods)
    rows = Score.objects.filter(run=publication.run, period=period, node="index", score__isnull=False)
    page = read(client, PAGE)
    assert f"Both texts on the figures of {period}" in page.text
    for row in rows.select_related("unit"):
        line = page.html.split(f'<th scope="row">{row.unit.name}')[1].split("</tr>")[0]
        assert f'<td class="num">{number(row.score, 1)}</td>' in line


@pytest.mark.usefixtures("later")
def test_it_is_found_from_the_changes(client: Client) -> None:
    assert PAGE in dict(read(client, f"/en/methodologies/{LATER}/changes/2024.2/").links)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_an_unknown_version_is_a_page_with_ways_on(client: Client, language: str) -> None:
    answer = client.get(PAGE.replace("/en/", f"/{language}/").replace("2024.2", "1999"))
    assert answer.status_code == 404
    assert "2024.2" in answer.content.decode()


@pytest.mark.usefixtures("later")
def test_nothing_is_scored_anew_where_a_part_is_withheld(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.web.doors.portal.methodologies.movement.hidden_in", lambda _publication: True)
    assert "another text might tell it" in read(client, PAGE).text
