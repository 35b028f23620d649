"""A browser counts only if it draws; where none can be had, the command to run is named."""

import os
from pathlib import Path

import pytest

from tools import browser


def program(path: Path, does: str) -> Path:
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a shell and no browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TARAZY_CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "from_playwright", lambda: None)
    return tmp_path


def test_only_a_browser_that_draws_counts(bare: Path) -> None:
    snap = program(bare / "chromium", "echo 'this is a door to a snap'; exit 1")
    assert not browser.starts(snap)
    assert browser.from_path() is None
    good = program(bare / "google-chrome", "echo '<p>drawn</p>'")
    assert browser.from_path() == str(good)


def test_the_browser_that_was_named_is_taken_before_others(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare / "chromium", "echo drawn")
    mine = program(bare / "mine", "echo drawn")
    monkeypatch.setenv("TARAZY_CHROMIUM", str(mine))
    assert browser.find() == str(mine)


def test_apt_comes_before_playwright(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(browser, "fetch_by_playwright", lambda: pytest.fail("apt had one"))
    chromium = bare / "chromium"
    install = f"printf '#!/bin/sh\\necho drawn\\n' > '{chromium}'; /bin/chmod +x '{chromium}'"
    program(bare / "apt-get", f'case "$1" in install) {install};; esac')
    assert browser.find() == str(chromium)


@pytest.mark.parametrize(
    ("user", "has_apt", "command"),
    [
        (0, True, "    apt-get update && apt-get install chromium\n"),
        (1000, True, "    sudo sh -c 'apt-get update && apt-get install chromium'\n"),
        (1000, False, "    .venv/bin/playwright install chromium\n"),
    ],
)
def test_where_none_can_be_had_the_command_is_named(
    bare: Path, monkeypatch: pytest.MonkeyPatch, user: int, has_apt: bool, command: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(browser, "fetch_by_playwright", lambda: None)
    if has_apt:
        program(bare / "apt-get", "echo 'no network'; exit 100")
    with pytest.raises(browser.NoBrowser) as stopped:
        browser.find()
    assert command in str(stopped.value)
