"""Finds a Chromium that starts, or fetches one: from PATH, else by apt as root, else by playwright.

Tests in a browser take its path from the environment variable TARAZY_CHROMIUM. They are never skipped for want of it:
where none can be had, this stops with the one command to run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = """No Chromium could be found or fetched, and the tests in a browser are never left out silently. Install one:
    {command}
then run the same command again. A Chromium at another place is given by TARAZY_CHROMIUM=/path/to/chromium."""


class NoBrowser(Exception):
    """No Chromium here and none to be had."""


def starts(path: str | Path) -> bool:
    """Ubuntu's package is a door to a snap that does not open in a container: only a browser that draws counts."""
    command = [
        str(path),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--dump-dom",
        "data:text/html,<p>drawn</p>",
    ]
    try:
        outcome = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "drawn" in outcome.stdout


def from_path() -> str | None:
    given = os.environ.get("TARAZY_CHROMIUM")
    places = [given] if given else [shutil.which(name) for name in NAMES]
    return next((place for place in places if place and starts(place)), None)


def from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        place = playwright.chromium.executable_path
    return place if Path(place).exists() and starts(place) else None


def is_done(*command: str) -> bool:
    print("    " + " ".join(command), flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    outcome = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if outcome.returncode != 0:
        print("\n".join(f"    | {line}" for line in (outcome.stdout + outcome.stderr).splitlines()[-8:]), flush=True)
    return outcome.returncode == 0


def fetch_by_apt() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0 and is_done("apt-get", "update", "-qq"):
        is_done("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")


def fetch_by_playwright() -> None:
    with_libraries = ["--with-deps"] if shutil.which("apt-get") and os.geteuid() == 0 else []
    is_done(sys.executable, "-m", "playwright", "install", *with_libraries, "chromium")


def find() -> str:
    """The path of a Chromium that starts.

    Raises NoBrowser, with the one command to run.
    """
    found = from_path() or from_playwright()
    if found:
        return found
    print("    no Chromium yet: fetching one, about 1 minute", flush=True)
    fetch_by_apt()
    found = from_path()
    if found:
        return found
    fetch_by_playwright()
    found = from_playwright()
    if found:
        return found
    if shutil.which("apt-get"):
        command = "apt-get update && apt-get install chromium"
        command = command if os.geteuid() == 0 else f"sudo sh -c '{command}'"
    else:
        command = ".venv/bin/playwright install chromium"
    raise NoBrowser(ADVICE.format(command=command))


if __name__ == "__main__":
    try:
        print(find())
    except NoBrowser as problem:
        sys.exit(str(problem))
