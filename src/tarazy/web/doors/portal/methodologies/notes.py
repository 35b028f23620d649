"""The long texts of a version as headings and paragraphs: its description and its notes on changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tarazy.engine.load.folder import CHANGES
from tarazy.engine.model.methodology import Methodology
from tarazy.web.ui.written import in_language


@dataclass
class Section:
    """A heading and the paragraphs under it; the first may have no heading."""

    heading: str
    paragraphs: list[str] = field(default_factory=list)


def description_of(text: Methodology) -> list[Section]:
    """The description in the language of the page. Lines that begin with § are headings; a line is a paragraph where
    there are headings, and else runs on to the next empty line."""
    lines = in_language(text.description).splitlines()
    if not any(line.startswith("§") for line in lines):
        return sections(lines, "§")
    return sections((part for line in lines for part in (line, "")), "§")


def changes_of(text: Methodology) -> list[Section]:
    """The notes on changes, each version under its heading; the title of the file is not repeated."""
    lines = text.files.get(CHANGES, b"").decode("utf-8").splitlines()
    return sections((line for line in lines if not line.startswith("# ")), "#")


def sections(lines: Iterable[str], mark: str) -> list[Section]:
    found, paragraph = [Section("")], ""
    for line in [*(line.strip() for line in lines), ""]:
        if line and not line.startswith(mark):
            paragraph = f"{paragraph} {line}".strip()
            continue
        if paragraph:
            found[-1].paragraphs.append(paragraph)
            paragraph = ""
        if line:
            found.append(Section(line.lstrip("# ")))
    return [section for section in found if section.heading or section.paragraphs]
