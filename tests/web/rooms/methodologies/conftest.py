"""People in every post, without campaigns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan


@pytest.fixture(scope="module")
def peopled(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield
