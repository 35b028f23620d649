"""Documents that had lapsed by the end of the period."""

from __future__ import annotations

import datetime

import pytest

from tarazy.engine.checks import expired_evidence
from tarazy.engine.model.sheet import Evidence
from tests.engine.unit.checks.sheets import evidenced, is_silent, the_one


def licence(until: datetime.date | None) -> Evidence:
    return Evidence(name="licence.pdf", valid_until=until)


def test_it_speaks_of_a_document_that_lapsed_before_the_last_day() -> None:
    found = the_one(expired_evidence, evidenced(licence(datetime.date(2024, 12, 30))))
    assert found.severity == "explain"
    assert found.numbers == {"name": "licence.pdf", "valid_until": "2024-12-30", "last_day": "2024-12-31"}


def test_two_documents_of_a_cell_are_two_cases() -> None:
    lapsed = datetime.date(2023, 1, 1)
    both = evidenced(Evidence(name="a.pdf", valid_until=lapsed), Evidence(name="b.pdf", valid_until=lapsed))
    assert len({found.case for found in expired_evidence.findings(both)}) == 2


@pytest.mark.parametrize("until", [datetime.date(2024, 12, 31), datetime.date(2030, 1, 1), None])
def test_it_is_silent_of_one_that_holds(until: datetime.date | None) -> None:
    assert is_silent(expired_evidence, evidenced(licence(until)))
