"""tarazy recompute as its user meets it: another machine, one file, a clear answer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tarazy.cli.main import main
from tarazy.exchange.bundle.manifest import as_json
from tarazy.exchange.bundle.proof import proof_of
from tarazy.exchange.bundle.read import check_bundle
from tarazy.exchange.bundle.rows import Key, salt_of
from tarazy.exchange.bundle.written import rows_of
from tests.exchange.bundle.making import (
    HDI,
    SECRET,
    WALES,
    archived,
    covered_up,
    estimated,
    files_in,
    hiding,
    made,
    published,
    put,
)
from tests.exchange.bundle.test_altered import rank
from tests.exchange.bundle.test_estimated import end_of_an_interval

Said = pytest.CaptureFixture[str]


def of_finland(key: Key) -> bool:
    return (key.unit, key.variable) == ("FIN", "gni_per_capita")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return put(tmp_path, made(published(*HDI)))


@pytest.fixture
def with_withheld(tmp_path: Path) -> Path:
    return put(tmp_path, made(published(*HDI), hiding(of_finland)))


def root_of(path: Path, folder: Path) -> str:
    return check_bundle(path, folder).root


def test_an_honest_bundle_is_equal(bundle: Path, capsys: Said) -> None:
    assert main(["recompute", str(bundle), "--lang", "en"]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0] == "Publication"
    assert lines[1].startswith("Root of the observations: ")
    assert lines[2].startswith("un/hdi/2021  SHA-256 ")
    assert lines[3:] == [
        "Observations: 772; withheld: 0.",
        f"Recomputed and the same, numbers: {7927}.",
        "Equal.",
    ]
    assert "--root" in said.err


@pytest.mark.parametrize(
    ("lang", "title", "last"),
    [("kk", "Жарияланым", "Тең."), ("ru", "Публикация", "Совпадает."), ("en", "Publication", "Equal.")],
)
def test_it_speaks_three_languages(bundle: Path, capsys: Said, lang: str, title: str, last: str) -> None:
    assert main(["recompute", str(bundle), "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[-1]) == (title, last)


def test_replicates_are_drawn_again_unless_nobody_wants_it(tmp_path: Path, capsys: Said) -> None:
    path = put(tmp_path, made(estimated()))
    assert main(["recompute", str(path), "--lang", "en"]) == 0
    drawn, equal = capsys.readouterr().out.splitlines()[-2:]
    assert drawn.startswith("Replicates drawn again: 60, seed 3. The same, numbers: ")
    assert equal == "Equal."
    altered = put(tmp_path, archived(covered_up(end_of_an_interval(files_in(made(estimated()))))))
    assert main(["recompute", str(altered), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "  KAZ, 2021, index, intervals.csv score_high: published " in out
    assert out.endswith("Not equal.\n")
    assert main(["recompute", str(altered), "--lang", "en", "--scores-only"]) == 0
    assert "Replicates" not in capsys.readouterr().out


def test_what_is_withheld_is_counted_by_node(with_withheld: Path, capsys: Said) -> None:
    assert main(["recompute", str(with_withheld), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Observations: 772; withheld: 1." in out
    assert "Not published, rows: 1." in out
    assert "Cannot be recomputed, numbers: 9 rest on a withheld value of their unit, " in out
    assert "  2021, index: own value withheld 1, compared with such 194\n" in out
    assert out.endswith("Equal.\n")


def test_an_altered_number_is_named_and_the_status_is_1(tmp_path: Path, capsys: Said) -> None:
    path = put(tmp_path, archived(covered_up(rank(files_in(made(published(*HDI)))))))
    assert main(["recompute", str(path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "  KAZ, 2021, index, rank: published 55.0, recomputed 56.0\n" in out
    assert out.endswith("Not equal.\n")


def test_the_root_from_the_site_decides(bundle: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "unpacked").mkdir()
    root = root_of(bundle, tmp_path / "unpacked")
    assert main(["recompute", str(bundle), "--root", root.upper(), "--lang", "en"]) == 0
    assert "It is the root that was given." in capsys.readouterr().out
    assert main(["recompute", str(bundle), "--root", "0" * 64, "--lang", "en"]) == 1
    assert "It is not the root that was given" in capsys.readouterr().out


def test_a_body_proves_its_own_withheld_value(with_withheld: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "unpacked").mkdir()
    checked = check_bundle(with_withheld, tmp_path / "unpacked")
    rows = rows_of(published(*HDI))
    at = next(i for i, row in enumerate(rows) if of_finland(row.key))
    for salt, status, said in ((salt_of(SECRET, rows[at].key), 0, "Proved: "), (bytes(32), 1, "Not proved: ")):
        file = tmp_path / "proof.json"
        file.write_bytes(as_json(proof_of(rows, checked.leaves, checked.root, at, salt)))
        assert main(["recompute", str(with_withheld), "--proof", str(file), "--lang", "en"]) == status
        out = capsys.readouterr().out
        assert said in out
        assert "FIN gni_per_capita 2021 statistics" in out


def test_a_file_that_is_none_is_refused_and_a_wrong_call_is_2(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "text.zip").write_text("unit,period\n")
    assert main(["recompute", str(tmp_path / "text.zip"), "--lang", "en"]) == 1
    assert "no sound ZIP archive" in capsys.readouterr().err
    assert main(["recompute", str(tmp_path / "none.zip"), "--lang", "en"]) == 1
    assert main(["recompute", "--lang", "en"]) == 2
    assert "tarazy recompute bundle.zip" in capsys.readouterr().err


def test_another_engine_version_is_named(
    bundle: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: "9.9.9")
    assert main(["recompute", str(bundle), "--lang", "en"]) == 0
    assert "this is Tarazy 9.9.9." in capsys.readouterr().out


def test_1909_areas_take_seconds(tmp_path: Path, capsys: Said) -> None:
    path = put(tmp_path, made(published(*WALES)))
    started = time.monotonic()
    assert main(["recompute", str(path), "--lang", "en"]) == 0
    assert time.monotonic() - started < 20
    assert "numbers: 118358." in capsys.readouterr().out
