"""A kind of finding ships whole: its module, and a data set in which it appears and one in which it must not."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tarazy.engine.robustness.examination.findings import every_finding, kinds
from tarazy.engine.robustness.examination.said import GRAVITIES
from tests.engine.unit.robustness.examination.invented import Invented, Made, coherent, noise
from tests.house.checkout import ROOT

BOTH = {"test_it_is_found", "test_it_is_not_found"}
TESTS = Path(__file__).parent / "findings"


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_has_where_it_appears_and_where_it_must_not(kind: str) -> None:
    tree = ast.parse((TESTS / f"test_{kind}.py").read_text(encoding="utf-8"))
    assert {node.name for node in tree.body if isinstance(node, ast.FunctionDef)} >= BOTH


def test_no_test_is_left_of_a_kind_that_is_gone() -> None:
    assert {path.stem for path in TESTS.glob("test_*.py")} == {f"test_{kind}" for kind in kinds()}


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_says_what_it_is(kind: str) -> None:
    about = kinds()[kind].KIND
    assert about.id == kind
    assert about.gravity in GRAVITIES
    assert about.title
    assert about.looks_at.endswith(".")


def test_the_manual_lists_every_kind() -> None:
    page = (ROOT / "docs/manual/examining.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| (\w+) ", page, re.M) == [
        (kind, about.KIND.gravity) for kind, about in kinds().items()
    ]


def test_findings_stand_in_order_of_gravity_and_errors_of_sign_first() -> None:
    wrong = Made(100 - noise(1), "higher", ("Кедейлік", "Бедность", "Poverty"))
    found = every_finding(Invented(coherent(south_2=wrong), decimals=0).material())
    assert found[0].kind.id == "sign_error"
    places = [GRAVITIES.index(finding.gravity) for finding in found]
    assert places == sorted(places)
    assert len(set(places)) == 3
    for finding in found:
        assert finding.numbers
        for lang in ("kk", "ru", "en"):
            assert "{" not in finding.what.in_language(lang) + finding.mend.in_language(lang)
