"""Pages are read from a site with everything that ships published."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.web.cloning import TestDatabases
from tests.web.published import TEMPLATE, publish_what_ships


@pytest.fixture(scope="module")
def published(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tests of pages only read, so they share one database and need no transaction."""
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, publish_what_ships):
        yield
