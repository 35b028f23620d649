"""Every method there is: the examples from other countries, of a few units each, are examined without a complaint."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from tarazy.engine import load_methodology
from tarazy.engine.robustness.examination import examine
from tarazy.exchange.observations import read_observations
from tarazy.exchange.units import read_units
from tarazy.reports.examination.document import document_of
from tarazy.reports.page import html_of
from tests.house.checkout import ROOT

OUTLAND = ROOT / "tests/engine/outland"
EXAMPLES = sorted(path.parent.name for path in OUTLAND.glob("*/data.csv"))


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_examined_and_becomes_a_page(example: str) -> None:
    folder: Path = OUTLAND / example
    methodology = load_methodology(folder / "methodology")
    units = read_units(folder / "units.csv") if (folder / "units.csv").exists() else None
    observations = read_observations([folder / "data.csv"], units=units, methodology=methodology)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = examine(methodology, observations, units=units)
    page = html_of(document_of(found, "kk")).decode()
    assert f"<p>{found.methodology}</p>" in page
    assert ">nan<" not in page
    assert "nan%" not in page.replace(" ", "")
