"""Files that are no bundle, or were made to harm: each gets a clear answer, and nothing is written anywhere else."""

from __future__ import annotations

import io
import stat
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tarazy.engine.words import LANGUAGES, ProblemsFound
from tarazy.exchange.bundle.archive import MOST_BYTES
from tests.exchange.bundle.making import HDI, archived, files_in, hiding, made, outcome_of, published


def honest() -> bytes:
    return made(published(*HDI))


def with_entry(
    name: str, content: bytes = b"x", *, mode: int = stat.S_IFREG | 0o644, compressed: bool = False
) -> bytes:
    file = io.BytesIO(honest())
    with zipfile.ZipFile(file, "a") as archive:
        entry = zipfile.ZipInfo(name)
        entry.create_system = 3
        entry.external_attr = mode << 16
        archive.writestr(entry, content, zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED)
    return file.getvalue()


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate"):
        return with_entry("scores.csv")


def claims_to_be_huge() -> bytes:
    """A bundle whose directory states sizes that are not there."""
    bundle = bytearray(with_entry("methodology/README.md", b"y" * 10))
    directory = bundle.rindex(b"PK\x01\x02")
    for at in (20, 24):
        bundle[directory + at : directory + at + 4] = (MOST_BYTES + 1).to_bytes(4, "little")
    return bytes(bundle)


def replaced(name: str, content: bytes) -> bytes:
    return archived({**files_in(honest()), name: content})


def without(name: str) -> bytes:
    return archived({path: content for path, content in files_in(honest()).items() if path != name})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "no sound ZIP"),
    "text": (lambda: b"unit,period\n", "no sound ZIP"),
    "cut off": (lambda: honest()[:-200], "no sound ZIP"),
    "cut off early": (lambda: honest()[:5_000], "no sound ZIP"),
    "a byte flipped": (lambda: honest().replace(b",69.3", b",69.4", 1), "no sound ZIP"),
    "bomb": (lambda: with_entry("methodology/bomb", b"\0" * 50_000_000, compressed=True), "compressed"),
    "stated size": (claims_to_be_huge, "more than"),
    "path upwards": (lambda: with_entry("../outside.txt"), "no name of a file"),
    "path upwards inside": (lambda: with_entry("methodology/../../outside.txt"), "no name of a file"),
    "absolute": (lambda: with_entry("/tmp/outside.txt"), "no name of a file"),
    "backslash": (lambda: with_entry("..\\outside.txt"), "no name of a file"),
    "folder": (lambda: with_entry("methodology/x/", b""), "no name of a file"),
    "invisible": (lambda: with_entry("methodology/a\u202eb"), "no name of a file"),
    "link": (lambda: with_entry("methodology/link", b"/etc/passwd", mode=stat.S_IFLNK | 0o777), "not an ordinary"),
    "twice": (twice, "this name twice"),
    "no manifest": (lambda: without("manifest.json"), "holds no manifest.json"),
    "no scores": (lambda: without("scores.csv"), "scores.csv is missing"),
    "manifest of another kind": (lambda: replaced("manifest.json", b"{}"), "not what a publication has written"),
    "deep manifest": (lambda: replaced("manifest.json", b"[" * 200_000), "not what a publication has written"),
    "later version": (
        lambda: replaced(
            "manifest.json", files_in(honest())["manifest.json"].replace(b'"version": 1', b'"version": 3')
        ),
        "version 3",
    ),
    "run of another kind": (lambda: replaced("run.json", b"{}"), "not what a publication has written"),
    "no such nodes": (
        lambda: replaced("run.json", files_in(honest())["run.json"].replace(b'"all"', b'"some"')),
        "not what a publication has written",
    ),
    "strange columns": (lambda: replaced("observations.csv", b"unit,value\nA,1\n"), "no row of an observation"),
    "not UTF-8": (lambda: replaced("observations.csv", b"\xff\xfe"), "no row of an observation"),
    "no commitment": (
        lambda: replaced("withheld.csv", b"unit,variable,period,breakdown,series,commitment\nA,b,2024,,survey,zz\n"),
        "no row of an observation",
    ),
    "rows out of order": (
        lambda: replaced("observations.csv", _turned(files_in(honest())["observations.csv"])),
        "not in order",
    ),
    "scores without numbers": (
        lambda: replaced("scores.csv", files_in(honest())["scores.csv"].replace(b",0.802,", b",much,", 1)),
        "stands no number",
    ),
    "scores with other columns": (lambda: replaced("scores.csv", b"unit,score\nA,1\n"), "other columns"),
    "an unknown unit withheld": (
        lambda: replaced(
            "withheld.csv",
            b"unit,variable,period,breakdown,series,commitment\nXX,b,2021,,survey," + b"0" * 64 + b"\n",
        ),
        "none of the units",
    ),
    "a broken methodology": (lambda: replaced("methodology/variables.yaml", b"- - -"), "variables.yaml"),
}


def _turned(table: bytes) -> bytes:
    header, *rows = table.splitlines(keepends=True)
    return b"".join([header, *rows[::-1]])


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_gets_a_clear_answer_in_three_languages(what: str) -> None:
    make, said = HOSTILE[what]
    bundle = make()
    started = time.monotonic()
    with pytest.raises(ProblemsFound) as found:
        outcome_of(bundle)
    assert time.monotonic() - started < 5
    assert said in str(found.value)
    texts = [found.value.problems[0].in_language(lang) for lang in LANGUAGES]
    assert len(set(texts)) == 3


def test_a_file_that_has_no_place_in_a_bundle_is_named() -> None:
    flaws, _ = outcome_of(with_entry("run.sh", b"rm -rf /"))
    assert flaws == ["The file has no place in this bundle."]


def test_nothing_is_written_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("../outside.txt", str(tmp_path / "outside.txt")):
        with pytest.raises(ProblemsFound):
            outcome_of(with_entry(name))
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "outside.txt").exists()


def test_a_key_that_is_open_and_withheld_is_refused() -> None:
    bundle = made(published(*HDI), hiding(lambda key: key.unit == "FIN"))
    files = {**files_in(bundle), "observations.csv": files_in(honest())["observations.csv"]}
    with pytest.raises(ProblemsFound, match="stands twice"):
        outcome_of(archived(files))
