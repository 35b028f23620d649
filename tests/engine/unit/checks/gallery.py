"""One sheet of a body that makes every mistake, and everything that the checks say of it in each language.

    python -m tests.engine.unit.checks.gallery

writes the reports anew into gallery/. Read what changed before you commit it: does each line say what was found, why it
cannot stand or wants a reason, and what to do?
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tarazy.engine.checks.all_checks import CHECKS, DEMANDS, findings
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.methodology import Range
from tarazy.engine.model.sheet import Evidence, Key, OtherSource, Sum
from tarazy.engine.model.spread import spread_of
from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES, say
from tests.engine.unit.checks.sheets import cell, related, sheet

FOLDER = Path(__file__).parent / "gallery"
OTHERS = spread_of(np.array([8.0, 9.0, 10.0, 10.0, 11.0, 12.0, 9.5, 10.5, 8.5, 11.5, 10.0, 9.0]))
ALIKE = spread_of(np.full(19, 5.0))
DOCUMENTS = (
    Evidence(name="licence.pdf", valid_until=datetime.date(2024, 6, 30)),
    Evidence(name="https://example.kz/report", reachable=False),
    Evidence(name="report.pdf", dated=datetime.date(2023, 11, 2)),
    Evidence(name="act.pdf", digest="ab"),
)
FAULTY = (
    cell("clinics", text="about twenty"),
    cell("doctors", text="1 234,5"),
    cell("nurses"),
    cell("roads", 17.0, status="Z"),
    cell("bridges", 3.0, status="O"),
    cell("has_website", 2.0, only_values=(1.0, 0.0)),
    cell("coverage", 104.5, range=Range(low=0, high=100)),
    cell("accidents", 90.0, earlier={"2023": 30.0}),
    cell("fires", 7.0, earlier={"2023": 0.0}),
    cell("schools", 61.0, "place=urban"),
    cell("schools", 38.0, "place=rural"),
    cell("schools", 98.0),
    cell("share", 40.2, "sex=f"),
    cell("share", 58.0, "sex=m"),
    cell("services", 80.0),
    cell("services_online", 95.0),
    cell("complaints_answered", 70.0),
    cell("staff_in_post", 44.0),
    cell("staff", 45.0),
    cell("births", 250.0, "sex=f"),
    cell("births", 259.0, "sex=m"),
    cell("births", 512.0, other_sources=(OtherSource(source="stat.gov.kz, births, 2024", value=621.0),)),
    cell("minutes_to_help", 31.0, others=OTHERS),
    cell("windows", 6.0, others=ALIKE),
    cell("audits", 2.0, evidence_required=True),
    cell("permits", 12.0, evidence=DOCUMENTS),
    cell("jobs", 181.0, target=120.0, better="higher"),
    cell("queue_days", 2.0, target=10.0, better="lower"),
)
HALF = Text(
    kk="Әр екінші қызметті бір қызметкер көрсетеді.",
    ru="Каждую вторую услугу оказывает один работник.",
    en="One member of staff delivers every second service.",
)
# Too round, too many fives, too many that end in 35.
INVENTED = (*range(1000, 1600, 100), *range(1135, 6535, 100))
BROKEN = sheet(
    *FAULTY,
    *(
        cell(f"village_{at}", float(number))
        for at, number in enumerate((*range(1000, 1600, 100), *range(1135, 6535, 100)))
    ),
    sums=(
        Sum(parts=(Key("schools", "place=urban"), Key("schools", "place=rural")), whole=(Key("schools"),)),
        Sum(parts=(Key("births", "sex=f"), Key("births", "sex=m")), whole=(Key("births"),), rounded_to=1),
        Sum(parts=(Key("births", "sex=f"), Key("births", "sex=m")), whole=100.0),
        Sum(parts=(Key("share", "sex=f"), Key("share", "sex=m")), whole=100.0, rounded_to=0.1),
    ),
    relations=(
        related("services_online", "not_above", "services"),
        related("complaints_answered", "not_below", "0.9 * services"),
        related("staff_in_post", "equal", "staff", severity="explain"),
        related("services_online", "not_above", "1.1 * services", severity="note"),
        related("staff", "not_below", "services"),
        related("staff", "equal", "services / 2", within=0.5, reason=HALF),
    ),
    earlier_files=frozenset({"ab"}),
)
# What only a sheet without other changes can show.
COPIED = sheet(*(cell(f"v{at}", at + 1.5, earlier={"2023": at + 1.5}) for at in range(8)))


def report(lang: str) -> str:
    """Every finding in a paragraph: check, severity, place; what; why; how to mend. Then the titles and demands."""
    found = (*findings(BROKEN), *findings(COPIED))
    titles = (f"{module.CHECK.id}: {say(module.CHECK.title, lang)}" for module in CHECKS)
    demands = (f"{severity}: {say(demand, lang)}" for severity, demand in DEMANDS.items())
    return "\n".join([*(line for finding in found for line in _lines(finding, lang)), *titles, "", *demands, ""])


def _lines(finding: Finding, lang: str) -> Iterator[str]:
    yield f"{finding.check} ({finding.severity}): {finding.problem.where}"
    why = finding.reason or finding.problem.why
    for part in (finding.problem.what, why, finding.problem.mend):
        yield f"    {part.in_language(lang)}"
    yield ""


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        (FOLDER / f"{language}.txt").write_text(report(language), encoding="utf-8")
