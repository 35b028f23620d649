"""A rule whose act is not known serves illustrations, and nothing official until the act is entered."""

from __future__ import annotations

import pytest

from tarazy.engine.load import methodology_from_files
from tarazy.engine.steps import ORDER, methods
from tarazy.engine.words import LANGUAGES, say
from tests.engine.unit.load.tiny_text import BEDS, METHODOLOGY, assert_refused, changed, line_of

GOALPOSTS = """\
  method: goalposts
  scale: linear
  outside: cap
  dated:
    - {from: 2020-01-01, low: 20, high: 80, source: "Invented for tests"}
    - {from: 2024-01-01, low: 25, high: 85, source: "Invented for tests"}
"""
UNCONFIRMED = """\
  method: ratio_of_changes
  least_percent: 0
  most_percent: 200
  source: "Invented for tests"
  date: 2020-01-01
"""


def with_standing(standing: str, rule: str = UNCONFIRMED) -> dict[str, bytes]:
    files = changed(BEDS, GOALPOSTS, rule)
    return files if standing == "illustration" else changed(METHODOLOGY, "illustration", standing, files)


def test_an_unconfirmed_rule_is_refused_in_a_methodology_that_is_in_force() -> None:
    files = with_standing("official")
    assert_refused(files, line_of(BEDS, "method: ratio_of_changes", files), "«ratio_of_changes» is unconfirmed")


@pytest.mark.parametrize("standing", ["illustration", "historical"])
def test_elsewhere_it_loads(standing: str) -> None:
    assert methodology_from_files(with_standing(standing)).standing == standing


def test_it_loads_once_its_source_is_entered() -> None:
    confirmed = UNCONFIRMED + '  confirmed_by: "Order No. 14 (invented), point 7"\n'
    assert methodology_from_files(with_standing("official", confirmed)).standing == "official"


def test_every_unconfirmed_method_says_so_and_takes_the_source_that_confirms_it() -> None:
    found = [module for step in ORDER for module in methods(step).values() if hasattr(module, "UNCONFIRMED")]
    assert found
    for module in found:
        assert "confirmed_by" in module.Parameters.__struct_fields__
        assert len({say(module.UNCONFIRMED, lang) for lang in LANGUAGES}) == len(LANGUAGES)
