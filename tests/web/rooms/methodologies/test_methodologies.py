"""A version keeps its text byte for byte, gives it back with the same hash, and moves as its life says."""

from __future__ import annotations

import hashlib
import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.load.digest import methodology_hash
from tarazy.engine.load.shipped import shipped_folder, shipped_methodologies
from tarazy.engine.model.methodology import Methodology
from tarazy.web.grammar.act import Denied
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.methodologies import queries
from tarazy.web.rooms.methodologies.actions import move_version, register_version, renew_cases, run_cases
from tarazy.web.rooms.methodologies.enums import Move, Standing, State
from tarazy.web.rooms.methodologies.life import APPROVE, DRAW_UP, LIFE
from tarazy.web.rooms.methodologies.models import CaseOutcome, File, Version
from tarazy.web.rooms.people.models import User
from tests.web.rooms.shipped import demo, put_in_force

pytestmark = pytest.mark.django_db
HDI = "un/hdi/2021"
BY_HAND = (
    "find . -type f ! -path './cases/*' ! -path './CHANGES.md' ! -path '*/.*' -printf '%P\\n'"
    " | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
)


@pytest.mark.parametrize("id", shipped_methodologies())
def test_the_text_is_kept_byte_for_byte_with_the_hash_of_its_folder(id: str) -> None:
    folder = shipped_folder("methodologies") / id
    version = register_version(load_methodology(id), by=demo())
    files = queries.files_of(version)
    on_disk = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert files == on_disk
    by_hand = subprocess.run(["bash", "-c", BY_HAND], cwd=folder, capture_output=True, text=True, check=True)
    assert version.hash == methodology_hash(files) == by_hand.stdout.split()[0]
    assert all(row.sha256 == hashlib.sha256(bytes(row.content)).hexdigest() for row in File.objects.all())
    assert queries.methodology_of(version).hash == version.hash
    entry = Entry.objects.get(verb="register_version")
    assert (entry.object_kind, entry.object_id, entry.digest) == (
        "methodologies.version",
        str(version.pk),
        version.hash,
    )


def test_the_model_is_loaded_once_a_process() -> None:
    version = register_version(load_methodology(HDI), by=demo())
    assert queries.methodology_of(version) is queries.methodology_of(Version.objects.get())


def test_a_registered_text_never_changes() -> None:
    methodology = load_methodology(HDI)
    register_version(methodology, by=demo())
    with pytest.raises(ValidationError, match="Give the new text a new version"):
        register_version(methodology, by=demo())
    assert Version.objects.count() == 1


def _with_changed(path: str, add: bytes) -> dict[str, bytes]:
    files = dict(load_methodology(HDI).files)
    return {**files, path: files[path] + add}


def test_cases_and_notes_may_be_renewed_but_not_the_text() -> None:
    version = put_in_force(HDI)
    noted = methodology_from_files(_with_changed("CHANGES.md", b"\nA further note.\n"))
    renew_cases(version, noted, by=demo())
    assert queries.files_of(version)["CHANGES.md"].endswith(b"A further note.\n")
    assert not queries.has_run_its_cases(version)
    other = methodology_from_files(_with_changed("variables.yaml", b"\n# another text\n"))
    with pytest.raises(ValidationError, match="differs from the registered one"):
        renew_cases(version, other, by=demo())


def test_worked_examples_are_run_and_kept() -> None:
    version = register_version(load_methodology(HDI), by=demo())
    assert not queries.has_run_its_cases(version)
    run_cases(version, by=demo())
    run_cases(version, by=demo())
    outcomes = list(queries.outcomes_of(version))
    assert [outcome.case for outcome in outcomes] == ["first_three_2021", "kazakhstan_2021", "missing_input"]
    assert all(outcome.passed and outcome.compared for outcome in outcomes)
    assert CaseOutcome.objects.count() == 3


def test_what_fails_its_examples_is_not_approved() -> None:
    files = dict(load_methodology(HDI).files)
    path = "cases/kazakhstan_2021.yaml"
    files[path] = files[path].replace(b"score: 0.811,", b"score: 0.812,")
    version = register_version(methodology_from_files(files), by=demo())
    with pytest.raises(Denied, match="worked examples have been run"):
        move_version(version, Move.APPROVE, by=demo())
    [failed] = [outcome for outcome in run_cases(version, by=demo()) if not outcome.passed]
    assert failed.differences == [
        {"unit": "KAZ", "node": "index", "what": "score", "expected": 0.812, "came": 0.811},
    ]
    with pytest.raises(Denied, match="all of them hold"):
        move_version(version, Move.APPROVE, by=demo())
    assert Version.objects.get().state == State.DRAFT


ROLES = {"nobody": set[str](), "author": {DRAW_UP}, "approver": {APPROVE}}


@pytest.mark.parametrize("trial", list(LIFE.matrix(ROLES)), ids=lambda trial: "-".join(trial[:3]))
def test_every_move_in_every_state_by_every_role(trial: object) -> None:
    state, move, role, phase, allowed = trial  # type: ignore[misc]
    assert (LIFE.may(state, move, rights=ROLES[role], phases=[phase]) is True) == allowed


def test_nobody_skips_a_state() -> None:
    version = register_version(load_methodology(HDI), by=demo())
    run_cases(version, by=demo())
    with pytest.raises(Denied, match="not possible in the present state"):
        move_version(version, Move.PUT_IN_FORCE, by=demo())
    move_version(version, Move.APPROVE, by=demo())
    assert [entry.particulars["move"] for entry in Entry.objects.filter(verb="move_version")] == ["approve"]


def test_an_official_methodology_is_not_approved_by_the_system() -> None:
    methodology = load_methodology(HDI)
    version = register_version(methodology, by=demo())
    run_cases(version, by=demo())
    Version.objects.update(standing=Standing.OFFICIAL)
    version.refresh_from_db()
    with pytest.raises(Denied, match="approved and put in force by people"):
        move_version(version, Move.APPROVE, by=demo())


def test_a_person_without_a_post_has_no_right() -> None:
    person = User.objects.create(username="aigerim")
    with pytest.raises(Denied):
        register_version(load_methodology(HDI), by=person)
    version = register_version(load_methodology(HDI), by=demo())
    for action in (run_cases, lambda version, by: move_version(version, Move.CONSULT, by=by)):
        with pytest.raises(Denied):
            action(version, by=person)
    assert Version.objects.get().state == State.DRAFT


def _numbered(number: int) -> Methodology:
    files = dict(load_methodology(HDI).files)
    files["methodology.yaml"] = files["methodology.yaml"].replace(b'"2021"', b'"2021.%d"' % number)
    return methodology_from_files(files)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions_however_long(count: int) -> None:
    for number in range(count):
        version = register_version(_numbered(number), by=demo())
        run_cases(version, by=demo())
    CaseOutcome.objects.filter(case__in=["first_three_2021", "kazakhstan_2021"][: 3 - count]).delete()
    with CaptureQueriesContext(connection) as asked:
        assert len([version.title.en for version in queries.versions()]) == count
        assert len([outcome.title.en for outcome in queries.outcomes_of(version)]) == count
    assert len(asked) == 2


def test_the_registered_title_speaks_three_languages() -> None:
    version = register_version(load_methodology(HDI), by=demo())
    title = Version.objects.get().title
    assert title == version.title
    assert title.ru == "Индекс человеческого развития, 2021"
