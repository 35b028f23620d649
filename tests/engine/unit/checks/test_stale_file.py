"""Documents older than the period."""

from __future__ import annotations

import datetime

import pytest

from tarazy.engine.checks import stale_file
from tarazy.engine.model.sheet import Evidence
from tests.engine.unit.checks.sheets import cell, evidenced, is_silent, sheet, the_one


def report(dated: datetime.date | None) -> Evidence:
    return Evidence(name="report.pdf", dated=dated)


def test_it_speaks_of_a_document_of_the_day_before_the_period() -> None:
    found = the_one(stale_file, evidenced(report(datetime.date(2023, 12, 31))))
    assert found.severity == "explain"
    assert found.numbers == {"name": "report.pdf", "dated": "2023-12-31", "period": "2024"}


def test_it_knows_quarters() -> None:
    of = sheet(cell(value=1.0, evidence=(report(datetime.date(2024, 3, 31)),)), period="2024-Q2")
    assert not is_silent(stale_file, of)


@pytest.mark.parametrize("dated", [datetime.date(2024, 1, 1), datetime.date(2025, 2, 3), None])
def test_it_is_silent_of_one_of_the_period_or_later(dated: datetime.date | None) -> None:
    assert is_silent(stale_file, evidenced(report(dated)))
