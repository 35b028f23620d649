"""Folders, names and the order of rooms."""

import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.checkout import ROOT, assert_none, files, invent

CODE = ("src/tarazy", "tools", "tests", "benchmarks")
JUNK_DRAWERS = {"utils", "util", "common", "core", "helpers", "helper", "misc"}
ROOMS_FOLDER = "src/tarazy/web/rooms"
README_LINES = range(4, 16)
# Lowest first; rooms in one tuple are siblings that do not know each other.
ORDER_OF_ROOMS: tuple[tuple[str, ...], ...] = (
    ("calendar",), ("work",), ("post",), ("people",), ("files",), ("remarks",), ("search",), ("units",), ("services",),
    ("followup",), ("methodologies",), ("observatory",), ("campaigns",), ("collection", "listening", "finance"),
    ("verification",), ("results",), ("conclusions",), ("publication",), ("audit", "policy", "dialogue", "learning"),
)  # fmt: skip


def folders_without_init(root: Path) -> Iterator[str]:
    """Folders of code that import-linter would pass over in silence."""
    tops = {root / folder for folder in CODE}
    seen = set()
    for path in files(root, *CODE, ending=".py"):
        for folder in path.parents:
            if folder not in seen and not (folder / "__init__.py").exists():
                yield folder.relative_to(root).as_posix()
            seen.add(folder)
            if folder in tops:
                break


def junk_drawers(root: Path) -> Iterator[str]:
    for path in files(root, *CODE, ending=".py"):
        name = path.relative_to(root)
        for part in (*name.parts[:-1], name.stem):
            if part in JUNK_DRAWERS:
                yield f"{name.as_posix()}: {part!r} says nothing about what is inside"


def rooms(root: Path) -> list[str]:
    folder = root / ROOMS_FOLDER
    return sorted({path.relative_to(folder).parts[0] for path in files(root, ROOMS_FOLDER) if path.parent != folder})


def rooms_without_description(root: Path) -> Iterator[str]:
    for room in rooms(root):
        readme = root / ROOMS_FOLDER / room / "README.md"
        lines = len(readme.read_text(encoding="utf-8").splitlines()) if readme.exists() else 0
        if lines not in README_LINES:
            yield f"{room}/README.md has {lines} lines; about ten say what the room owns, its words, who may come in"


def contracted_layers(root: Path, contract: str) -> list[set[str]]:
    """The layers of one contract of .importlinter, highest first."""
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter", encoding="utf-8")
    layers = contracts[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [set(re.findall(r"\w+", layer)) for layer in layers if layer.strip()]


def disorder(root: Path) -> Iterator[str]:
    """Where .importlinter and the order of rooms part."""
    existing = rooms(root)
    contracted = contracted_layers(root, "rooms")
    expected = [{room for room in siblings if room in existing} for siblings in reversed(ORDER_OF_ROOMS)]
    if contracted != [siblings for siblings in expected if siblings]:
        yield f".importlinter has {contracted}, the order of the rooms that exist is {[s for s in expected if s]}"
    known = {room for siblings in ORDER_OF_ROOMS for room in siblings}
    yield from (f"{room} has no place in the order of rooms" for room in existing if room not in known)


def test_every_folder_of_code_can_be_imported() -> None:
    assert_none(folders_without_init(ROOT))


def test_no_junk_drawers() -> None:
    assert_none(junk_drawers(ROOT))


def test_every_room_says_what_it_owns() -> None:
    assert_none(rooms_without_description(ROOT))


def test_rooms_keep_their_order() -> None:
    assert_none(disorder(ROOT))


def test_the_architecture_page_names_the_rooms_in_their_order() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawn = re.search(r"^ *calendar < .*?learning$", page, re.MULTILINE | re.DOTALL)
    assert drawn, "ARCHITECTURE.md draws no order of rooms"
    assert [tuple(re.findall(r"\w+", layer)) for layer in drawn[0].split("<")] == list(ORDER_OF_ROOMS)


@pytest.mark.parametrize(
    ("drawn_as", "contract"),
    [("src/tarazy", "parts"), ("engine", "engine"), ("web", "web"), ("a room", "room")],
)
def test_the_architecture_page_draws_the_contracts(drawn_as: str, contract: str) -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawn = re.search(rf"^    {drawn_as}  +(.* -> .*)$", page, re.MULTILINE)
    assert drawn, f"ARCHITECTURE.md does not draw {drawn_as}"
    layers = [set(re.findall(r"\w+", layer)) for layer in drawn[1].split("->")]
    assert layers == contracted_layers(ROOT, contract)


def test_planted_faults_of_layout_are_found(tmp_path: Path) -> None:
    root = invent(
        tmp_path,
        {
            "src/tarazy/__init__.py": "",
            "src/tarazy/engine/run.py": "",
            "src/tarazy/web/__init__.py": "",
            "src/tarazy/web/utils.py": "",
            "tools/__init__.py": "",
            "tools/helpers/__init__.py": "",
            "tools/lock.py": "",
        },
    )
    assert list(folders_without_init(root)) == ["src/tarazy/engine"]
    assert [line.partition(":")[0] for line in junk_drawers(root)] == [
        "src/tarazy/web/utils.py",
        "tools/helpers/__init__.py",
    ]


def test_planted_faults_of_rooms_are_found(tmp_path: Path) -> None:
    contracts = "[importlinter:contract:rooms]\nlayers =\n    {}\n    (units)\n"
    described = "line\n" * 10
    contents = {
        ".importlinter": contracts.format("(people)"),
        f"{ROOMS_FOLDER}/__init__.py": "",
        f"{ROOMS_FOLDER}/people/README.md": described,
        f"{ROOMS_FOLDER}/units/models.py": "",
    }
    root = invent(tmp_path, contents)
    assert [line.partition("/")[0] for line in rooms_without_description(root)] == ["units"]
    assert len(list(disorder(root))) == 1  # people lies below units
    invent(root, {".importlinter": contracts.format("(results)").replace("(units)", "(units)\n    (people)")})
    assert len(list(disorder(root))) == 1  # results does not exist
    invent(root, {f"{ROOMS_FOLDER}/results/README.md": described})
    assert list(disorder(root)) == []
    invent(root, {f"{ROOMS_FOLDER}/attic/README.md": described})
    assert list(disorder(root)) == ["attic has no place in the order of rooms"]
