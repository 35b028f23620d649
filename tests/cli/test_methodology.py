"""`tarazy methodology check`, as an author sees it."""

import shutil
from pathlib import Path

import pytest

from tarazy.cli.main import main
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, CASE, FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "tiny"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def check(where: Path | str, *options: str) -> int:
    return main(["methodology", "check", str(where), "--lang", "en", *options])


def test_a_correct_methodology(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(folder) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[:2] == ["Tiny index (test/tiny/2024.1)", "An illustration, not an official assessment."]
    assert lines[3] == "Dimensions: 2. Indicators: 3. Variables: 4."
    assert [line.partition(":")[0] for line in lines[5:11]] == [
        "index",
        "  health",
        "    beds",
        "    doctors",
        "  roads",
        "    accidents",
    ]
    assert lines[-1] == "Case two_oblasts (Two oblasts): as expected; compared: 3."


def test_every_problem_is_said_and_the_status_is_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(folder / BEDS, "better: higher", "better: highest")
    rewrite(folder / ACCIDENTS, "lag(accidents_all, 1)", "lag(accidents_all, x)")
    assert check(folder) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.partition(": ")[0] for line in err.splitlines()[:-1]] == [f"{ACCIDENTS}:9:44", f"{BEDS}:6"]
    assert "Problems: 2" in err.splitlines()[-1]


def test_a_case_that_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(folder / CASE, "score: 54.167", "score: 50")
    assert check(folder) == 1
    out = capsys.readouterr().out
    assert "Case two_oblasts (Two oblasts): NOT as expected; compared: 3." in out
    assert "  A-1, beds: the score is 54.1666666667, and the case expects 50." in out


def test_no_such_methodology_is_an_input_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("un/hdi/1066") == 1
    assert "Did you mean «un/hdi/2021»?" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["methodology"], ["methodology", "check"], ["methodology", "chek", "x"]])
def test_a_wrong_call(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "tarazy methodology check un/hdi/2021" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", "балл — 54,1666666667, мысалда күтілгені — 50"),
        ("ru", "получен балл 54,1666666667, а в примере ожидается 50"),
    ],
)
def test_it_speaks_three_languages(folder: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str) -> None:
    rewrite(folder / CASE, "score: 54.167", "score: 50")
    assert main(["methodology", "check", str(folder), "--lang", lang]) == 1
    assert words in capsys.readouterr().out


def test_the_language_of_the_environment(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "kk_KZ.UTF-8")
    assert main(["methodology", "check", str(folder)]) == 0
    assert "Мысал, ресми бағалау емес." in capsys.readouterr().out
