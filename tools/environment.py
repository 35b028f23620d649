"""Builds .venv from the lock and nothing else, once; later calls find it ready.

    python3 tools/environment.py demo|dev [--step 1/3]

Runs on the system's bare Python: the standard library only. What is loaded and what is built are timed apart, because
the first depends on the reader's network and the second on us.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHEELS = VENV / "wheels"
LOCKS = {"demo": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
PIP_OPTIONS = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]


def digest(*paths: Path) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def run(*command: str | Path, advice: str) -> None:
    """Runs one command; its own words are shown only where it fails, with what to do about it."""
    outcome = subprocess.run([str(part) for part in command], cwd=ROOT, text=True, capture_output=True, check=False)
    if outcome.returncode != 0:
        sys.exit(f"{outcome.stdout}{outcome.stderr}\nThe Python environment could not be built. {advice}")


def is_stamped(name: str, content: str) -> bool:
    stamp = VENV / f"{name}.stamp"
    return stamp.is_file() and stamp.read_text() == content


def stamp(name: str, content: str) -> None:
    """Written last: a build that was killed before this line is done again."""
    (VENV / f"{name}.stamp").write_text(content)


def home() -> str:
    """What an environment depends on and cannot outlive: its folder and its Python."""
    return f"{ROOT}\n{sys.version_info[0]}.{sys.version_info[1]}\n"


def create() -> None:
    """Keeps an environment that works, also one made by hand; anything else is made anew."""
    trial = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    works = PYTHON.exists() and subprocess.run([PYTHON, "-c", trial], capture_output=True).returncode == 0
    moved = (VENV / "home.stamp").exists() and not is_stamped("home", home())
    if not works or moved:
        shutil.rmtree(VENV, ignore_errors=True)
        run(sys.executable, "-m", "venv", VENV, advice="The message above is of Python's own module venv.")
    stamp("home", home())


def pip(command: str, *arguments: str | Path, advice: str) -> None:
    run(PYTHON, "-m", "pip", command, *PIP_OPTIONS, *arguments, advice=advice)


def install_packages(purpose: str) -> tuple[float, float]:
    """Seconds spent on loading and on installing what the lock names, by its hashes."""
    by_hash: list[str | Path] = ["--require-hashes", "-r", LOCKS[purpose]]
    unreachable = "Can this machine reach its package index? What was loaded is kept; run it again."
    unwritable = "Is the disk full? Remove the folder .venv and run it again."
    started = time.perf_counter()
    pip("download", "--only-binary", ":all:", "--dest", WHEELS, *by_hash, advice=unreachable)
    loaded = time.perf_counter()
    # Python compiles a module when it is first imported, and most of these never are.
    pip("install", "--no-compile", "--no-index", "--find-links", WHEELS, *by_hash, advice=unwritable)
    shutil.rmtree(WHEELS, ignore_errors=True)
    return loaded - started, time.perf_counter() - loaded


def install_tarazy() -> None:
    pip("install", "--no-index", "--no-build-isolation", "--editable", ".", advice="Is pyproject.toml sound?")


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds .venv from the lock.")
    parser.add_argument("purpose", choices=sorted(LOCKS))
    parser.add_argument("--step", default="", help="such as 1/3, printed before the line of progress")
    options = parser.parse_args()
    packages, package = digest(LOCKS[options.purpose]), digest(ROOT / "pyproject.toml")
    title = f"{options.step} Python environment".strip()
    lives = PYTHON.exists() and is_stamped("home", home())
    if lives and is_stamped(options.purpose, packages) and is_stamped("tarazy", package):
        print(f"{title}: ready", flush=True)
        return
    print(f"{title} of {LOCKS[options.purpose].name}, once: about 1 minute, downloads included ...", flush=True)
    started = time.perf_counter()
    downloading = 0.0
    create()
    if not is_stamped(options.purpose, packages):
        downloading, _ = install_packages(options.purpose)
        stamp(options.purpose, packages)
    install_tarazy()
    stamp("tarazy", package)
    working = time.perf_counter() - started - downloading
    print(f"{title}: {downloading:.0f} s downloads, {working:.0f} s work", flush=True)


if __name__ == "__main__":
    main()
