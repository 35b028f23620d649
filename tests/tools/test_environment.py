"""An environment that is ready is left alone; one that is not says so, and a failure says what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import environment


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout whose environment carries every stamp."""
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(environment, "WHEELS", venv / "wheels")
    locks = {"demo": tmp_path / "requirements.lock", "dev": tmp_path / "requirements-dev.lock"}
    monkeypatch.setattr(environment, "LOCKS", locks)
    environment.stamp("home", environment.home())
    environment.stamp("demo", environment.digest(tmp_path / "requirements.lock"))
    environment.stamp("tarazy", environment.digest(tmp_path / "pyproject.toml"))
    monkeypatch.setattr(sys, "argv", ["environment.py", "demo", "--step", "1/3"])
    return tmp_path


class Started(Exception):
    """The environment began to build something."""


@pytest.fixture
def no_building(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*command: str | Path, advice: str) -> None:
        raise Started(command)

    monkeypatch.setattr(environment, "run", run)


@pytest.mark.usefixtures("no_building")
def test_what_is_ready_is_left_alone(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    environment.main()
    assert capsys.readouterr().out == "1/3 Python environment: ready\n"


@pytest.mark.usefixtures("no_building")
@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml", ".venv/demo.stamp", ".venv/tarazy.stamp"])
def test_a_change_is_noticed(built: Path, changed: str) -> None:
    (built / changed).write_text("changed")
    with pytest.raises(Started):
        environment.main()


@pytest.mark.usefixtures("no_building")
def test_another_folder_or_python_makes_it_anew(built: Path) -> None:
    (built / ".venv" / "home.stamp").write_text("/elsewhere\n3.11\n")
    with pytest.raises(Started, match="venv"):
        environment.main()
    assert not (built / ".venv").exists()


def test_a_failure_shows_what_was_said_and_what_to_do() -> None:
    failing = (sys.executable, "-c", "import sys; print('no route to host', file=sys.stderr); sys.exit(1)")
    with pytest.raises(SystemExit) as stopped:
        environment.run(*failing, advice="Can this machine reach its package index?")
    assert "no route to host" in str(stopped.value)
    assert "Can this machine reach its package index?" in str(stopped.value)


def test_it_needs_no_package_of_ours() -> None:
    """It runs before anything is installed."""
    command = [sys.executable, "-I", "-S", environment.__file__, "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
