"""What somebody hands in as a methodology, in one file: its folder as a ZIP archive, or its workbook."""

from __future__ import annotations

import io
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.write import files_of
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import Message, Problem, ProblemsFound, Said, msg
from tarazy.exchange.bundle.archive import is_plain_path
from tarazy.exchange.methodologies.whole import read_methodology

MOST_BYTES: Final = 20_000_000  # inflated, too
MOST_FILES: Final = 2_000
_WORKBOOK: Final = "xl/workbook.xml"
_METHODOLOGY: Final = "methodology.yaml"
_DAMAGES: Final = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError, OverflowError, OSError,
)  # fmt: skip
_SMALLER: Final = msg("Hand in the folder of one methodology, or its workbook, and nothing else.")


def methodology_given(content: bytes, name: str) -> Methodology:
    """The methodology in a file. `name`: as the file is called, for what is wrong with it as a whole.

    Raises: ProblemsFound with every problem, each with file and line, or with sheet and cell.
    """
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _WORKBOOK not in archive.namelist():
                return methodology_from_files(_files(archive, name))
    except _DAMAGES:
        raise _refused(
            name,
            msg("The file is no sound ZIP archive and no workbook."),
            msg("A methodology is handed in as its folder in a ZIP archive, or as its Excel workbook (.xlsx)."),
            msg("Pack the folder in which methodology.yaml lies, or save the workbook again."),
        ) from None
    return _of_workbook(content, name)


def files_of_archive(content: bytes) -> dict[str, bytes]:
    """The files of an archive that `methodology_given` has found sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _files(archive, "")


def _of_workbook(content: bytes, name: str) -> Methodology:
    """The reader wants a file; what it says of it is said of the name that people know."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "methodology.xlsx")
        path.write_bytes(content)
        try:
            # The text is what is kept, so it is written out and read again.
            written = files_of(read_methodology(path))
            return methodology_from_files({inner: text.encode() for inner, text in written.items()})
        except ProblemsFound as found:
            raise ProblemsFound(
                msgspec.structs.replace(problem, where=problem.where.replace(str(path), name))
                for problem in found.problems
            ) from None


def _files(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    """Every file of the folder by its path within it, but hidden ones; nothing is unpacked onto the disk."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise _too_large(name)
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        _check(entry, found, name)
        if _is_hidden(entry.filename):
            continue
        with archive.open(entry) as file:
            found[entry.filename] = file.read(left + 1)
        left -= len(found[entry.filename])
        if left < 0:  # larger than the archive says
            raise _too_large(name)
    return _within_the_folder(found)


def _check(entry: zipfile.ZipInfo, found: Mapping[str, bytes], name: str) -> None:
    shown = f"{name}, {entry.filename[:80]!a}"
    if entry.filename in found:
        raise _refused(
            shown,
            msg("The archive holds this name twice."),
            msg("Of two files with one name nobody knows which one counts."),
            _SMALLER,
        )
    if not is_plain_path(entry.filename) or stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        raise _refused(
            shown,
            msg("This is no ordinary file with a plain path."),
            msg("A name that leads elsewhere or a link could reach other files; a methodology lies in its own folder."),
            _SMALLER,
        )
    if entry.flag_bits & 0x1:
        raise _refused(
            shown,
            msg("The file is protected by a password."),
            msg("The text of a methodology is open to everybody."),
            msg("Pack the folder without a password."),
        )


def _is_hidden(path: str) -> bool:
    """What operating systems add by themselves; the folder's reader passes over hidden files, too."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def _within_the_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """Paths within the folder of the methodology, if the archive holds that folder itself."""
    tops = [path for path in files if path == _METHODOLOGY or path.endswith(f"/{_METHODOLOGY}")]
    folder = min(tops, key=len).removesuffix(_METHODOLOGY) if tops else ""
    if not all(path.startswith(folder) for path in files):
        return files
    return {path.removeprefix(folder): files[path] for path in sorted(files)}


def _too_large(name: str) -> ProblemsFound:
    return _refused(
        name,
        msg("The archive holds more than {files} files or {bytes} bytes."),
        msg("A methodology is a text that people can read."),
        _SMALLER,
        {"files": MOST_FILES, "bytes": MOST_BYTES},
    )


def _refused(where: str, what: str, why: str, mend: str, said: Said | None = None) -> ProblemsFound:
    return ProblemsFound([Problem(Message(what, dict(said or {})), where, Message(why), Message(mend))])
