"""Faults that authors make, all in one methodology, and everything that is said of them in each language.

    python -m tests.engine.unit.load.gallery

writes the reports anew into gallery/. Read what changed before you commit it: does each line say what is wrong, where,
why it cannot stand, and what to write instead?
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tarazy.engine.load import methodology_from_files
from tarazy.engine.words import LANGUAGES, Problem, ProblemsFound
from tests.engine.unit.load.tiny_text import ACCIDENTS, BEDS, CASE, DOCTORS, METHODOLOGY, VARIABLES, changed, tiny

FOLDER = Path(__file__).parent / "gallery"

# Behind the last variable: checks of names that nobody knows or reports, of a whole that is its own part, of none.
CHECKS = """\
reported_by: {kk: "Полиция", ru: "Полиция", en: "Police"}
    verification:
      not_evidenced: {value: replaced}
      differs: {value: replaced, penalty: {points: 0, ground: {kk: "Н", ru: "О", en: "G"}}}
      source: "Invented for tests"
      date: 2024-01-01
checks:
  - {check: relaton, severity: stop, left: doctors_all, sense: equal, right: beds_all, source: "Invented"}
  - check: relation
    severity: stop
    left: doctor_all
    sense: not_above
    right: lag(accidents_all, 1)
    source: "Invented for tests"
    date: 2024-01-01
  - check: sum_of_parts
    severity: stop
    parts: [doctors_all, accidents_all]
    whole: doctors_all
    source: "Invented for tests"
    date: 2024-01-01
  - {check: bunching, variable: accidents_all, thresholds: [5], width: 0, source: "Invented", date: 2024-01-01}
"""
# One file where one word was written and another belongs; what follows from a fault is a fault of the gallery too.
FAULTS = (
    (METHODOLOGY, "methodology: test/tiny", "methodology: Test/Tiny"),
    (METHODOLOGY, 'version: "2024.1"', "version: 2024.10"),
    (METHODOLOGY, "in_force: {from: 2024-01-01, to: 2027-12-31}", "in_force: {from: 31.12.2027, to: 2024-02-30}"),
    (METHODOLOGY, "assessed_periods: {from: 2022, to: 2025}", "assessed_periods: {from: 2025, to: 2022}"),
    (METHODOLOGY, "points: {low: 0, high: 100, decimals: 1", "points: {low: 100, high: 0, decimals: 13"),
    (METHODOLOGY, "period: year", "period: annual"),
    (METHODOLOGY, "floor: 0.5", "floor: 50"),
    (METHODOLOGY, "weights: {health: 0.6, roads: 0.4}", "weights: {health: 0,6, roads: 0.4}"),
    (METHODOLOGY, "weights: {health: 0.5, roads: 0.5}", "weights: {health: 0.5, roads: 0.6}"),
    (METHODOLOGY, "criterion: true", "criterion: yes"),
    (METHODOLOGY, "children: [beds, doctors]", "children: [beds, doctor]"),
    (METHODOLOGY, "children: [accidents]", "children: [accidents, health]"),
    (METHODOLOGY, 'en: "Roads"}\n    missing: {method: leave}', 'en: "Roads"}\n    missing: exclude'),
    (METHODOLOGY, "band:\n  method: thresholds\n", "band:\n"),
    (METHODOLOGY, "- {band: high,", "- {band: Very High,"),
    (VARIABLES, "  - variable: beds_all", "  - variable: log"),
    (VARIABLES, "series: [verified, statistics]", "series: verified"),
    (VARIABLES, "range: {low: 0, high: 1000000}", "range: {low: 1 000 000, high: 0}"),
    (VARIABLES, 'ru: "Всего врачей"', "ru: Всего врачей, чел."),
    (VARIABLES, ', en: "Road accidents"}', "}"),
    (VARIABLES, "observed: {variable: population", "observed: {variable: Population"),
    (VARIABLES, 'reported_by: {kk: "Полиция", ru: "Полиция", en: "Police"}\n', CHECKS),
    (BEDS, "better: higher", "better: hihger"),
    (BEDS, "unit_of_measure: per_10000", "unit_of_measure: tenge"),
    (BEDS, "value: 10000 * beds_all / population", "value: 10000 * beds_all / populatoin"),
    (BEDS, "low: 20, high: 80", "low: \N{MINUS SIGN}20, high: 80%"),
    (BEDS, "low: 25, high: 85,", "low: 25, hi: 85,"),
    (DOCTORS, "better: higher\n", "beter: higher\n"),
    (DOCTORS, "10000 * doctors_all", "if(doctors_all > 0"),
    (DOCTORS, "low: 10, high: 60", "low: 60, high: 10"),
    (DOCTORS, "unit_of_measure: per_10000", "unit_of_measure:"),
    (DOCTORS, "title: {kk", 'title: "Doctors"\ndefinition: {kk'),
    (ACCIDENTS, "indicator: accidents", "indicator: аccidents"),
    (ACCIDENTS, "kinds: [oblast]", 'kinds: ["oblast"]'),
    (ACCIDENTS, "lag(accidents_all, 1)", "lag(accidents_all)"),
    (ACCIDENTS, "within: period}", "within: period, within: kind}"),
    (CASE, "period: 2023\nunits", "period: 2023Q1\nunits"),
    (CASE, "status: O", "status: missing"),
    (CASE, "node: beds, reason: missing", "node: bed, reason: no_data"),
    (CASE, "value: 52.5, score: 54.167, decimals: 3", "decimals: 3"),
)
# Files that cannot be read as they stand, and files that do not belong there.
FILES = {
    "indicators/waiting.yaml": b"indicator: waiting\n\ttitle: Waiting\n",
    "indicators/clinics.yaml": 'indicator: clinics\ntitle: {kk: "Емхана, ru: "Клиника"}\n'.encode(),
    "indicators/nurses.yaml": "indicator: nurses\ntitle: Медсёстры".encode("cp1251"),
    "indicators/pharmacies.yml": b"indicator: pharmacies\n",
    "indicators/schools.yaml": b"",
}


def broken() -> dict[str, bytes]:
    files = tiny()
    for path, old, new in FAULTS:
        files = changed(path, old, new, files)
    del files["CHANGES.md"]
    return files | FILES


def report(lang: str) -> str:
    """Every problem in a paragraph: where; what; why; how to mend."""
    try:
        methodology_from_files(broken())
    except ProblemsFound as found:
        return "\n".join(paragraph for problem in found.problems for paragraph in _lines(problem, lang))
    return ""


def _lines(problem: Problem, lang: str) -> Iterator[str]:
    yield problem.where
    for part in (problem.what, problem.why, problem.mend):
        yield f"    {part.in_language(lang)}"
    yield ""


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        (FOLDER / f"{language}.txt").write_text(report(language), encoding="utf-8")
