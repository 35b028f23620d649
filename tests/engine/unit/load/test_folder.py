"""What a folder must hold, and what it may not."""

import os
import shutil
from pathlib import Path

import pytest

from tarazy.engine.load import load_methodology, shipped
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.load.tiny_text import BEDS, CASE, FOLDER, METHODOLOGY, VARIABLES, assert_refused, refused, tiny


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny methodology that may be changed; its path has a space and Cyrillic letters."""
    return Path(shutil.copytree(FOLDER, tmp_path / "моя методика"))


def said_of(where: str | Path) -> list[str]:
    with pytest.raises(ProblemsFound) as found:
        load_methodology(where)
    return [problem.in_language("en") for problem in found.value.problems]


def without(path: str) -> dict[str, bytes]:
    return {name: content for name, content in tiny().items() if name != path}


def test_no_such_folder(tmp_path: Path) -> None:
    said = said_of(tmp_path / "nowhere")
    assert len(said) == 1
    assert "no such folder and no such shipped methodology" in said[0]


def test_an_empty_folder_lacks_everything(tmp_path: Path) -> None:
    assert [one.partition(":")[0] for one in said_of(tmp_path)] == [
        "CHANGES.md",
        "indicators",
        METHODOLOGY,
        VARIABLES,
    ]


def test_a_folder_of_something_else_is_told_once(tmp_path: Path) -> None:
    for name in ("report.docx", "photos/one.jpg", "photos/two.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    said = said_of(tmp_path)
    assert len(said) == 1
    assert "There is no methodology in this folder" in said[0]
    assert "methodology.yaml lies" in said[0]


def test_the_folder_above_a_methodology_names_it(folder: Path) -> None:
    said = said_of(folder.parent)
    assert len(said) == 1
    assert said[0].endswith(f"Name the folder in which one lies: {folder}.")


@pytest.mark.parametrize("path", [METHODOLOGY, VARIABLES, "CHANGES.md"])
def test_a_file_that_must_be_there(path: str) -> None:
    assert_refused(without(path), path, "The file does not exist", "Add it")


@pytest.mark.parametrize(
    "path", ["notes.txt", "indicators/beds.yml", "cases/deep/one.yaml", "Cases/one.yaml", "indicators/Здоровье/a.yaml"]
)
def test_a_file_that_has_no_place(path: str) -> None:
    said = refused(tiny() | {path: b"indicator: a\n"})
    assert any(one.startswith(f"{path}: This file has no place in a methodology") for one in said), said


def test_a_file_with_an_odd_name_is_named_whole() -> None:
    said = refused(tiny() | {"indicators/beds .yaml": tiny()[BEDS]})
    assert any(one.startswith("indicators/beds .yaml:1: The indicator is called «beds»") for one in said)


def test_names_with_a_dot_are_left_alone(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    (folder / "indicators" / ".beds.yaml.swp").write_bytes(b"\0\0")
    assert load_methodology(folder).hash == load_methodology(FOLDER).hash


def test_a_readme_is_welcome_and_part_of_the_text(folder: Path) -> None:
    (folder / "README.md").write_text("How to score it.")
    assert load_methodology(folder).hash != load_methodology(FOLDER).hash


def test_cases_and_changes_are_kept_and_not_hashed(folder: Path) -> None:
    shutil.rmtree(folder / "cases")
    (folder / "CHANGES.md").write_text("Another first version.")
    methodology = load_methodology(folder)
    assert methodology.cases == ()
    assert CASE not in methodology.files
    assert methodology.hash == load_methodology(FOLDER).hash


def test_links_are_refused_and_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_bytes(tiny()[BEDS])
    (folder / BEDS).unlink()
    (folder / BEDS).symlink_to(secret)
    (folder / "indicators" / "more").symlink_to(tmp_path, target_is_directory=True)
    said = said_of(folder)
    assert any(one.startswith(f"{BEDS}: This is a link to a place elsewhere") for one in said)
    assert any(one.startswith("indicators/more: This is a link to a place elsewhere") for one in said)
    assert not any("secret" in one for one in said)


def test_a_path_out_of_the_folder_is_no_shipped_name() -> None:
    assert "no such folder" in said_of("un/hdi/../../../etc/shadow")[0]


@pytest.mark.parametrize("name", [b"\xff.yaml", b"a\\b.yaml", b"a\nb.yaml"])
def test_a_name_that_nobody_could_hash_by_hand(folder: Path, name: bytes) -> None:
    (folder / "indicators" / os.fsdecode(name)).write_bytes(tiny()[BEDS])
    said = said_of(folder)
    assert len(said) == 1
    assert "The name of the file has bytes that are not UTF-8" in said[0]
    assert said[0].isprintable()


def test_what_is_no_ordinary_file(folder: Path) -> None:
    os.mkfifo(folder / "indicators" / "pipe.yaml")
    said = said_of(folder)
    assert said == [
        "indicators/pipe.yaml: This is not an ordinary file. A methodology is a folder of text files. Remove it."
    ]


# Shipped methodologies are found by name


@pytest.fixture
def ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that ships the tiny methodology in the right folder."""
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    place = tmp_path / "shipped" / "methodologies" / "test" / "tiny"
    return Path(shutil.copytree(FOLDER, place / "2024.1"))


def test_a_shipped_methodology_is_found_by_its_name(ships: Path) -> None:
    assert shipped.shipped_methodologies() == ("test/tiny/2024.1",)
    assert load_methodology("test/tiny/2024.1").hash == load_methodology(FOLDER).hash


def test_a_mistyped_name_is_answered_with_the_nearest(ships: Path) -> None:
    assert "Did you mean «test/tiny/2024.1»?" in said_of("test/tiny/2024.2")[0]


def test_a_shipped_folder_bears_the_names_of_its_text(ships: Path) -> None:
    ships.rename(ships.with_name("2025.1"))
    said = said_of("test/tiny/2025.1")
    assert said[0].startswith(f"{METHODOLOGY}:3: «version» is «2024.1», and the folder says «2025.1»")
    assert said_of(ships.with_name("2025.1")) == said


def test_without_an_installed_copy_the_checkout_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path)
    assert shipped.shipped_folder("data") == shipped._CHECKOUT / "data"
