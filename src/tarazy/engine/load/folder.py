"""A methodology's folder -> its files, byte for byte; nothing outside it is ever read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.report import Place, Report, shortened
from tarazy.engine.load.shipped import shipped_folder, shipped_methodologies
from tarazy.engine.words import msg

METHODOLOGY: Final = "methodology.yaml"
VARIABLES: Final = "variables.yaml"
CHANGES: Final = "CHANGES.md"
README: Final = "README.md"

_SHIPPED: Final = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*/[0-9A-Za-z][0-9A-Za-z.-]*")
_INDICATOR: Final = re.compile(r"indicators/(?:[a-z0-9][a-z0-9_-]*/)*[^/]+\.yaml")
_CASE: Final = re.compile(r"cases/[^/]+\.yaml")
_FILES_AT_MOST: Final = 5_000
_LARGEST_BYTES: Final = 64_000_000
_NAMED_AT_MOST: Final = 5


def is_indicator(path: str) -> bool:
    return _INDICATOR.fullmatch(path) is not None


def is_case(path: str) -> bool:
    return _CASE.fullmatch(path) is not None


def find(where: str | Path, report: Report) -> tuple[Path | None, str]:
    """The folder, and `place/name/version` if it is a shipped one."""
    folder = Path(where)
    if folder.is_dir():
        return folder, _shipped_name(folder)
    name = str(where)
    if _SHIPPED.fullmatch(name) and (shipped_folder("methodologies") / name).is_dir():
        return shipped_folder("methodologies") / name, name
    known = shipped_methodologies()
    near = nearest(name, known)
    report.add(
        Place(shortened(name)),
        msg("There is no such folder and no such shipped methodology."),
        msg("These ship with Tarazy: {known}."),
        msg("Did you mean «{near}»?") if near else msg("Check the path, or name a shipped methodology."),
        known=", ".join(known) or "—",
        near=near,
    )
    return None, ""


def _shipped_name(folder: Path) -> str:
    """`place/name/version` if the folder is one of those that ship."""
    try:
        name = folder.resolve().relative_to(shipped_folder("methodologies").resolve()).as_posix()
    except ValueError:
        return ""
    return name if _SHIPPED.fullmatch(name) else ""


def read_files(folder: Path, report: Report) -> dict[str, bytes]:
    """Every file of the folder by its path within it, but those whose names begin with a dot."""
    files: dict[str, bytes] = {}
    size = 0
    for path in _paths(folder, report):
        name = path.relative_to(folder).as_posix()
        try:
            size += path.stat().st_size
            if len(files) >= _FILES_AT_MOST or size > _LARGEST_BYTES:
                _too_large(report)
                break
            files[name] = path.read_bytes()
        except OSError:
            report.add(
                Place(name),
                msg("The file cannot be read."),
                msg("A methodology is valid as a whole or not at all."),
                msg("Check that the file exists and that you may read it."),
            )
    return files


def _paths(folder: Path, report: Report) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, followlinks=False):
        here = Path(root)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in list(folders):
            if (here / name).is_symlink():
                _link(Place(_shown(here / name, folder)), report)
                folders.remove(name)
        for name in sorted(names):
            path = here / name
            if name.startswith("."):
                continue
            if not _is_text(path.relative_to(folder).as_posix()):
                _unreadable_name(Place(_shown(path, folder)), report)
            elif path.is_symlink():
                _link(Place(_shown(path, folder)), report)
            elif not path.is_file():
                _no_regular_file(Place(_shown(path, folder)), report)
            else:
                yield path


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix().encode("utf-8", "replace").decode("utf-8").replace("\n", "?")


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8, on one line and without a backslash, so that the hash by hand is the same."""
    return "\\" not in name and name.isprintable()


def _unreadable_name(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("The name of the file has bytes that are not UTF-8, a backslash or an invisible character."),
        msg("The names of files are part of the hash, which everybody must be able to compute again."),
        msg("Rename the file with small Latin letters, digits, _ and -."),
    )


def _link(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("This is a link to a place elsewhere."),
        msg("A methodology lies wholly in its own folder, so that its hash stands for all of it."),
        msg("Put the file itself here."),
    )


def _no_regular_file(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("This is not an ordinary file."),
        msg("A methodology is a folder of text files."),
        msg("Remove it."),
    )


def _too_large(report: Report) -> None:
    report.add(
        Place("."),
        msg("The folder holds more than {files} files or {bytes} bytes."),
        msg("A methodology is a text that people can read."),
        msg("Check that this is the folder that was meant."),
        files=_FILES_AT_MOST,
        bytes=_LARGEST_BYTES,
    )


def check_is_methodology(folder: Path, files: dict[str, bytes], report: Report) -> None:
    """Report a folder of something else once, not each of its files; an empty one is the start of a methodology."""
    if not files or any(name in (METHODOLOGY, VARIABLES) or is_indicator(name) for name in files):
        return
    inner = sorted(name.removesuffix(f"/{METHODOLOGY}") for name in files if name.endswith(f"/{METHODOLOGY}"))
    report.add(
        Place(shortened(str(folder))),
        msg("There is no methodology in this folder."),
        msg("Every methodology has methodology.yaml, variables.yaml, indicators/ and CHANGES.md."),
        msg("Name the folder in which one lies: {inner}.")
        if inner
        else msg("Check the path: give the folder in which methodology.yaml lies."),
        inner=", ".join(str(folder / name) for name in inner[:_NAMED_AT_MOST]),
    )


def check_files(files: dict[str, bytes], report: Report) -> None:
    """Report the files that must be there and are not, and those that have no place here."""
    for name, mend in (
        (METHODOLOGY, msg("Add it: it holds the title, the tree and the steps.")),
        (VARIABLES, msg("Add it: it names what formulas may use.")),
        (CHANGES, msg("Add it: it says what changed against the version before, or that this is the first.")),
    ):
        if name not in files:
            report.add(
                Place(name),
                msg("The file does not exist."),
                msg("Every methodology has methodology.yaml, variables.yaml, indicators/ and CHANGES.md."),
                mend,
            )
    if not any(is_indicator(name) for name in files):
        report.add(
            Place("indicators"),
            msg("There is no indicator."),
            msg("Every methodology has methodology.yaml, variables.yaml, indicators/ and CHANGES.md."),
            msg("Add a file indicators/<id>.yaml for each indicator."),
        )
    for name in files:
        if name not in (METHODOLOGY, VARIABLES, CHANGES, README) and not is_indicator(name) and not is_case(name):
            _stray_file(name, report)


def _stray_file(name: str, report: Report) -> None:
    mend = msg("Rename it to end with .yaml.") if name.endswith(".yml") else msg("Move it elsewhere, or rename it.")
    report.add(
        Place(shortened(name)),
        msg("This file has no place in a methodology."),
        msg(
            "A methodology holds methodology.yaml, variables.yaml, indicators/**/*.yaml, cases/*.yaml, CHANGES.md and "
            "README.md; its folders have names of small Latin letters, digits, _ and -."
        ),
        mend,
    )
