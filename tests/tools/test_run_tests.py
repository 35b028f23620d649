"""PostgreSQL 15 is used where its server programs are, and only 15."""

from pathlib import Path

import pytest

from tools import run_tests


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
