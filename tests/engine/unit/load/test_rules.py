"""Numbers and dates that cannot stand together, and the methods' own flaws."""

from tests.engine.unit.load.tiny_text import (
    ACCIDENTS,
    BEDS,
    CASE,
    DOCTORS,
    METHODOLOGY,
    VARIABLES,
    assert_refused,
    changed,
    line_of,
    refused,
    tiny,
)


def test_points_that_do_not_rise() -> None:
    said = refused(changed(METHODOLOGY, "points: {low: 0, high: 100", "points: {low: 100, high: 100"))
    assert said[0].startswith(f"{line_of(METHODOLOGY, 'points:')}: The scale of points begins at 100")
    files = changed(METHODOLOGY, "high: 100, decimals: 1", "high: 100, decimals: 40")
    assert_refused(files, line_of(METHODOLOGY, "points:"), "number of decimals is 40")


def test_in_force_backwards() -> None:
    files = changed(METHODOLOGY, "to: 2027-12-31", "to: 2023-12-31")
    assert_refused(files, line_of(METHODOLOGY, "in_force"), "in force from 2024-01-01 to 2023-12-31")


def test_assessed_periods_backwards_or_of_another_length() -> None:
    place = line_of(METHODOLOGY, "assessed_periods")
    assert_refused(changed(METHODOLOGY, "to: 2025", "to: 2021"), place, "run from 2022 to 2021")
    assert_refused(changed(METHODOLOGY, "to: 2025", "to: 2025-Q1"), place, "«2025-Q1» is not a year")
    assert_refused(changed(METHODOLOGY, "to: 2025", "to: 2025/2026"), place, "«2025/2026» is not a year")
    said = refused(changed(METHODOLOGY, "period: year", "period: month"))
    assert len(said) == 2


def test_weights_that_do_not_sum() -> None:
    files = changed(METHODOLOGY, "{health: 0.5, roads: 0.5}", "{health: 0.5, roads: 0.4}")
    assert_refused(files, line_of(METHODOLOGY, "health: 0.5"), "The weights sum to 0.9")


def test_weights_of_other_children() -> None:
    files = changed(METHODOLOGY, "{health: 0.5, roads: 0.5}", "{health: 0.5, rail: 0.5}")
    said = refused(files)
    assert all(one.startswith(line_of(METHODOLOGY, "health: 0.5")) for one in said)
    assert any("The child roads has no weight" in one for one in said)
    assert any("A weight is given to rail" in one for one in said)


def test_goalposts_that_coincide_or_are_reversed() -> None:
    place = line_of(BEDS, "2020-01-01")
    assert_refused(changed(BEDS, "low: 20, high: 80", "low: 80, high: 80"), place, "The lower goalpost 80")
    assert_refused(changed(BEDS, "low: 20, high: 80", "low: 90, high: 80"), place, "The lower goalpost 90")


def test_goalposts_without_logarithm() -> None:
    files = changed(DOCTORS, "{low: 10, high: 60", "{low: 0, high: 60")
    assert_refused(files, line_of(DOCTORS, "fixed"), "is not above zero")


def test_goalposts_neither_dated_nor_fixed() -> None:
    text = tiny()[DOCTORS].decode()
    line = next(line for line in text.split("\n") if "fixed" in line)
    said = refused(changed(DOCTORS, line + "\n", ""))
    assert len(said) == 1
    assert said[0].startswith(f"{DOCTORS}:10: ")
    assert "'dated'" in said[0]


def test_dated_rows_out_of_order_or_of_one_day() -> None:
    rows = line_of(BEDS, "2024-01-01")
    files = changed(BEDS, "from: 2024-01-01", "from: 2019-01-01")
    assert_refused(files, rows, "The row of 2019-01-01 stands after the row of 2020-01-01")
    files = changed(BEDS, "from: 2024-01-01", "from: 2020-01-01")
    assert_refused(files, rows, "begin on the same day: 2020-01-01")


def test_nothing_in_force_in_the_first_period() -> None:
    files = changed(BEDS, '    - {from: 2020-01-01, low: 20, high: 80, source: "Invented for tests"}\n', "")
    assert_refused(files, f"{BEDS}:15", "begins on 2024-01-01", "ended (2022-12-31)", "begins earlier")


def test_bands_that_do_not_ascend_or_begin_elsewhere() -> None:
    files = changed(METHODOLOGY, "from: 60}", "from: 0}")
    assert_refused(files, line_of(METHODOLOGY, "from: 60}"), "The band high begins at 0")
    files = changed(METHODOLOGY, "from: 0}", "from: 10}")
    assert_refused(files, line_of(METHODOLOGY, "from: 0}"), "The first band begins at 10")


def test_a_kind_named_twice() -> None:
    files = changed(ACCIDENTS, "[oblast]", "[oblast, oblast]")
    assert_refused(files, line_of(ACCIDENTS, "kinds: ["), "oblast is named twice")


def test_a_word_named_twice() -> None:
    files = changed(METHODOLOGY, "[oblast, city]", "[oblast, city, oblast]")
    assert_refused(files, line_of(METHODOLOGY, "[oblast, city]"), "«assessed_kinds» names «oblast» twice")
    files = changed(VARIABLES, "[verified, statistics]", "[verified, verified]")
    assert_refused(files, line_of(VARIABLES, "[verified"), "«series» names «verified» twice")


# Worked examples


def test_a_case_names_only_what_there_is() -> None:
    files = changed(CASE, "node: beds, value: 52.5", "node: bed, value: 52.5")
    assert_refused(files, line_of(CASE, "52.5, score"), "«bed» under «node»", "Did you mean «beds»?")
    files = changed(CASE, "node: beds, reason: missing", "node: beds, band: lows")
    assert_refused(files, line_of(CASE, "reason: missing"), "«lows» under «band»", "Did you mean «low»?")
    files = changed(CASE, "{unit: A-2, node: beds", "{unit: A-3, node: beds")
    assert_refused(files, line_of(CASE, "reason: missing"), "«A-3» under «unit»")
    files = changed(CASE, "variable: hospital_beds, status", "variable: beds_all, status")
    assert_refused(files, line_of(CASE, "status"), "«beds_all» under «variable»")


def test_what_could_not_be_read_makes_no_case_wrong() -> None:
    files = tiny()
    files[METHODOLOGY] = files[METHODOLOGY].replace(b"\n", b"\r\n")
    files = changed(CASE, "node: beds, reason: missing", "node: health, band: low", files)
    assert_refused(files, f"{METHODOLOGY}:1", "carriage return")
    files = changed(METHODOLOGY, "method: thresholds", "method: threshold")
    files = changed(CASE, "node: beds, reason: missing", "node: beds, band: low", files)
    assert_refused(files, line_of(METHODOLOGY, "method: thresholds"), "Did you mean «thresholds»?")


def test_a_case_with_one_unit_twice() -> None:
    files = changed(CASE, "{unit: A-2, kind: oblast", "{unit: A-1, kind: city")
    said = refused(files)
    assert any(one.startswith(f"{CASE}:7: The case names the unit «A-1» twice") for one in said)


def test_a_case_that_compares_nothing() -> None:
    files = changed(CASE, "node: beds, reason: missing", "node: beds")
    assert_refused(files, line_of(CASE, "reason: missing"), "can never fail")


def test_a_case_that_does_not_say_how_exactly() -> None:
    files = changed(CASE, "score: 54.167, decimals: 3", "score: 54.167")
    assert_refused(files, line_of(CASE, "54.167"), "to how many decimals")


def test_a_case_in_a_file_of_another_name() -> None:
    files = tiny()
    files["cases/one.yaml"] = files.pop(CASE)
    assert_refused(files, "cases/one.yaml:1", "«two_oblasts»", "«one.yaml»")
