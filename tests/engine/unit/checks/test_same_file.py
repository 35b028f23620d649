"""Files that were attached before."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import same_file
from tarazy.engine.model.sheet import Evidence, Sheet
from tests.engine.unit.checks.sheets import cell, is_silent, sheet, the_one


def attached(digest: str) -> Sheet:
    return sheet(cell(value=1.0, evidence=(Evidence(name="act.pdf", digest=digest),)), earlier_files=frozenset({"ab"}))


def test_it_speaks_of_a_file_of_an_earlier_period() -> None:
    found = the_one(same_file, attached("ab"))
    assert (found.severity, found.numbers) == ("explain", {"name": "act.pdf", "sha256": "ab"})


@pytest.mark.parametrize("digest", ["cd", ""])
def test_it_is_silent_of_another_file_and_of_a_link(digest: str) -> None:
    assert is_silent(same_file, attached(digest))
