"""benchmarks/collection judges rightly, and runs through at a small size."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks._collection_officers import Page, Save
from benchmarks.collection import Kept, kept_of, quantile

ROOT = Path(__file__).parents[2]
CELL = ("services_delivered", "")
FIRST = Save(7, 1, CELL, 0, None, 5.0, due=0.0, answered=0.1, state="saved", edition=1)
SECOND = Save(8, 1, CELL, 1, 5.0, 6.0, due=1.0, answered=1.1, state="saved", edition=2)
EDITIONS = {(1, CELL, 1): (5.0, 7), (1, CELL, 2): (6.0, 8)}


def test_what_is_there_as_it_was_told_is_whole() -> None:
    overtaken = replace(FIRST, officer=8, state="overtaken", edition=0)
    assert kept_of([FIRST, SECOND, overtaken], EDITIONS) == Kept(0, 0, 0, {})


def test_what_is_missing_or_another_is_lost() -> None:
    assert kept_of([FIRST, SECOND], {(1, CELL, 1): (5.0, 7)}).lost == 1
    assert kept_of([FIRST, SECOND], EDITIONS | {(1, CELL, 2): (9.0, 8)}).lost == 1
    assert kept_of([FIRST, SECOND], EDITIONS | {(1, CELL, 2): (6.0, 7)}).lost == 1, "in another's name"
    assert kept_of([FIRST, SECOND, SECOND], EDITIONS).lost == 1, "one edition told to two"


def test_what_was_told_to_nobody_is_counted() -> None:
    assert kept_of([FIRST], EDITIONS).unsaid == 1


def test_what_was_not_seen_must_not_be_overwritten() -> None:
    assert kept_of([FIRST, replace(SECOND, seen_value=None)], EDITIONS).unseen == 1
    assert kept_of([FIRST, replace(SECOND, seen=0, seen_value=None)], EDITIONS).unseen == 1


def test_what_fails_is_named() -> None:
    assert kept_of([replace(FIRST, state="status 503", edition=0)], {}).faults == {"status 503": 1}


@pytest.mark.parametrize(("share", "value"), [(0.5, 5.0), (0.95, 10.0), (0.9, 9.0), (1.0, 10.0), (0.01, 1.0)])
def test_quantiles(share: float, value: float) -> None:
    assert quantile([float(one) for one in range(10, 0, -1)], share) == value


def test_a_number_is_read_as_the_page_writes_it() -> None:
    fields = {"a-value": "\u2212693\u00a0329.5", "a-seen": "3", "a-mark": "h1"}
    page = Page("".join(f'<input name="{name}" value="{value}">' for name, value in fields.items()))
    seen = page.seen("a")
    assert (seen.edition, seen.mark, seen.value, seen.agreement) == (3, "h1", -693329.5, False)


@pytest.mark.long
def test_the_small_benchmark_ends_well() -> None:
    command = [sys.executable, "-m", "benchmarks.collection", "--minutes", "0.2", "--rate", "5", "--officers", "8"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Lost: 0." in done.stdout
