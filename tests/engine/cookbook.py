"""The recipes of docs/manual/cookbook.md, as a reader would follow them: what to write where, and what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.house.checkout import ROOT

PAGE = (ROOT / "docs" / "manual" / "cookbook.md").read_text(encoding="utf-8")
BASE = "The methodology of the recipes"
BLOCK = re.compile(r"^([^`|\n][^\n]*(?:\n[^\n]+)*?)\n\n```yaml\n(.*?)^```$", re.M | re.S)
Row = Mapping[str, str]


@dataclass(frozen=True)
class Recipe:
    """`files`: the methodology with what the recipe changes; `rows`: the cells of its table by the head's words."""

    title: str
    files: Mapping[str, bytes]
    rows: tuple[Row, ...]


def base() -> dict[str, str]:
    """The files of the methodology that the recipes change."""
    section = dict(_sections())[BASE]
    return dict(re.findall(r"^`([^`\n]+)`\n\n```(?:yaml)?\n(.*?)^```$", section, re.M | re.S))


def recipes() -> Iterator[Recipe]:
    for title, section in _sections():
        if title != BASE and (rows := tuple(_rows(section))):
            files = base()
            for prose, text in BLOCK.findall(section):
                _follow(" ".join(prose.split()), text, files)
            yield Recipe(title, {path: text.encode() for path, text in files.items()}, rows)


def _sections() -> Iterator[tuple[str, str]]:
    for section in PAGE.split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        yield title, text


def _rows(section: str) -> Iterator[Row]:
    head: list[str] = []
    for line in section.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if line.startswith("|---"):
            continue
        if head and cells:
            yield dict(zip(head, cells, strict=True))
        elif cells:
            head = cells


def _follow(prose: str, text: str, files: dict[str, str]) -> None:
    """Write the text where the last sentence before it says."""
    if new := re.search(r"Write `([^`]+\.yaml)`:$", prose):
        files[new[1]] = text
        return
    told = re.search(r"In `([^`]+\.yaml)`(?:, under `(\w+)`)?,? (?:in place of ((?:`\w+`(?:, )?)+), write|add)$", prose)
    assert told, prose
    lines = files[told[1]].splitlines()
    first, last, indent = _part(lines, told[2])
    for key in re.findall(r"`(\w+)`", told[3] or ""):
        start, end = _entry(lines[first:last], key, indent)
        del lines[first + start : first + end]
        last -= end - start
    added = [" " * indent + line if line else line for line in text.splitlines()]
    files[told[1]] = "\n".join([*lines[:last], *added, *lines[last:]]) + "\n"


def _part(lines: list[str], name: str | None) -> tuple[int, int, int]:
    """The lines of the part with this name, and how far its keys are indented; of the whole file without a name."""
    if name is None:
        return 0, len(lines), 0
    start = next(at for at, line in enumerate(lines) if re.match(rf"({name}:$| *- dimension: {name}$)", line))
    indent = 2 if lines[start].startswith(name) else lines[start].index("-") + 2
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].startswith(" " * indent)), len(lines))
    return start + 1, end, indent


def _entry(lines: list[str], key: str, indent: int) -> tuple[int, int]:
    """Where a key, or an entry of a list that is called so, begins and ends."""
    start = next(at for at, line in enumerate(lines) if re.match(rf" {{{indent}}}({key}:|- \w+: {key}$)", line))
    for end in range(start + 1, len(lines)):
        if not lines[end].startswith(" " * (indent + 1)):
            return start, end
    return start, len(lines)
