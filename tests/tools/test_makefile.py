"""Every target looks for Python before it does anything else, and `make` alone says what there is."""

import os
import re
import subprocess

import pytest

from tools import ROOT

TARGETS = ("demo", "test", "check", "bench", "lock", "stop")


def make(*arguments: str) -> str:
    """What a fresh `make` prints: this test may itself have been started by one, with words of its own."""
    fresh = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", *arguments]
    return subprocess.run(command, cwd=ROOT, env=fresh, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("target", TARGETS)
def test_the_first_line_looks_for_python(target: str) -> None:
    assert "tools/find_python" in make("--dry-run", target).splitlines()[0]


def test_make_alone_lists_every_target_with_its_time() -> None:
    said = make()
    assert set(re.findall(r"^make (\w+) ", said, re.MULTILINE)) == set(TARGETS)
    assert len(re.findall(r"second|minute|how long", said)) >= len(TARGETS)


def test_words_are_passed_on() -> None:
    assert make("--dry-run", "demo", "ARGS=--once").splitlines()[-1].endswith("tarazy demo --once")
