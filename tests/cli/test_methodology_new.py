"""`tarazy methodology new`: what it writes is a methodology at once, and what it cannot use it says."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tarazy.cli.main import main
from tarazy.engine.cases import run_cases
from tarazy.engine.load import load_methodology

ANSWERS = {
    "--name": "example/clinics",
    "--title-kk": "Емханалар",
    "--title-ru": "Клиники «у дома»",
    "--title-en": 'Clinics, "near" ones: 1\\2',
    "--from": "2026",
    "--kinds": "oblast, city",
    "--indicators": "doctors,beds,visits",
}


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def new(folder: Path, lang: str = "en", **changed: str | None) -> int:
    answers = {**ANSWERS, **{f"--{name.replace('_', '-')}": of for name, of in changed.items()}}
    given = [part for name, of in answers.items() if of is not None for part in (name, of)]
    return main(["methodology", "new", str(folder), "--lang", lang, *given])


@pytest.mark.parametrize(
    ("first", "kinds", "length", "day"),
    [("2026", "oblast,city", "year", "2026-01-01"), ("2026-Q2", "any", "quarter", "2026-04-01"),
     ("2026-12", "school", "month", "2026-12-01")],
)  # fmt: skip
def test_what_is_written_is_accepted_and_its_case_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str, kinds: str, length: str, day: str
) -> None:
    folder = tmp_path / "deep" / "clinics"
    assert new(folder, **{"from": first, "kinds": kinds}) == 0
    methodology = load_methodology(folder)
    assert methodology.id == "example/clinics/2026.1"
    assert (methodology.title.kk, methodology.title.en) == ("Емханалар", 'Clinics, "near" ones: 1\\2')
    assert (methodology.period, methodology.assessed_periods.from_) == (length, first)
    assert methodology.in_force.from_.isoformat() == day
    assert methodology.assessed_kinds == ("any" if kinds == "any" else tuple(kinds.split(",")))
    assert [one.id for one in methodology.indicators] == ["beds", "doctors", "visits"]
    (outcome,) = run_cases(methodology)
    assert outcome.passed
    assert outcome.compared == 5  # a score of each indicator, score and rank of the index
    capsys.readouterr()
    assert main(["methodology", "check", str(folder), "--lang", "en"]) == 0
    assert "as expected; compared: 5." in capsys.readouterr().out
    assert [path.name for path in folder.parent.iterdir()] == ["clinics"]


def test_its_case_can_fail(tmp_path: Path) -> None:
    folder = tmp_path / "clinics"
    assert new(folder) == 0
    case = folder / "cases" / "first.yaml"
    case.write_text(case.read_text(encoding="utf-8").replace("value: 50", "value: 40", 1), encoding="utf-8")
    assert main(["methodology", "check", str(folder), "--lang", "en"]) == 1


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "notes.txt"
    mine.write_text("mine", encoding="utf-8")
    assert new(mine) == 1
    assert "There is something at this place already." in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "mine"
    assert new(tmp_path) == 1


@pytest.mark.parametrize(
    ("option", "given", "said"),
    [
        ("name", "Clinics", "Clinics is no name"),
        ("title_ru", "  ", "The title is empty."),
        ("from", "2026-13", "2026-13 is no period"),
        ("from", "2024/2026", "2024/2026 is no period"),
        ("from", "0000", "0000 is no period"),
        ("kinds", "any,city", "any,city is no list of kinds"),
        ("kinds", ",", ", is no list of kinds"),
        ("indicators", "Doctors", "Doctors is no list of indicators"),
        ("indicators", "doctors,index", "doctors,index is no list of indicators"),
    ],
)
def test_an_answer_that_cannot_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, given: str, said: str
) -> None:
    assert new(tmp_path / "clinics", **{option: given}) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_terminal_every_answer_that_lacks_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "clinics", lang="ru", title_kk=None, indicators=None) == 2
    assert "Ещё нужно указать: --title-kk, --indicators." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def on_a_terminal(folder: Path, typed: str) -> tuple[int, str]:
    """Run the command on a terminal of its own, where `typed` is typed."""
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    done = subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "methodology", "new", str(folder), "--lang", "kk", "--name", "a/b"],
        stdin=theirs,
        capture_output=True,
        check=False,
        timeout=120,
    )
    os.close(theirs)
    os.close(ours)
    return done.returncode, done.stdout.decode()


def test_on_a_terminal_it_asks_and_asks_again(tmp_path: Path) -> None:
    typed = "Емхана\nКлиника\nClinic\n26\n2026\noblast\nbeds\n"
    status, said = on_a_terminal(tmp_path / "clinics", typed)
    assert status == 0
    assert said.startswith("қазақша атауы\n> ")
    assert "26 кезең емес" in said
    methodology = load_methodology(tmp_path / "clinics")
    assert (methodology.id, methodology.title.ru) == ("a/b/2026.1", "Клиника")


def test_who_stops_answering_leaves_nothing_behind(tmp_path: Path) -> None:
    status, _ = on_a_terminal(tmp_path / "clinics", "Емхана\n\x04")
    assert status == 3
    assert list(tmp_path.iterdir()) == []
