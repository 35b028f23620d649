"""Pins what pyproject.toml allows: versions and hashes for every supported Python and system, and no index address.

    make lock

Two files from one resolution: `requirements.lock` is what the product and its demo need, with the tool that installs
the checkout itself; `requirements-dev.lock` is the same versions and the tools of developers.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]


def compile_lock(lock: str, *options: str) -> None:
    """One lock. The build tool comes on standard input: pyproject.toml names it where no extra can."""
    uv = shutil.which("uv", path=Path(sys.executable).parent) or "uv"
    build_tools = "\n".join(tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"])
    command = [uv, "pip", "compile", *OPTIONS, *options, "--output-file", lock, "pyproject.toml", "-"]
    subprocess.run(command, cwd=ROOT, input=build_tools, text=True, check=True)
    pinned = sum("==" in line for line in (ROOT / lock).read_text().splitlines())
    print(f"{lock}: {pinned} packages")


def main() -> None:
    compile_lock("requirements.lock", "--upgrade")
    compile_lock("requirements-dev.lock", "--upgrade", "--extra", "dev", "--constraint", "requirements.lock")


if __name__ == "__main__":
    main()
