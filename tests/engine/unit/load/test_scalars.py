"""Values that are not written as the format wants them."""

import pytest

from tarazy.engine.load.forms import methods_at
from tests.engine.unit.load.tiny_text import (
    ACCIDENTS,
    BEDS,
    CASE,
    METHODOLOGY,
    VARIABLES,
    assert_refused,
    changed,
    line_of,
    refused,
)

LOW = line_of(BEDS, "2020-01-01")


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1_000", ("with an underscore", "1_000 as 1000")),
        ("010000000", ("with a leading zero",)),
        ("0o17", ("another base", "0o17 as 15")),
        ("0x1F", ("another base",)),
        (".inf", ("no finite number",)),
        ("-.inf", ("no finite number",)),
        (".nan", ("no finite number",)),
        ("NaN", ("no finite number",)),
        ("1e400", ("beyond what a computer can hold",)),
        ("1e-400", ("beyond what a computer can hold",)),
        ("2 0", ("a space inside the number",)),
        ("2\N{NO-BREAK SPACE}0", ("U+00A0", "position 2", "non-breaking space")),
        ("2\N{NARROW NO-BREAK SPACE}0", ("U+202F",)),
        ("2О", ("letter «О» at position 2", "look like digits")),
        ("\N{MINUS SIGN}5", ("a dash, not a minus",)),
        ("+5", ("a plus sign",)),
        (".5", ("without a digit on one side", "Write 0.5.")),
        ("5.", ("without a digit on one side", "Write 5.")),
        ("20%", ("a percent sign",)),
        ("twenty", ("which is not a number", "decimal point")),
        ("yes", ("which is not a number",)),
        ('"20"', ("in quotes", "Remove the quotes")),
        ("[20]", ("where one value belongs",)),
        ("null", ("has no value",)),
        ("~", ("has no value",)),
    ],
)
def test_what_is_no_number(written: str, words: tuple[str, ...]) -> None:
    assert_refused(changed(BEDS, "low: 20,", f"low: {written},"), LOW, "«low»", *words)


def test_a_decimal_comma_in_a_block() -> None:
    files = changed(METHODOLOGY, "level_percent: 90", "level_percent: 97,5")
    assert_refused(files, line_of(METHODOLOGY, "level_percent"), "with a comma", "Write 97.5.")


def test_a_decimal_comma_between_braces_makes_a_key() -> None:
    files = changed(BEDS, "low: 20,", "low: 20,5,")
    assert_refused(files, LOW, "The comma in «20,5»", "«5» a key of its own", "decimal mark is a point")


@pytest.mark.parametrize("written", ["20", "20.0", "-20", "0", "2e1", "2.5E-3", "-0.0"])
def test_numbers_in_their_one_spelling(written: str) -> None:
    assert refused(changed(BEDS, "low: 20,", f"low: {written},")) == []


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("1.5", ("not a whole number",)),
        ("-1", ("It must be 0 or more",)),
        ("99", ("It must be 15 or less",)),
        ("3.0", ("not a whole number",)),
    ],
)
def test_what_is_no_count_of_decimals(written: str, words: tuple[str, ...]) -> None:
    files = changed(METHODOLOGY, "decimals: 3", f"decimals: {written}")
    assert_refused(files, line_of(METHODOLOGY, "decimals: 3"), *words)


def test_a_share_beyond_one() -> None:
    files = changed(METHODOLOGY, "floor: 0.5", "floor: 50")
    assert_refused(
        files, line_of(METHODOLOGY, "floor"), "«floor» is 50", "1 or less", "Write 0.5 if 50 percent is meant."
    )


@pytest.mark.parametrize(
    "written", ["01.01.2024", "2024-13-01", "2024-02-30", "2024-1-1", "2024", "2024-01-01T00:00:00"]
)
def test_what_is_no_date(written: str) -> None:
    files = changed(METHODOLOGY, "in_force: {from: 2024-01-01", f"in_force: {{from: {written}")
    assert_refused(files, line_of(METHODOLOGY, "in_force"), "not a date", "Write ")


def test_a_quoted_date() -> None:
    files = changed(METHODOLOGY, "in_force: {from: 2024-01-01", 'in_force: {from: "2024-01-01"')
    assert_refused(files, line_of(METHODOLOGY, "in_force"), "in quotes")


@pytest.mark.parametrize("written", ["yes", "True", "on", "1"])
def test_what_is_neither_true_nor_false(written: str) -> None:
    files = changed(METHODOLOGY, "criterion: true", f"criterion: {written}")
    assert_refused(files, line_of(METHODOLOGY, "criterion"), "neither true nor false")


def test_a_word_that_is_not_known_and_the_nearest() -> None:
    files = changed(BEDS, "better: higher", "better: highest")
    assert_refused(files, line_of(BEDS, "better"), "It can be: higher, lower", "Did you mean «higher»?")
    files = changed(BEDS, "better: higher", 'better: "higher"')
    assert_refused(files, line_of(BEDS, "better"), "in quotes")


def test_a_method_that_is_not_known() -> None:
    files = changed(BEDS, "  method: goalposts", "  method: goalpost")
    assert_refused(files, line_of(BEDS, "method: goalposts"), "min_max", "Did you mean «goalposts»?")


def test_a_method_that_is_not_named() -> None:
    files = changed(ACCIDENTS, "{method: min_max, within: period}", "{within: period}")
    assert_refused(files, line_of(ACCIDENTS, "normalise"), "does not say by which method", "rank_exponential")


def test_a_method_that_is_for_dimensions_only() -> None:
    files = changed(ACCIDENTS, "missing: {method: leave}", "missing: {method: exclude}")
    possible = f"It can be: {', '.join(sorted(methods_at('missing', 'indicator')))}."
    assert_refused(files, line_of(ACCIDENTS, "missing"), "«method» is «exclude»", possible)


@pytest.mark.parametrize("version", ["2024.1", "2024.10", "1.0"])
def test_a_version_without_quotes(version: str) -> None:
    files = changed(METHODOLOGY, 'version: "2024.1"', f"version: {version}")
    assert_refused(
        files, line_of(METHODOLOGY, "version"), "without quotes", "2024.10 would become 2024.1", f'"{version}"'
    )


def test_a_version_that_cannot_be_a_folder() -> None:
    files = changed(METHODOLOGY, 'version: "2024.1"', 'version: "2024/1"')
    assert_refused(files, line_of(METHODOLOGY, "version"), "cannot be a version")


def test_a_code_a_source_and_a_goal_without_quotes() -> None:
    assert_refused(changed(BEDS, 'code: "1.1"', "code: 1.1"), line_of(BEDS, "code"), "without quotes")
    assert_refused(changed(BEDS, '["3.8"]', "[3.8]"), line_of(BEDS, "goals"), "«goals»", "without quotes")
    files = changed(METHODOLOGY, 'source: "Invented for tests"\nin_force', "source: Law No. 5\nin_force")
    assert_refused(files, line_of(METHODOLOGY, 'source: "Invented for tests"'), "without quotes", '"Law No. 5"')


def test_a_text_without_quotes() -> None:
    files = changed(BEDS, 'en: "Hospital beds"', "en: Hospital beds")
    assert_refused(files, line_of(BEDS, "title"), "«en» is written without quotes: Hospital beds", "comma")


def test_a_comma_in_a_text_without_quotes_makes_a_second_key() -> None:
    said = refused(changed(BEDS, 'ru: "Обеспеченность койками"', "ru: Койки, всего"))
    assert len(said) == 2
    assert any("makes «всего» a key of its own" in one and "whole text into quotes" in one for one in said)
    assert any("«ru» is written without quotes: Койки" in one for one in said)


def test_empty_texts() -> None:
    title = line_of(BEDS, "title")
    assert_refused(changed(BEDS, 'en: "Hospital beds"', 'en: ""'), title, "The text of «en» is empty")
    assert_refused(changed(BEDS, 'en: "Hospital beds"', 'en: "  "'), title, "The text of «en» is empty")


def test_a_text_that_lacks_a_language() -> None:
    files = changed(BEDS, ', en: "Hospital beds"', "")
    assert_refused(files, line_of(BEDS, "title"), "«title»", "one language: en", 'Add «en: "…"»')


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (BEDS, "indicator: beds", 'indicator: "beds"', ("in quotes",)),
        (BEDS, "indicator: beds", "indicator: Beds", ("cannot be an id",)),
        (METHODOLOGY, "methodology: test/tiny", "methodology: tiny", ("place/name",)),
        (METHODOLOGY, "[oblast, city]", "[oblast, city of rank]", ("cannot be a code",)),
        (METHODOLOGY, "[oblast, city]", "all", ("«all»", "It can be: any")),
        (METHODOLOGY, "from: 2022,", 'from: "2022",', ("in quotes",)),
        (METHODOLOGY, "from: 2022,", "from: 22,", ("not a period",)),
        (VARIABLES, "{variable: doctors,", "{variable: Doctors,", ("name of an observed variable",)),
        (VARIABLES, 'breakdown: "severity=any"', "breakdown: severity=any", ("without quotes",)),
        (CASE, "status: O", "status: missing", ("not a status",)),
        (CASE, "reason: missing", "reason: 5", ("not a reason",)),
        (CASE, "reason: missing", "reason: mising", ("not a reason", "below_coverage")),
        (CASE, "value: 500000}", "value: 5e5, series: official}", ("«series»", "self-report")),
    ],
)
def test_other_strings(path: str, old: str, new: str, words: tuple[str, ...]) -> None:
    said = refused(changed(path, old, new))
    assert said
    assert said[0].startswith(line_of(path, old.split(",")[0])), said
    for word in words:
        assert word in said[0], said[0]


def test_a_cyrillic_letter_in_an_id() -> None:
    files = changed(METHODOLOGY, "  - dimension: health", "  - dimension: heаlth")
    said = refused(files)
    assert said[0].startswith(line_of(METHODOLOGY, "- dimension: health"))
    assert "letter «а» at position 3, which is not Latin" in said[0]
    assert "Latin keyboard: health" in said[0]


def test_a_cyrillic_letter_in_a_word() -> None:
    files = changed(BEDS, "better: higher", "better: hіgher")
    assert_refused(files, line_of(BEDS, "better"), "letter «і» at position 2", "Latin keyboard: higher")


def test_an_invisible_letter_in_a_word_and_in_an_id() -> None:
    files = changed(BEDS, "better: higher", "better: higher\N{NO-BREAK SPACE}")
    assert_refused(files, line_of(BEDS, "better"), "U+00A0", "position 7")
    files = changed(METHODOLOGY, "[oblast, city]", "[oblast, city\N{ZERO WIDTH SPACE}]")
    assert_refused(files, line_of(METHODOLOGY, "[oblast"), "U+200B", "position 5")


def test_a_cyrillic_letter_in_the_code_of_a_unit() -> None:
    said = refused(changed(CASE, "{unit: A-1, kind", "{unit: А-1, kind"))
    assert any("letter «А» at position 1" in one and ": A-1" in one for one in said)
