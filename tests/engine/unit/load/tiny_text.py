"""The tiny methodology of the tests, and ways to break one thing of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tarazy.engine.load import methodology_from_files
from tarazy.engine.words import ProblemsFound

FOLDER = Path(__file__).parent / "tiny"
METHODOLOGY, VARIABLES = "methodology.yaml", "variables.yaml"
BEDS, DOCTORS, ACCIDENTS = "indicators/health/beds.yaml", "indicators/health/doctors.yaml", "indicators/accidents.yaml"
CASE = "cases/two_oblasts.yaml"


def tiny() -> dict[str, bytes]:
    """The files of the tiny methodology, which is correct."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in paths}


def changed(path: str, old: str, new: str, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The tiny methodology with one passage of one file written otherwise."""
    whole = dict(tiny() if files is None else files)
    text = whole[path].decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    whole[path] = text.replace(old, new).encode()
    return whole


def line_of(path: str, passage: str, files: Mapping[str, bytes] | None = None) -> str:
    """`path:line` of the first line with the passage."""
    lines = (tiny() if files is None else files)[path].decode().split("\n")
    return f"{path}:{next(number for number, line in enumerate(lines, start=1) if passage in line)}"


def refused(files: Mapping[str, bytes]) -> list[str]:
    """What is said of the files, in English, one line a problem; none if they are accepted."""
    try:
        methodology_from_files(files)
    except ProblemsFound as found:
        return [problem.in_language("en") for problem in found.problems]
    return []


def assert_refused(files: Mapping[str, bytes], where: str, *words: str) -> None:
    """Exactly one problem, at the place, in these words."""
    said = refused(files)
    assert len(said) == 1, "\n".join(said) or "nothing was refused"
    assert said[0].startswith(f"{where}: "), said[0]
    for word in words:
        assert word in said[0], f"{word!r} is not in: {said[0]}"
