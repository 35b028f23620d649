"""The files of other projects are the ones whose sums were noted, and nothing else is vendored."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = tomllib.loads((ROOT / "vendor" / "vendored.toml").read_text(encoding="utf-8"))["package"]
FILES = [(package["name"], file["to"], file["sha256"]) for package in PACKAGES for file in package["files"].values()]
STATIC = ROOT / "src" / "tarazy" / "web" / "ui" / "static" / "ui"


@pytest.mark.parametrize(("package", "place", "noted"), FILES)
def test_a_vendored_file_is_the_one_that_was_noted(package: str, place: str, noted: str) -> None:
    assert hashlib.sha256((ROOT / place).read_bytes()).hexdigest() == noted


def test_every_font_and_minified_script_is_noted() -> None:
    lying = {path for pattern in ("*.woff2", "*.min.js") for path in STATIC.rglob(pattern)}
    lying |= set((ROOT / "tests" / "vendor").iterdir())
    assert {path.relative_to(ROOT).as_posix() for path in lying} <= {place for _, place, _ in FILES}


def test_every_package_says_its_licence_and_why() -> None:
    for package in PACKAGES:
        assert {"name", "version", "licence", "why"} <= package.keys()
        assert any("LICEN" in name.upper() for name in package["files"]), f"{package['name']} lacks its licence"


def test_the_script_finds_a_changed_file(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    for _, place, _ in FILES:
        target = tmp_path / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / place).read_bytes())
    for name in ("fetch.py", "vendored.toml"):
        (tmp_path / "vendor" / name).write_bytes((ROOT / "vendor" / name).read_bytes())
    command = [sys.executable, str(tmp_path / "vendor" / "fetch.py"), "--check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    with (tmp_path / FILES[-1][1]).open("ab") as file:
        file.write(b"!")
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 1
    assert "axe-core 4." in checked.stderr
