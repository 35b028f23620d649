"""The API is read from a site where Kazakhstan is published, and computed once more without being published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.results.actions.computing import compute
from tests.web.cloning import TestDatabases
from tests.web.published import published
from tests.web.rooms.shipped import KZ, demo, observations, put_in_force, register_place


def observe_kazakhstan() -> None:
    register_place("kz")
    record_observations(observations("kz"), by=demo())


def open_kazakhstan() -> None:
    observe_kazakhstan()
    version = put_in_force(KZ)
    published(compute(version, ("2022", "2023"), by=demo()), Kind.ILLUSTRATION)
    compute(version, ("2023",), by=demo())


@pytest.fixture(scope="module")
def opened(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on("opened", open_kazakhstan):
        yield


@pytest.fixture(scope="module")
def observed(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The figures alone."""
    with django_db_blocker.unblock(), databases.based_on("observed", observe_kazakhstan):
        yield


@pytest.fixture(autouse=True)
def many_requests(settings: LazySettings) -> None:
    """All tests of a minute come from one address."""
    settings.API_REQUESTS_A_MINUTE = 10**6
