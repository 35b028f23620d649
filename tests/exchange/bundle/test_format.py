"""The format as docs/manual/formats.md writes it: its vector, and tables that need no bundle to be read."""

from __future__ import annotations

from pathlib import Path

from tarazy.cli.main import main
from tarazy.exchange.bundle.merkle import root_of
from tarazy.exchange.bundle.rows import Key, Row, withheld
from tests.exchange.bundle.making import HDI, archived, files_in, made, published

MANUAL = (Path(__file__).parents[3] / "docs/manual/formats.md").read_text(encoding="utf-8")
KEYS = [Key(unit, "beds", "2024", "", "survey") for unit in ("KZ-10", "KZ-11", "KZ-47")]
ROWS = [
    Row(KEYS[0], ("1.5", "0.25", "120", "E", "")),
    Row(KEYS[1], ("0.0", "", "", "", "")),
    Row(KEYS[2], ("", "", "", "M", "")),
]


def test_the_vector_of_the_manual() -> None:
    hidden = withheld(ROWS[0], bytes(range(32)))
    written = (
        ROWS[0].content.decode(),
        hidden.commitment,
        hidden.leaf.hex(),
        root_of([hidden.leaf, ROWS[1].leaf, ROWS[2].leaf]).hex(),
        root_of([row.leaf for row in ROWS]).hex(),
    )
    assert all(one in MANUAL for one in written), written


def test_a_text_with_any_characters_has_one_content_only() -> None:
    texts = ("a,b", 'a"b', "a\nb", "ә\u2028ғ", "a\tb", "", " ")
    assert len({Row(KEYS[0], ("", "", "", "", text)).content for text in texts}) == len(texts)
    assert Row(KEYS[0], ("", "", "", "", 'ә"\n')).content.endswith('"ә\\"\\n",""]'.encode())


def test_its_tables_are_scored_without_anything_of_the_bundle(tmp_path: Path) -> None:
    files = files_in(made(published(*HDI)))
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    given = [str(tmp_path / "methodology"), str(tmp_path / "observations.csv"), "--units", str(tmp_path / "units.csv")]
    assert main(["score", *given, "--period", "2021", "--out", str(tmp_path / "again")]) == 0
    assert (tmp_path / "again" / "scores.csv").read_bytes() == files["scores.csv"]


def test_the_same_files_make_the_same_archive() -> None:
    bundle = made(published(*HDI))
    assert archived(dict(reversed(files_in(bundle).items()))) == bundle
