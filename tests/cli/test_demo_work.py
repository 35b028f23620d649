"""What the demonstration does when something has changed: new figures, a new text, a broken file, a stop between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tarazy.cli.demo import work
from tarazy.cli.demo.progress import Progress
from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.load.shipped import shipped_folder
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import ProblemsFound
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.methodologies.enums import State
from tarazy.web.rooms.methodologies.models import Version
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.results.queries.tables import table

pytestmark = pytest.mark.django_db
KZ = "kz/regional-development/2024.1"
NAME = "kz/regional-development"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of Kazakhstan's folder, and a demonstration that knows this place and its methodology only."""
    folder = tmp_path / "kz"
    shutil.copytree(shipped_folder("data") / "kz", folder)
    monkeypatch.setattr(work, "shown_places", lambda: [folder])
    monkeypatch.setattr(work, "PUBLISHED", (KZ,))
    monkeypatch.setattr(work, "show_pilot", lambda *_: None)  # test_demo lets it run
    with override("en"):
        yield folder


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_everything_is_done_once(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = work.do_everything(Progress())
    entries = Entry.objects.count()
    again = work.do_everything(Progress())
    # Units, calendar, chain of approval, variables, figures, version, cases, two moves, run, publication.
    assert first.acts == 11
    assert again.acts == 0
    assert [publication.pk for publication in again.publications] == [row.pk for row in first.publications]
    assert Entry.objects.count() == entries
    assert "13453 recorded, 0 corrected" in capsys.readouterr().out


def test_a_newer_edition_of_the_figures_is_a_revision_and_is_scored_and_published(place: Path) -> None:
    work.do_everything(Progress())
    old = publication_for(NAME)
    row = "KZ-10,2023,unemployment_rate,,statistics,"
    file = place / "observations.csv"
    found = next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith(row))
    change(file, found, f"{row}9.9,,bns_sdg_8-5-2")
    work.do_everything(Progress())
    revision = Observation.objects.get(revision=2, series=Series.STATISTICS)
    assert (revision.unit_id, revision.value) == ("KZ-10", 9.9)
    assert "newer edition" in revision.reason
    new = publication_for(NAME)
    assert old is not None
    assert new is not None
    assert new.pk != old.pk
    scores = [{row.unit.pk: row.score for row in table(shown.run, "2023")} for shown in (old, new)]
    assert {unit for unit in scores[0] if scores[0][unit] != scores[1][unit]} == {"KZ-10"}


def with_version(methodology: Methodology, number: str, **changed: bytes) -> Methodology:
    text = methodology.files["methodology.yaml"].replace(b'version: "2024.1"', f'version: "{number}"'.encode())
    return methodology_from_files({**methodology.files, "methodology.yaml": text, **changed})


def test_a_new_version_of_the_methodology_is_published_beside_the_old(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.do_everything(Progress())
    texts = {KZ: load_methodology(KZ), f"{NAME}/2024.2": with_version(load_methodology(KZ), "2024.2")}
    monkeypatch.setattr(work, "PUBLISHED", tuple(texts))
    monkeypatch.setattr(work, "load_methodology", texts.__getitem__)
    work.do_everything(Progress())
    assert {str(version): version.state for version in Version.objects.all()} == dict.fromkeys(texts, State.IN_FORCE)
    shown = publication_for(NAME)
    assert shown is not None
    assert str(shown.run.version) == f"{NAME}/2024.2"
    assert work.do_everything(Progress()).acts == 0


def test_a_changed_text_under_an_old_number_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work.do_everything(Progress())
    variables = load_methodology(KZ).files["variables.yaml"] + b"# another text\n"
    changed = methodology_from_files({**load_methodology(KZ).files, "variables.yaml": variables})
    monkeypatch.setattr(work, "load_methodology", lambda id: changed)
    with pytest.raises(ValidationError, match="Give the new text a new version"):
        work.do_everything(Progress())
    assert Run.objects.count() == 1


def test_a_methodology_whose_examples_fail_is_not_published(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    methodology = load_methodology(KZ)
    path = next(path for path in methodology.files if path.startswith("cases/"))
    broken = methodology.files[path].replace(b"rank: 1", b"rank: 2")
    assert broken != methodology.files[path]
    wrong = methodology_from_files({**methodology.files, path: broken})
    monkeypatch.setattr(work, "load_methodology", lambda id: wrong)
    with pytest.raises(ValidationError, match="Worked examples of"):
        work.do_everything(Progress())
    assert Version.objects.get().state == State.DRAFT
    assert not Publication.objects.exists()


def test_a_broken_file_is_refused_with_its_line_and_nothing_of_it_is_kept(place: Path) -> None:
    file = place / "observations.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[10] = lines[10].replace("KZ", "КZ", 1)  # the first letter is Cyrillic
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        work.do_everything(Progress())
    assert [problem.where for problem in refused.value.problems] == [f"{file}:11"]
    assert not Observation.objects.exists()


@pytest.mark.parametrize("act", ["publish", "compute"])
def test_after_a_stop_between_two_acts_the_next_demonstration_goes_on(
    place: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(work, act, stopped)
        with pytest.raises(KeyboardInterrupt):
            work.do_everything(Progress())
    assert not Publication.objects.exists()
    done = work.do_everything(Progress())
    assert done.acts == {"publish": 1, "compute": 2}[act]
    assert publication_for(NAME) == done.publications[0]
