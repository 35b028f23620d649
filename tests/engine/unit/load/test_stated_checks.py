"""What a methodology states of the figures that bodies fill in, and what follows from re-verification."""

from __future__ import annotations

import pytest

from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.write import files_of
from tests.engine.unit.load.tiny_text import METHODOLOGY, VARIABLES, assert_refused, changed, line_of, refused, tiny

SOURCE = 'source: "Invented for tests", date: 2024-01-01'
RELATION = f"check: relation, severity: stop, left: doctors_all, sense: not_above, right: 0.5 * beds_all, {SOURCE}"
NOT_REPORTED = "«population», which no body reports"
SUM = f"check: sum_of_parts, severity: explain, parts: [doctors_all, accidents_all], whole: beds_all, {SOURCE}"
CHECKS = (
    RELATION,
    SUM,
    f"check: shares, severity: stop, parts: [doctors_all, beds_all], sum_to: 100, rounded_to: 0.1, {SOURCE}",
    f"check: changed, variables: [beds_all], change_percent: 30, change_by: 5, {SOURCE}",
    f"check: against_others, variables: [beds_all], modified_z_score: 4, others_at_least: 8, {SOURCE}",
    f"check: sources_disagree, variables: [beds_all], sources_differ_percent: 1, {SOURCE}",
    f"check: over_achievement, variables: [beds_all], above_target_percent: 10, {SOURCE}",
    f"check: stale_file, variables: [beds_all, doctors_all], older_days: 30, {SOURCE}",
    f"check: same_as_last_year, same_at_least: 3, {SOURCE}",
    f"check: last_digits, digits_from: 50, last_digits_at_least: 60, digits_chance: 0.01, {SOURCE}",
    f"check: bunching, variable: beds_all, thresholds: [80, 90], width: 2.5, {SOURCE}",
)
NOT_EVIDENCED = "value: excluded"
DIFFERS = "value: replaced"
VERIFICATION = f"""verification:
  not_evidenced: {{{NOT_EVIDENCED}}}
  differs: {{{DIFFERS}, above_percent: 5}}
  source: "Invented for tests"
  date: 2024-01-01
"""
POINTS = 'penalty: {points: 2, ground: {kk: "Н", ru: "О", en: "G"}}'


def stating(*checks: str, reported: bool = True, **parts: str) -> dict[str, bytes]:
    """The tiny methodology, in which bodies report all but the population, with stated checks."""
    files = tiny()
    text = files[VARIABLES].decode()
    if reported:
        head, population, tail = text.partition("  - variable: population")
        text = (
            head.replace("[verified, statistics]", "[verified, self-report]").replace(
                "[statistics]", "[verified, self-report]"
            )
            + population
            + tail.replace(
                '"severity=any"}\n    series: [statistics]', '"severity=any"}\n    series: [verified, self-report]'
            )
        )
    text += "".join(("checks:\n", *(f"  - {{{check}}}\n" for check in checks))) if checks else ""
    files[VARIABLES] = text.encode()
    files[METHODOLOGY] += parts.get("general", "").encode()
    return files


def test_every_check_is_read_and_written_back_as_it_was() -> None:
    stated = methodology_from_files(stating(*CHECKS))
    assert len({check.id for check in stated.checks}) == len(CHECKS)
    again = methodology_from_files({path: text.encode() for path, text in files_of(stated).items()})
    assert again.checks == stated.checks


@pytest.mark.parametrize(
    ("check", "passage", "words"),
    [
        (RELATION.replace("left: doctors_all", "left: doctor_all"), "check: relation", "Did you mean «doctors_all»?"),
        (RELATION.replace("left: doctors_all", "left: population"), "check: relation", NOT_REPORTED),
        (RELATION.replace("0.5 * beds_all", "2 * population"), "check: relation", NOT_REPORTED),
        (RELATION.replace("severity: stop", "severity: halt"), "check: relation", "Choose one of them"),
        (RELATION.replace(f", {SOURCE}", ""), "check: relation", "«checks» has no «source»"),
        (SUM.replace("accidents_all]", "beds_all]"), "check: sum_of_parts", "«beds_all» is a part of itself"),
        (SUM.replace("accidents_all]", "doctors_all]"), "check: sum_of_parts", "names «doctors_all» twice"),
        (CHECKS[3].replace("check: changed", "check: change"), "check: change", "Did you mean «changed»?"),
        (CHECKS[3].replace("change_percent: 30", "change_percent: -1"), "check: changed", "It must be 0 or more"),
        (CHECKS[10].replace("width: 2.5", "width: 0"), "check: bunching", "It must be greater than 0"),
        (CHECKS[10].replace("[80, 90]", "[]"), "check: bunching", "It needs at least 1"),
    ],
)  # fmt: skip
def test_what_could_never_speak_is_refused(check: str, passage: str, words: str) -> None:
    files = stating(check)
    said = refused(files)
    assert any(one.startswith(f"{line_of(VARIABLES, passage, files)}: ") and words in one for one in said), said


def test_a_relation_looks_at_one_period() -> None:
    files = stating(RELATION)
    row = "\n    ".join(RELATION.replace("0.5 * beds_all", "lag(beds_all; 1)").split(", ")).replace(";", ",")
    files = changed(VARIABLES, f"{{{RELATION}}}", row, files)
    assert_refused(files, line_of(VARIABLES, "right:", files), "reads an earlier period", "check: changed")


def test_the_same_check_of_the_same_variables_is_stated_once() -> None:
    other = CHECKS[3].replace("change_percent: 30", "change_percent: 40")
    files = stating(CHECKS[3], other)
    assert_refused(files, line_of(VARIABLES, "change_percent: 40", files), "stated a second time")


def test_only_one_unit_of_measure_is_added_up() -> None:
    files = stating(SUM)
    doctors = '"Doctors at the end of the year"}\n    unit_of_measure: '
    files = changed(VARIABLES, f"{doctors}number", f"{doctors}per_10000", files)
    said = refused(files)
    assert any("«doctors_all» is in per_10000, and «beds_all» is in number" in one for one in said), said


def test_what_follows_from_verification_is_read_and_written_back() -> None:
    stated = methodology_from_files(stating(general=VERIFICATION))
    assert stated.verification is not None
    assert (stated.verification.not_evidenced.value, stated.verification.differs.above_percent) == ("excluded", 5.0)
    again = methodology_from_files({path: text.encode() for path, text in files_of(stated).items()})
    assert again.verification == stated.verification


def test_points_need_a_node_that_takes_them() -> None:
    files = stating(general=VERIFICATION.replace(NOT_EVIDENCED, f"{NOT_EVIDENCED}, {POINTS}"))
    said = refused(files)
    place = line_of(METHODOLOGY, "points: 2", files)
    assert said[0].startswith(f"{place}: "), said[0]
    assert "no node above «beds» takes penalty points" in said[0]


def test_a_variable_that_is_not_verified_has_no_consequence() -> None:
    own = VERIFICATION.replace("\n", "\n    ").rstrip()
    files = stating(reported=False)
    files = changed(VARIABLES, 'severity=any"}\n', f'severity=any"}}\n    {own}\n', files)
    assert_refused(files, line_of(VARIABLES, "verification:", files), "lack self-report or verified")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("value: excluded", "value: replaced", "It can be: as_reported, excluded, previous"),
        ("value: replaced", "value: previous", "It can be: excluded, replaced"),
        ("above_percent: 5", "above_percent: -5", "It must be 0 or more"),
        ('  source: "Invented for tests"\n', "", "«verification» has no «source»"),
    ],
)
def test_a_consequence_that_is_none_is_refused(old: str, new: str, words: str) -> None:
    assert VERIFICATION.count(old) == 1
    said = refused(stating(general=VERIFICATION.replace(old, new)))
    assert any(words in one for one in said), said
