"""All checks over whole sheets: which there are, what holds a sheet back."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import get_args

import msgspec
import numpy as np
import pytest

from tarazy.engine import checks
from tarazy.engine.checks import against_others, changed, missing_evidence, out_of_range
from tarazy.engine.checks.all_checks import CHECKS, DEMANDS, findings, holding_back
from tarazy.engine.checks.check import CheckOfSheets
from tarazy.engine.model.finding import Finding, Severity
from tarazy.engine.model.methodology import Range
from tarazy.engine.model.sheet import Evidence
from tarazy.engine.model.spread import spread_of
from tarazy.engine.model.text import Text
from tests.engine.unit.checks.gallery import BROKEN
from tests.engine.unit.checks.sheets import cell, sheet, the_one

FOLDER = Path(inspect.getfile(checks)).parent
PERCENT = Range(low=0, high=100)


def test_every_check_of_the_folder_is_run() -> None:
    modules = {
        path.stem for path in FOLDER.glob("*.py") if "\nCHECK: Final = Check(" in path.read_text(encoding="utf-8")
    }
    assert [module.CHECK.id for module in CHECKS] == [str(module.__name__).rpartition(".")[2] for module in CHECKS]
    assert {module.CHECK.id for module in CHECKS} == modules


@pytest.mark.parametrize("module", CHECKS, ids=lambda module: module.CHECK.id)
def test_every_check_has_its_tests(module: CheckOfSheets) -> None:
    test = (Path(__file__).parent / f"test_{module.CHECK.id}.py").read_text(encoding="utf-8")
    assert "\ndef test_it_speaks" in test
    assert "\ndef test_it_is_silent" in test


@pytest.mark.parametrize("module", CHECKS, ids=lambda module: module.CHECK.id)
def test_every_check_is_silent_of_an_empty_sheet(module: CheckOfSheets) -> None:
    assert list(module.findings(sheet())) == []


def test_findings_come_check_by_check() -> None:
    found = [finding.check for finding in findings(BROKEN)]
    order = [module.CHECK.id for module in CHECKS]
    assert found == sorted(found, key=order.index)
    assert set(found) == set(order) - {"same_as_last_year"}


def test_a_few_checks_may_be_run_alone() -> None:
    assert {finding.check for finding in findings(BROKEN, (out_of_range, changed))} == {"out_of_range", "changed"}


def test_every_severity_says_what_to_do() -> None:
    assert set(DEMANDS) == set(get_args(Severity))


def test_a_stop_holds_back_and_an_explanation_lets_the_rest_pass() -> None:
    stopped = sheet(cell(value=-1.0, range=PERCENT))
    surprising = sheet(cell(value=99.0, range=PERCENT, earlier={"2023": 10.0}))
    noted = [finding for finding in findings(BROKEN) if finding.severity == "note"]
    (stop,), (explain,) = findings(stopped), findings(surprising)
    assert list(holding_back([stop, explain, *noted], ())) == [stop, explain]
    assert list(holding_back([stop, explain], {stop.case, explain.case})) == [stop]


def test_an_explanation_lapses_with_the_value_and_not_with_those_of_others() -> None:
    def case(value: float, others: float) -> str:
        spread = spread_of(np.arange(12.0) + others)
        return the_one(against_others, sheet(cell(value=value, others=spread))).case

    assert case(90.0, 1.0) == case(90.0, 2.0)
    assert case(90.0, 1.0) != case(91.0, 1.0)


def test_a_finding_can_be_kept_as_json() -> None:
    found = findings(BROKEN)
    assert msgspec.json.decode(msgspec.json.encode(found), type=tuple[Finding, ...]) == found


def test_the_place_is_that_of_the_workbook_where_there_is_one() -> None:
    of = sheet(cell(value=-1.0, range=PERCENT, place="form.xlsx, Roads, D7"))
    assert the_one(out_of_range, of).problem.where == "form.xlsx, Roads, D7"


def test_titles_stand_for_codes_in_every_language() -> None:
    found = next(finding for finding in findings(BROKEN) if finding.check == "relation")
    titles = {"services_online": Text(kk="Онлайн қызметтер", ru="Онлайн-услуги", en="Services online")}
    assert "«Онлайн қызметтер» мәні (95)" in found.in_language("kk", titles)
    assert "«Онлайн-услуги» (95)" in found.in_language("ru", titles)
    assert found.in_language("en").startswith("services_online (95)")


def test_a_document_is_asked_for_once_the_value_is_there() -> None:
    of = cell(evidence_required=True, status="O")
    with_value = cell(value=1.0, evidence_required=True, evidence=(Evidence(name="a.pdf"),))
    assert findings(sheet(of), (missing_evidence,)) == findings(sheet(with_value), (missing_evidence,)) == ()
