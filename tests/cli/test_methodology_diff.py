"""`tarazy methodology diff`, as an author sees it."""

import shutil
from pathlib import Path

import pytest

from tarazy.cli.main import main
from tests.cli.test_methodology import rewrite
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, FOLDER, METHODOLOGY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "later"))


def diff(old: Path | str, new: Path | str, lang: str = "en") -> int:
    return main(["methodology", "diff", str(old), str(new), "--lang", lang])


def test_what_changed_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(folder / BEDS, "low: 25, high: 85", "low: 30, high: 85")
    rewrite(folder / ACCIDENTS, "{method: min_max, within: period}", "{method: min_max, within: peer_group}")
    rewrite(folder / METHODOLOGY, "children: [beds, doctors]", "children: [beds]")
    rewrite(folder / METHODOLOGY, "children: [accidents]", "children: [accidents, doctors]")
    rewrite(folder / METHODOLOGY, "aggregate: {method: geometric}", "aggregate: {method: arithmetic}")
    assert diff(FOLDER, folder) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        "Before: Tiny index (test/tiny/2024.1)",
        "After: Tiny index (test/tiny/2024.1)",
        "",
        "Part of the index: Health (health)",
        "  Aggregation: Weighted geometric mean (geometric) → Weighted arithmetic mean (arithmetic)",
        "",
        "Part of the index: Hospital beds (beds)",
        "  Normalisation › dated › 2024-01-01 › low: 25 → 30",
        "",
        "Part of the index: Road accidents (accidents)",
        "  Normalisation › within: period → peer_group",
        "",
        "Part of the index: Doctors (doctors)",
        "  Moved from Health (health) to Roads (roads).",
        "",
        "Scores may change from the period 2022 on.",
        "Affected, by kind: city, oblast.",
        "Others may move with them, where a score or a rank compares units with each other.",
    ]


def test_new_rows_and_texts_of_one_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = '    - {from: 2024-01-01, low: 25, high: 85, source: "Invented for tests"}\n'
    rewrite(folder / BEDS, row, row + row.replace("2024-01-01", "2025-01-01").replace("25, high: 85", "27.5, high: 90"))
    rewrite(folder / BEDS, "Обеспеченность койками", "Больничные койки")
    assert diff(FOLDER, folder) == 0
    assert capsys.readouterr().out.splitlines()[3:9] == [
        "Part of the index: Hospital beds (beds)",
        "  title › ru: “Обеспеченность койками” → “Больничные койки”",
        "  Normalisation › dated › 2025-01-01: added: from 2025-01-01, source “Invented for tests”, low 27.5, high 90",
        "",
        "Scores may change from the period 2025 on.",
        "Affected, by kind: city, oblast.",
    ]
    assert diff(FOLDER, folder, "ru") == 0
    out = capsys.readouterr().out
    assert "добавлено: from 2025-01-01, source «Invented for tests», low 27,5, high 90" in out
    assert "title: «Обеспеченность койками» → «Больничные койки»" in out


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", "Балдар 2022 кезеңінен бастап өзгеруі мүмкін."),
        ("ru", "Баллы могут измениться начиная с периода 2022."),
    ],
)
def test_it_speaks_three_languages(folder: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str) -> None:
    rewrite(folder / METHODOLOGY, "floor: 0.5", "floor: 0.6")
    assert diff(FOLDER, folder, lang) == 0
    out = capsys.readouterr().out
    assert words in out
    assert "0,5 → 0,6" in out


def test_nothing_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(FOLDER, folder) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "The two texts are the same."
    rewrite(folder / METHODOLOGY, "# Invented", "# Made up")
    assert diff(FOLDER, folder) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Both say the same:")
    rewrite(folder / BEDS, "Hospital beds", "Beds")
    assert diff(FOLDER, folder) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("No score changes by this:")


def test_two_shipped_methodologies_that_share_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert diff("un/hdi/2021", "wales/imd/2019") == 0
    out = capsys.readouterr().out
    assert "Removed: Life expectancy (life_expectancy), which was under Human Development Index, 2021 (index)." in out
    assert "Added: Housing (housing), under Welsh Index of Multiple Deprivation, 2019 (index)." in out
    assert "Affected, by kind: country, lower_area." in out


def test_the_problems_of_both_are_said(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(folder / BEDS, "better: higher", "better: highest")
    assert diff(folder, tmp_path / "nowhere") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].startswith(f"{folder}: {BEDS}:6: ")
    assert "Problems: 2." in err.splitlines()[-1]
