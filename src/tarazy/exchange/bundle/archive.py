"""ZIP archives that are written the same everywhere, and read without trusting them."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Final, NamedTuple

from tarazy.engine.words import Message, Problem, ProblemsFound, msg

MOST_BYTES: Final = 1_000_000_000
MOST_FILES: Final = 6_000
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PIECE: Final = 1 << 20
_PATH: Final = re.compile(r"(?!\.\.?(?:/|$))[^/\\]+(?:/(?!\.\.?(?:/|$))[^/\\]+)*")
_MEND: Final = msg("Take the bundle again from where it was published.")


def write_archive(file: IO[bytes], contents: Mapping[str, bytes]) -> None:
    """The contents by name, sorted, not compressed and without times: the same contents give the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, contents[name])


class Unpacked(NamedTuple):
    path: Path
    sha256: str


def unpack(path: Path, folder: Path) -> dict[str, Unpacked]:
    """Unpack an archive into an empty folder: where the content of each name lies there, and its SHA-256. The files are
    numbered, so that no name decides where something is written.

    Raises ProblemsFound if it is not an archive as `write_archive` writes them: damaged, cut off, compressed, with
    names that lead elsewhere or stand twice, with links, or larger than is read.
    """
    if not path.is_file():
        raise refused(str(path), msg("There is no such file."), msg("A bundle is one file, as it was published."))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check(entries, path)
            return {
                entry.filename: _unpack(archive, entry, folder / str(number)) for number, entry in enumerate(entries)
            }
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OverflowError):
        raise refused(
            str(path),
            msg("The file is no sound ZIP archive."),
            msg("It is damaged or cut off, or something else than a bundle."),
        ) from None


def refused(where: str, what: str, why: str, **said: str | int) -> ProblemsFound:
    """A bundle cannot be believed: what, why, and to take it again."""
    return ProblemsFound([Problem(Message(what, dict(said)), where, Message(why, dict(said)), Message(_MEND))])


def is_plain_path(name: str) -> bool:
    """Whether the name of an entry leads nowhere but into the folder for which it is meant."""
    return name.isprintable() and _PATH.fullmatch(name) is not None


def _check(entries: Iterable[zipfile.ZipInfo], path: Path) -> None:
    names: set[str] = set()
    size = 0
    for entry in entries:
        shown = f"{path}, {entry.filename[:80]!a}"
        size += entry.file_size
        if len(names) >= MOST_FILES or size > MOST_BYTES:
            raise refused(
                str(path),
                msg("The archive holds more than {files} files or {bytes} bytes."),
                msg("No publication is that large, and reading it would fill this machine."),
                files=MOST_FILES,
                bytes=MOST_BYTES,
            )
        if entry.filename in names:
            raise refused(
                shown,
                msg("The archive holds this name twice."),
                msg("Of two files with one name nobody knows which one counts."),
            )
        _check_entry(entry, shown)
        names.add(entry.filename)
    if size > path.stat().st_size:
        raise zipfile.BadZipFile("files that share their bytes")


def _check_entry(entry: zipfile.ZipInfo, shown: str) -> None:
    if not is_plain_path(entry.filename):
        raise refused(
            shown,
            msg("This is no name of a file in a bundle."),
            msg("Names in a bundle are plain paths; one that leads elsewhere could overwrite other files."),
        )
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        raise refused(
            shown,
            msg("This is not an ordinary file."),
            msg("A bundle holds files only; a link could lead to files of this machine."),
        )
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
        raise refused(
            shown,
            msg("The file is compressed."),
            msg("A bundle is not compressed, so that it has the same bytes everywhere and nothing swells."),
        )


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Unpacked:
    hashed = hashlib.sha256()
    with archive.open(entry) as source, target.open("xb") as copy:
        while piece := source.read(_PIECE):
            hashed.update(piece)
            copy.write(piece)
    return Unpacked(target, hashed.hexdigest())
