"""What somebody reads whose machine lacks something: which package, by which command."""

import os
import subprocess
from pathlib import Path

import pytest

from tools import ROOT

NO_VENV = 'case "$*" in *ensurepip*) exit 1;; *print*) echo 3.12;; esac; exit 0'
TOO_OLD = "exit 1"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A PATH that holds only what this machine is to have."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "id", "basename", "grep"):
        (folder / name).symlink_to(next(p for d in os.environ["PATH"].split(":") if (p := Path(d) / name).exists()))
    return folder


def has(programs: Path, name: str, does: str = "exit 0") -> None:
    (programs / name).write_text(f"#!/bin/sh\n{does}\n")
    (programs / name).chmod(0o755)


def find(programs: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(programs), **environment}
    command = [ROOT / "tools" / "find_python"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def install_line(problem: subprocess.CompletedProcess[str]) -> str:
    """The command to run, without the sudo that only some need."""
    return next(line for line in problem.stderr.splitlines() if "apt-get install" in line).replace("sudo ", "").strip()


def test_everything_is_there(programs: Path) -> None:
    for name in ("python3", "make", "git"):
        has(programs, name)
    outcome = find(programs)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "python3\n", "")


def test_the_newest_that_runs_is_taken(programs: Path) -> None:
    for name in ("python3.12", "python3.11", "python3", "make", "git"):
        has(programs, name)
    has(programs, "python3.13", "echo 'not installed' >&2; exit 127")  # what a version manager leaves on PATH
    assert find(programs).stdout == "python3.12\n"


def test_nothing_is_there(programs: Path) -> None:
    has(programs, "apt-get")
    outcome = find(programs)
    assert outcome.returncode == 1
    assert "No Python 3.11, 3.12 or 3.13 was found." in outcome.stderr
    assert install_line(outcome) == "apt-get update && apt-get install python3 python3-venv make git"


def test_python_without_venv(programs: Path) -> None:
    for name in ("apt-get", "make", "git"):
        has(programs, name)
    has(programs, "python3", NO_VENV)
    outcome = find(programs)
    assert "cannot make a virtual environment" in outcome.stderr
    assert install_line(outcome) == "apt-get update && apt-get install python3-venv"


def test_an_old_system_is_told_the_newer_package_it_has(programs: Path) -> None:
    for name in ("apt-get", "make", "git"):
        has(programs, name)
    has(programs, "python3", TOO_OLD)
    has(
        programs,
        "apt-cache",
        'case "$2" in python3) echo "Version: 3.10.6-1";; python3.11) echo "Version: 3.11.0";; *) exit 100;; esac',
    )
    assert install_line(find(programs)) == "apt-get update && apt-get install python3.11 python3.11-venv"


def test_a_system_without_apt(programs: Path) -> None:
    has(programs, "python3")
    outcome = find(programs)
    assert outcome.returncode == 1
    assert "apt-get" not in outcome.stderr
    assert outcome.stderr.splitlines()[-1].endswith("make git")


def test_the_python_that_was_asked_for_is_taken_or_refused(programs: Path) -> None:
    for name in ("python3", "make", "git"):
        has(programs, name)
    folder = programs / "with space"
    folder.mkdir()
    has(folder, "mine")
    assert find(programs, PYTHON=str(folder / "mine")).stdout == f"{folder / 'mine'}\n"
    refused = find(programs, PYTHON=str(folder / "other"))
    assert refused.returncode == 1
    assert "is not a Python 3.11, 3.12 or 3.13" in refused.stderr
