"""All checks that need no running system, one after another; every failure is shown, not only the first.

make check
"""

import subprocess
import sys
import time
from pathlib import Path

from tools import ROOT

PROGRAMS = Path(sys.executable).parent
CHECKS: dict[str, list[str | Path]] = {
    "format": [PROGRAMS / "ruff", "format", "--check", "--output-format", "concise", "."],
    "lint": [PROGRAMS / "ruff", "check", "--quiet", "--output-format", "concise", "."],
    "types": [PROGRAMS / "mypy", "--no-error-summary"],
    "contracts": [PROGRAMS / "lint-imports"],
    "house": [sys.executable, "-m", "pytest", "-q", "tests/house"],
    "translations": [sys.executable, "-m", "tools.translations", "check"],
}


def passes(name: str, command: list[str | Path]) -> bool:
    """Runs one check; its own words are printed only where it fails."""
    started = time.perf_counter()
    outcome = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    is_good = outcome.returncode == 0
    print(f"{name:<14}{'passes' if is_good else 'FAILS ':<8}{time.perf_counter() - started:5.1f} s", flush=True)
    if not is_good:
        print(f"{outcome.stdout}{outcome.stderr}".rstrip(), flush=True)
    return is_good


def main() -> None:
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        mending = " `.venv/bin/ruff format .` mends the format." if "format" in failed else ""
        sys.exit(f"make check fails: {', '.join(failed)}.{mending}")
    print("make check passes")


if __name__ == "__main__":
    main()
