"""A change is told since what the same run scored: a publication of one year alone has none, and does not ask why."""

from __future__ import annotations

import pytest
from django.test import Client

from tarazy.web.rooms.publication.actions.publishing import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.actions.estimating import estimate
from tests.web.doors.portal.reading import read
from tests.web.doors.portal.test_history import REASON
from tests.web.rooms.shipped import demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]
NAME = "kz/regional-development"
PAGE = f"/en/indices/{NAME}"


@pytest.mark.parametrize("path", ["2023/", "2023/units/KZ-19/"])
def test_a_year_published_alone_has_no_change(client: Client, path: str) -> None:
    before = read(client, f"{PAGE}/{path}").text
    assert "Change from 2022" in before
    version = Publication.objects.get(methodology=NAME).computed.version
    alone = compute(version, ("2023",), by=demo())
    estimate(alone, by=demo())
    publish(alone, Kind.ILLUSTRATION, version.title, REASON, by=demo())
    after = read(client, f"{PAGE}/{path}").text
    assert "Change from 2022" not in after
    assert "no earlier value" not in after
    assert "Change from 2023" in read(client, f"{PAGE}/2024/").text
