"""PostgreSQL 15 is used where its server programs are, and only 15."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import ROOT, run_tests


@pytest.mark.parametrize(("version", "has_server"), [("15.18", True), ("15.18", False), ("17.2", True)])
def test_postgres_15_is_recognised_by_its_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, has_server: bool
) -> None:
    monkeypatch.setattr(run_tests, "DEBIAN_POSTGRES_15", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    script = f'#!/bin/sh\ncase "$1" in --version) echo "PostgreSQL {version}";; *) echo "{tmp_path}";; esac\n'
    (tmp_path / "pg_config").write_text(script)
    (tmp_path / "pg_config").chmod(0o755)
    if has_server:
        (tmp_path / "initdb").touch()
    assert run_tests.postgres_15() == (tmp_path if version.startswith("15") and has_server else None)


def test_without_postgres_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_tests, "DEBIAN_POSTGRES_15", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_tests.postgres_15() is None


@pytest.mark.parametrize("long", [False, True])
def test_what_is_marked_long_runs_in_the_long_run_only(monkeypatch: pytest.MonkeyPatch, long: bool) -> None:
    monkeypatch.setenv("TARAZY_TEST_LONG", "1" if long else "")
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/web/journeys/test_portal.py"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for language, path in (("ru", ""), ("en", ""), ("kk", "")):
        assert (f"[{language}-{path}]" in shown) is (long or language != "kk"), shown
