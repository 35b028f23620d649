"""Keys that are unknown or missing, and parts of another kind."""

from tests.engine.unit.load.tiny_text import (
    BEDS,
    METHODOLOGY,
    VARIABLES,
    assert_refused,
    changed,
    line_of,
    refused,
    tiny,
)


def test_an_unknown_key_and_the_nearest() -> None:
    files = changed(BEDS, "better: higher", "beter: higher")
    assert_refused(files, line_of(BEDS, "better"), "no key «beter»", "Did you mean «better»?")


def test_an_unknown_key_that_resembles_none() -> None:
    files = changed(BEDS, "better: higher", "better: higher\nzzz: 5")
    assert_refused(files, f"{BEDS}:7", "no key «zzz»", "Remove the key")


def test_a_key_with_a_cyrillic_letter() -> None:
    files = changed(BEDS, "better: higher", "bеtter: higher")
    assert_refused(files, line_of(BEDS, "better"), "letter «е» at position 2", "Latin keyboard")


def test_a_key_with_an_invisible_letter() -> None:
    files = changed(BEDS, "better: higher", "\N{NO-BREAK SPACE}better: higher")
    assert_refused(files, line_of(BEDS, "better"), "U+00A0", "position 1", "ordinary spaces")


def test_a_step_that_belongs_to_another_node() -> None:
    files = changed(BEDS, "better: higher", "better: higher\nweigh: {method: equal}")
    assert_refused(files, f"{BEDS}:7", "no key «weigh»")


def test_a_missing_key() -> None:
    assert_refused(changed(BEDS, "better: higher\n", ""), f"{BEDS}:1", "«indicator» has no «better»")
    files = changed(BEDS, "missing: {method: leave}\n", "")
    assert_refused(files, f"{BEDS}:1", "«indicator» has no «missing»")
    files = changed(METHODOLOGY, "rank: {method: competition, order: highest_first}\n", "")
    assert_refused(files, line_of(METHODOLOGY, "methodology"), "has no «rank»")


def test_a_missing_key_of_a_method() -> None:
    files = changed(METHODOLOGY, "floor: 0.5, ", "")
    assert_refused(files, line_of(METHODOLOGY, "floor"), "«missing» has no «floor»")
    files = changed(METHODOLOGY, "floor: 0.5, ", "floor: 0.5, ceiling: 1, ")
    assert_refused(files, line_of(METHODOLOGY, "floor"), "no key «ceiling»", "date, floor, method, source")


def test_a_key_without_a_value() -> None:
    assert_refused(changed(BEDS, "better: higher", "better:"), line_of(BEDS, "better"), "«better» has no value")


def test_a_list_where_keys_belong_and_the_other_way_round() -> None:
    files = changed(BEDS, "missing: {method: leave}", "missing: [leave]")
    assert_refused(files, line_of(BEDS, "missing"), "«missing» is not a group of keys", "method")
    files = changed(BEDS, '["3.8"]', '{goal: "3.8"}')
    assert_refused(files, line_of(BEDS, "goals"), "«goals» is not a list")
    files = changed(BEDS, '["3.8"]', '"3.8"')
    assert_refused(files, line_of(BEDS, "goals"), "«goals» is not a list")
    assert_refused(changed(BEDS, "missing: {method: leave}", "missing: leave"), line_of(BEDS, "missing"), "group")


def test_a_file_that_is_one_list() -> None:
    said = refused(tiny() | {VARIABLES: b"- a\n- b\n"})
    assert any(one.startswith(f"{VARIABLES}:1: «variables.yaml» is not a group of keys") for one in said)


def test_empty_lists() -> None:
    said = refused(changed(METHODOLOGY, "children: [accidents]", "children: []"))
    assert any("The list «children» has 0 items" in one for one in said)
    files = changed(BEDS, '["3.8"]', "[]")
    assert_refused(files, line_of(BEDS, "goals"), "The list «goals» has 0 items", "leave out a key")
