"""The page of the manual names every check and every threshold as the code has them."""

from __future__ import annotations

import msgspec

from tarazy.engine.checks.all_checks import CHECKS
from tarazy.engine.model.thresholds import CellThresholds, SheetThresholds
from tests.house.checkout import ROOT
from tests.house.test_documents import IN_CODE, rows

ROWS = rows(ROOT / "docs" / "manual" / "checks.md")
CHECK_ROWS = [row for row in ROWS if len(row) == 4]
THRESHOLD_ROWS = [row for row in ROWS if len(row) == 3]


def test_every_check_stands_there_in_its_order_with_its_severity() -> None:
    written = [(row[0].strip("`"), row[1]) for row in CHECK_ROWS]
    assert written == [(module.CHECK.id, module.CHECK.severity) for module in CHECKS]


def test_every_threshold_stands_there_with_its_default_and_whence_it_comes() -> None:
    defaults = {
        field.name: float(field.default)
        for of in (CellThresholds, SheetThresholds)
        for field in msgspec.structs.fields(of)
    }
    assert {row[0].strip("`"): float(row[1]) for row in THRESHOLD_ROWS} == defaults
    assert all(row[2] for row in THRESHOLD_ROWS)


def test_every_threshold_is_named_where_it_is_used() -> None:
    text = (ROOT / "docs" / "manual" / "checks.md").read_text(encoding="utf-8").partition("## Thresholds")[0]
    assert {row[0].strip("`") for row in THRESHOLD_ROWS} <= set(IN_CODE.findall(text))
