"""Links that lead nowhere."""

from __future__ import annotations

import pytest

from tarazy.engine.checks import broken_link
from tarazy.engine.model.sheet import Evidence
from tests.engine.unit.checks.sheets import evidenced, is_silent, the_one


def link(reachable: bool | None) -> Evidence:
    return Evidence(name="https://example.kz/report", reachable=reachable)


def test_it_speaks_of_a_link_that_was_tried_in_vain() -> None:
    found = the_one(broken_link, evidenced(link(True), link(False)))
    assert (found.severity, found.numbers) == ("explain", {"name": "https://example.kz/report"})


@pytest.mark.parametrize("reachable", [True, None])
def test_it_is_silent_of_one_that_opens_and_of_one_that_nobody_tried(reachable: bool | None) -> None:
    assert is_silent(broken_link, evidenced(link(reachable)))
