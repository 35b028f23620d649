"""The example of the manual is a methodology, and its hash is the one that the manual gives."""

import re

from tarazy.engine.cases import run_cases
from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.forms import STEPS, methods_at
from tarazy.engine.steps import ORDER, methods
from tests.house.checkout import ROOT

PAGE = (ROOT / "docs" / "manual" / "methodology.md").read_text(encoding="utf-8")
FILES = {
    path: content.encode()
    for path, content in re.findall(r"^`([^`\n]+)`\n\n```(?:yaml)?\n(.*?)^```$", PAGE, re.M | re.S)
}


def test_the_example_is_a_methodology_and_its_case_comes_out() -> None:
    assert set(FILES) == {
        "methodology.yaml",
        "variables.yaml",
        "indicators/doctors.yaml",
        "cases/one_oblast.yaml",
        "CHANGES.md",
    }
    (outcome,) = run_cases(methodology_from_files(FILES))
    assert outcome.passed, outcome
    assert outcome.compared == 5


def test_its_hash_is_the_one_on_the_page() -> None:
    assert f"Its hash is `{methodology_from_files(FILES).hash}`." in PAGE


def test_every_method_has_its_link() -> None:
    for step in ORDER:
        for method in methods(step):
            assert f"[{method}](methods/{method}.md)" in PAGE


def test_every_step_is_named() -> None:
    for level, of_level in STEPS.items():
        for step in of_level:
            if methods_at(step, level):
                assert f"`{step}`" in PAGE
