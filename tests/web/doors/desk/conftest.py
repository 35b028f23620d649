"""The desk is tried with a person in every post of three organisations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan


@pytest.fixture(scope="module")
def peopled(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tests take it together with `db`, so each of them begins with the same people."""
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


@pytest.fixture
def without_second_factor() -> Iterator[None]:
    """Whom the desk asks for a second factor is tried by the tests of accounts."""
    with override_settings(SECOND_FACTOR_ROLES=()):
        yield
