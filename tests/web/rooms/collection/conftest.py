"""Room collection is tried on the pilot of three oblasts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.web.cloning import TestDatabases
from tests.web.piloted import TEMPLATE, Pilot, pilot_as_built, pilot_kazakhstan


@pytest.fixture(scope="module")
def piloted(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, pilot_kazakhstan):
        yield


@pytest.fixture
def pilot(piloted: None, db: None) -> Pilot:
    return pilot_as_built()
