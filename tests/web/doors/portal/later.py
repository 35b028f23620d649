"""A later version of the shipped illustration, as an author might write it: one rule for missing data is another."""

from __future__ import annotations

import shutil
from pathlib import Path

from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder
from tarazy.web.rooms.methodologies.actions import move_version, register_version, run_cases
from tarazy.web.rooms.methodologies.enums import Move
from tarazy.web.rooms.methodologies.models import Version
from tests.web.rooms.shipped import KZ_VARYING, demo

LATER = "kz/regional-development/2024.3"
RULE = 'missing: {method: previous_period, periods: 1, source: "Invented for tests", date: 2026-11-22}'
CHANGES = """# Changes

## 2024.3
For 2024 nothing is published on users of the Internet: the value of 2023 is taken.

## 2024.2
The version before.
"""


def later_folder(within: Path) -> Path:
    """The shipped folder with the rule for one indicator changed."""
    folder = Path(shutil.copytree(shipped_folder("methodologies") / KZ_VARYING, within / "later"))
    rewrite(folder / "methodology.yaml", 'version: "2024.2"', 'version: "2024.3"')
    rewrite(folder / "indicators" / "infrastructure" / "internet_users.yaml", "missing: {method: leave}", RULE)
    (folder / "CHANGES.md").write_text(CHANGES, encoding="utf-8")
    return folder


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def registered_later(within: Path) -> Version:
    """The later version, registered, its examples run, in force."""
    version = register_version(load_methodology(later_folder(within)), by=demo())
    run_cases(version, by=demo())
    move_version(version, Move.APPROVE, by=demo())
    return move_version(version, Move.PUT_IN_FORCE, by=demo())
