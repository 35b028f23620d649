"""A value without the document that it needs."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import missing_evidence
from tarazy.engine.model.sheet import Cell, Evidence
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one

ORDER = Evidence(name="order.pdf", digest="ab")


def test_it_speaks_of_a_value_without_its_document() -> None:
    found = the_one(missing_evidence, sheet(cell(value=3.0, evidence_required=True)))
    assert (found.severity, found.numbers) == ("stop", {"value": 3.0})


@pytest.mark.parametrize(
    "of",
    [
        cell(value=3.0, evidence_required=True, evidence=(ORDER,)),
        cell(value=3.0),
        cell(status="O", evidence_required=True),
    ],
)
def test_it_is_silent_where_one_is_there_or_none_is_needed(of: Cell) -> None:
    assert is_silent(missing_evidence, sheet(of))
