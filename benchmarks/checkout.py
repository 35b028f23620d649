"""A bare checkout: `make demo` under 2 minutes and `make test` under 10, downloads counted and shown apart.

Clones what is committed into a new folder and calls the two commands of the README there, as a newcomer would.
`demo` or `test` as an argument measures one of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
# A make inside make would take over the words by which this benchmark was called.
_OF_OUR_MAKE = ("ARGS", "MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS")
DOWNLOADS = re.compile(r"(\d+(?:\.\d+)?) s downloads")


class Command(NamedTuple):
    name: str
    call: tuple[str, ...]
    limit_seconds: float


COMMANDS = (
    Command("demo", ("make", "demo", "ARGS=--once --port 8497"), 120),
    Command("test", ("make", "test"), 600),
)


def main() -> int:
    wanted = sys.argv[1:] or [command.name for command in COMMANDS]
    broken = 0
    for command in COMMANDS:
        if command.name in wanted:
            with tempfile.TemporaryDirectory(prefix="tarazy checkout ") as folder:
                Path(folder).chmod(0o755)  # as root the database runs as another user, who must be able to enter
                broken += not _within_limit(command, Path(folder))
    return 1 if broken else 0


def _within_limit(command: Command, folder: Path) -> bool:
    checkout = folder / "tarazy"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(checkout)], check=True)
    inherited = {name: value for name, value in os.environ.items() if name not in _OF_OUR_MAKE}
    environment = {**inherited, "TARAZY_HOME": str(folder / "home"), "PYTHONUNBUFFERED": "1"}
    print(f"{' '.join(command.call)} in a bare checkout:", flush=True)
    begun = time.monotonic()
    downloads = 0.0
    with subprocess.Popen(command.call, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(f"    {line}", end="", flush=True)
            downloads += sum(float(seconds) for seconds in DOWNLOADS.findall(line))
    work = time.monotonic() - begun - downloads
    held = process.returncode == 0 and work <= command.limit_seconds
    print(
        f"{command.name}: {work:.0f} s of work, {downloads:.0f} s of downloads apart; "
        f"limit {command.limit_seconds:.0f} s, "
        f"ratio {work / command.limit_seconds:.2f}; exit status {process.returncode}: {'held' if held else 'BROKEN'}"
    )
    return held


if __name__ == "__main__":
    sys.exit(main())
