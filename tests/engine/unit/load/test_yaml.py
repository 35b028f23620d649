"""What YAML allows and a methodology does not."""

from typing import Any

import pytest
from ruamel.yaml import YAML
from yaml import CSafeLoader

from tarazy.engine.load.shipped import shipped_folder
from tests.engine.unit.load.tiny_text import (
    BEDS,
    DOCTORS,
    METHODOLOGY,
    VARIABLES,
    assert_refused,
    changed,
    line_of,
    refused,
    tiny,
)

BETTER = line_of(BEDS, "better")


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("better: higher: lower", ("A colon stands where no key can begin",)),
        ("better higher", ("A key without a colon", "«key: value»")),
        ("better: {a: b", ("A {…} is not closed",)),
        ("better: [a, b", ("A [list] is not closed", "close the bracket")),
        ("  better: higher", ("A colon stands where no key can begin", "indented differently")),
        ("better: 'high' er", ("does not fit the structure", "indentation")),
        ("better: |higher", ("on the same line",)),
        ("better: *", ("begins with * or &",)),
        ("better: - higher", ("A list item begins where none can begin",)),
        ("better: @higher", ("no value can begin with it",)),
        ('better: "\\q"', ("backslash",)),
        ("better: }", ("where a value belongs",)),
        ("better: !<x", ("not well-formed YAML",)),
    ],
)
def test_text_that_is_no_yaml(new: str, words: tuple[str, ...]) -> None:
    said = refused(changed(BEDS, "better: higher", new))
    assert len(said) == 1, said
    assert said[0].startswith(f"{BEDS}:")
    for word in (*words, "beyond this place"):
        assert word in said[0], said[0]


def test_quotes_that_are_never_closed_are_shown_where_they_open() -> None:
    files = tiny() | {BEDS: tiny()[BEDS] + b'note: "never\nends: here\n'}
    assert_refused(files, f"{BEDS}:17:7", "never closed", "Close the quotes")


def test_every_file_that_is_no_yaml_is_reported() -> None:
    files = changed(BEDS, "better: higher", "better: [")
    files = changed(DOCTORS, "better: higher", "better: {", files)
    files = changed(VARIABLES, "variables:\n", "variables: ]\n", files)
    assert {said.partition(":")[0] for said in refused(files)} == {BEDS, DOCTORS, VARIABLES}


def test_an_anchor_and_each_alias() -> None:
    files = changed(BEDS, "unit_of_measure: per_10000", "unit_of_measure: &unit per_10000")
    assert_refused(files, line_of(BEDS, "unit_of"), "&unit gives a name", "Remove the name")
    files = changed(BEDS, "better: higher", "better: *unit", files)
    said = refused(files)
    assert len(said) == 2
    assert "*unit repeats a part of the text" in said[1]


def test_a_merge_key() -> None:
    files = changed(BEDS, "better: higher", "better: higher\n<<: {code: 2}")
    assert_refused(files, f"{BEDS}:7", "merge key <<", "Write the keys out")


@pytest.mark.parametrize("tag", ["!!str", "!python/object:os.system", "!"])
def test_a_tag(tag: str) -> None:
    files = changed(BEDS, "better: higher", f"better: {tag} higher")
    assert_refused(files, BETTER, "forces a type")


def test_several_documents() -> None:
    files = tiny() | {BEDS: tiny()[BEDS] + b"---\nindicator: more\n"}
    assert_refused(files, f"{BEDS}:17", "second document", "---")


def test_a_directive() -> None:
    assert_refused(tiny() | {BEDS: b"%YAML 1.1\n---\n" + tiny()[BEDS]}, f"{BEDS}:1", "directive", "YAML 1.2")


def test_a_duplicate_key_names_both_lines() -> None:
    files = changed(BEDS, "better: higher", "better: higher\nbetter: lower")
    assert_refused(files, f"{BEDS}:7", "«better»", "second time", "line 6")


def test_a_duplicate_key_deep_inside() -> None:
    files = changed(BEDS, "low: 20, high: 80", "low: 20, high: 80, low: 30")
    assert_refused(files, line_of(BEDS, "2020-01-01"), "«low»", "second time")


def test_a_quoted_key() -> None:
    said = refused(changed(BEDS, "better: higher", '"better": higher'))
    assert len(said) == 1
    assert said[0].startswith(f"{BETTER}: The key «better» is in quotes")


def test_a_key_that_is_no_word() -> None:
    assert_refused(changed(BEDS, "better: higher", "better: higher\n? [a, b]\n: c"), f"{BEDS}:7", "not a plain word")
    assert_refused(changed(BEDS, "better: higher", "better: higher\n: c"), f"{BEDS}:7:1", "does not fit the structure")


def test_deep_text_is_refused_gently() -> None:
    deep = "uncertainty:\n  note: " + "[" * 5_000 + "]" * 5_000 + "\n"
    text = tiny()[METHODOLOGY].decode()
    said = refused(tiny() | {METHODOLOGY: (text[: text.index("uncertainty")] + deep).encode()})
    assert len(said) == 1
    assert "deeper than 24 levels" in said[0]


def test_a_part_that_holds_an_alias_is_not_read_on() -> None:
    files = changed(METHODOLOGY, "decimals: 3, source", "decimals: *three, source")
    assert_refused(files, line_of(METHODOLOGY, "decimals: 3"), "*three repeats a part")


def test_a_bomb_of_aliases_never_grows() -> None:
    bomb = 'a: &a ["x","x"]\n' + "".join(
        f"{b}: &{b} [*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    said = refused(tiny() | {BEDS: bomb.encode()})
    assert any("&a gives a name" in line for line in said)
    assert any("*h repeats a part" in line for line in said)


def _seen(event: Any) -> tuple[Any, ...]:
    ends = [(mark.index, mark.line, mark.column) for mark in (event.start_mark, event.end_mark)]
    return type(event).__name__, getattr(event, "value", None), getattr(event, "style", None) or "", *ends


def test_a_parser_of_another_family_sees_the_same_in_every_shipped_file() -> None:
    files = sorted(shipped_folder("methodologies").rglob("*.yaml"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        parser, ours = CSafeLoader(text), []
        while parser.check_event():
            ours.append(_seen(parser.get_event()))
        assert ours == [_seen(event) for event in YAML(typ="safe", pure=True).parse(text)], path
