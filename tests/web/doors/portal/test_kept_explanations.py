"""Explanations are made once and kept: what is read again is what the engine says, and nothing of another run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.publication.tasks import explain_what_is_shown
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries import inputs
from tarazy.web.rooms.results.queries.inputs import explain_all, explanation
from tarazy.web.rooms.results.queries.kept import kept_explanation, path_of
from tarazy.web.rooms.units.models import Unit
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published", "folder")


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.EXPLANATIONS_ROOT = tmp_path / "explanations"
    inputs._explanation.cache_clear()
    yield settings.EXPLANATIONS_ROOT
    inputs._explanation.cache_clear()


def kz() -> Run:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    return publication.computed


def read_anew(unit: str, *, what_if: bool = True) -> inputs.Explanation:
    """As another process would: nothing is in memory, and the engine is not asked."""
    inputs._explanation.cache_clear()
    inputs._scored_period.cache_clear()
    inputs._read_by.cache_clear()
    return explanation(kz(), unit, "2024", what_if=what_if)


def test_what_is_read_again_is_what_was_made() -> None:
    made = explanation(kz(), "KZ-71", "2024")
    with CaptureQueriesContext(connection) as queries:
        again = read_anew("KZ-71")
    assert again == made
    assert again.changes
    assert len(queries) <= 4, "a run is not read for it"
    assert read_anew("KZ-71", what_if=False).changes == ()


def test_a_name_that_has_changed_is_the_new_one() -> None:
    explanation(kz(), "KZ-71", "2024")
    unit = Unit.objects.get(pk="KZ-71")
    unit.name = type(unit.name)(kk="Жаңа", ru="Новая", en="New")
    unit.save()
    assert read_anew("KZ-71").in_language("en").count("New")


def test_a_damaged_file_is_made_anew(folder: Path) -> None:
    made = explanation(kz(), "KZ-71", "2024")
    path_of(kz(), "KZ-71", "2024").write_bytes(b"half a file")
    assert kept_explanation(kz(), "KZ-71", "2024") is None
    assert read_anew("KZ-71") == made
    assert kept_explanation(kz(), "KZ-71", "2024") is not None


def test_another_run_lies_elsewhere() -> None:
    run = kz()
    other = Run(pk=run.pk, as_of=run.as_of, data_hash="0" * 64, methodology_hash=run.methodology_hash)
    assert path_of(run, "KZ-71", "2024").parent != path_of(other, "KZ-71", "2024").parent


def test_a_folder_that_cannot_be_written_withholds_nothing(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.EXPLANATIONS_ROOT = tmp_path / "file"
    assert explanation(kz(), "KZ-71", "2024").tree.score is not None


def test_turns_end_when_their_time_is_over_and_go_on_later(folder: Path) -> None:
    run = kz()
    assert not explain_all(run, time.monotonic())
    assert explain_all(run, time.monotonic() + 300)
    assert len(list(folder.rglob("*.z"))) == len(run.periods) * 20
    explain_what_is_shown(0.0)
    assert len(list(folder.rglob("*.z"))) == len(run.periods) * 20


def test_a_page_of_a_publication_does_not_read_its_bundle(client: Client) -> None:
    publication = publication_for("kz/regional-development")
    assert publication is not None
    with CaptureQueriesContext(connection) as queries:
        page = read(client, f"/en/indices/kz/regional-development/publications/{publication.pk}/")
    assert any(href.endswith("bundle.zip") for href, _ in page.links)
    assert not [one for one in queries.captured_queries if '"publication_bundle"."content"' in one["sql"]]
