"""`tarazy methodology page`, run as its user runs it: in a process of its own, without a database."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_methodology import rewrite
from tests.engine.unit.load.form_text import asked
from tests.engine.unit.load.tiny_text import BEDS, CASE, FOLDER, VARIABLES


def page(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: of for name, of in os.environ.items() if not name.startswith(("TARAZY_", "DATABASE_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "methodology", "page", *arguments],
        env={**kept, "TARAZY_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["Hospital beds", "Tree and weights", "Goalposts", "Road accidents", "1 January 2024"]),
        ("ru", ["Обеспеченность койками", "Дерево и веса", "1\N{NO-BREAK SPACE}января 2024", "В городах не считается"]),
        (
            "kk",
            [
                "Төсекпен қамту",
                "Құрылымы мен салмақтары",
                "2024\N{NO-BREAK SPACE}жылғы 1\N{NO-BREAK SPACE}қаңтар",
                "Қалаларда есептелмейді",
            ],
        ),
    ],
)
def test_the_whole_text_in_a_language(tmp_path: Path, lang: str, said: list[str]) -> None:
    done = page(tmp_path / "home", str(FOLDER), "--lang", lang)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<!doctype html>")
    assert f'<html lang="{lang}">' in done.stdout
    assert [words for words in said if words not in done.stdout] == []
    # The formula typeset and as it is written, the numbers of a rule, a worked example.
    assert "<mfrac><mrow><mtext>" in done.stdout
    assert "(accidents_all + lag(accidents_all, 1)) / 2" in done.stdout
    assert "A-1 — " in done.stdout
    assert "(= 0.0001)" in done.stdout, "what a unit of measure equals"
    assert not (tmp_path / "home").exists(), "a document needs no home and no secret"


def test_what_the_form_is_told_stands_with_the_variable_in_the_language(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "tiny"))
    (folder / VARIABLES).write_bytes(asked()[VARIABLES])
    text = page(tmp_path / "home", str(folder), "--lang", "ru").stdout
    for words in ("Почему это важно", "Ради жизни людей", "ежеквартально", "Отчёт (Law of 2013, article 5)"):
        assert text.count(words) == 1, words


def test_everything_stands_in_one_file_that_asks_nothing_of_the_network(tmp_path: Path) -> None:
    out = tmp_path / "tiny.html"
    done = page(tmp_path, str(FOLDER), "--lang", "en", "--out", str(out))
    assert (done.returncode, done.stdout) == (0, "")
    assert str(out) in done.stderr
    text = out.read_text(encoding="utf-8")
    assert text.rstrip().endswith("</html>")
    for foreign in ("<script", "<link", "src=", 'href="/', 'href="http', "/static/"):
        assert foreign not in text, foreign
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.html"]


@pytest.mark.parametrize(
    ("points", "said", "came"),
    [("54.167", "came out as expected", ">the same<"), ("54.200", "came out otherwise", ">54.166666666666664<")],
)
def test_worked_examples_are_run_and_what_came_stands_beside_what_was_expected(
    tmp_path: Path, points: str, said: str, came: str
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "tiny"))
    (folder / CASE).write_text((folder / CASE).read_text(encoding="utf-8").replace("54.167", points), encoding="utf-8")
    text = page(tmp_path, str(folder), "--lang", "en").stdout
    assert f"<strong>{said}</strong>" in text
    assert came in text


def test_what_is_wrong_with_the_text_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "tiny"))
    rewrite(folder / BEDS, "better: higher", "better: highest")
    out = tmp_path / "tiny.html"
    done = page(tmp_path, str(folder), "--lang", "en", "--out", str(out))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{BEDS}:6" in done.stderr
    assert not out.exists()


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = page(tmp_path, str(FOLDER), "--lang", "en", "--out", str(tmp_path / "no" / "tiny.html"))
    assert done.returncode == 3
    assert "Could not go on" in done.stderr


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["<dt>Unconfirmed</dt>", "This rule is unconfirmed"]),
        ("ru", ["<dt>Не подтверждено</dt>", "Это правило не подтверждено"]),
        ("kk", ["<dt>Расталмаған</dt>", "Бұл ереже расталмаған"]),
    ],
)
def test_a_rule_that_is_unconfirmed_says_so(tmp_path: Path, lang: str, said: list[str]) -> None:
    folder = FOLDER.parents[2] / "outland" / "ratio_of_changes" / "methodology"
    done = page(tmp_path, str(folder), "--lang", lang)
    assert done.returncode == 0, done.stderr
    assert [words for words in said if words not in done.stdout] == []
