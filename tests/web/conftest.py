"""A ledger of the tests' own: the journal lies below the rooms, so its tests use no room's tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.journal import ledger, proof
from tarazy.web.journal.ledger import AppendOnly, Ledger
from tests.web import campaigned as template
from tests.web.browsing import browser, site
from tests.web.cloning import TestDatabases

# One browser a process, whichever tests ask for it: Playwright cannot be started twice in one thread.
__all__ = ["browser", "site"]


@pytest.fixture(scope="module")
def campaigned(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The same people with two campaigns."""
    with django_db_blocker.unblock(), databases.based_on(template.TEMPLATE, template.campaigns_kazakhstan):
        yield


@isolate_apps("tarazy.web.journal")
def _sample() -> type[Ledger]:
    class Sample(Ledger):
        word = models.TextField()
        number = models.FloatField(null=True)
        at = models.DateTimeField(null=True)

        class Meta:
            app_label = "journal"

    return Sample


SAMPLE = _sample()


def make_sample_table() -> None:
    state = ProjectState()
    state.add_model(ModelState.from_model(SAMPLE))
    with connection.schema_editor() as editor:
        editor.create_model(SAMPLE)
        AppendOnly("Sample").database_forwards("journal", editor, state, state)
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT, INSERT ON journal_sample TO tarazy_app")


@pytest.fixture
def sample(db: None, monkeypatch: pytest.MonkeyPatch) -> type[Ledger]:
    """An empty ledger, made by the operation that migrations use."""
    make_sample_table()
    for module in (ledger, proof):
        monkeypatch.setattr(module, "ledgers", lambda: [SAMPLE])
    return SAMPLE


@pytest.fixture
def committed_sample(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> type[Ledger]:
    """The same where the test commits, so that other connections see it."""
    make_sample_table()
    for module in (ledger, proof):
        monkeypatch.setattr(module, "ledgers", lambda: [SAMPLE])
    return SAMPLE
