"""Nothing in a tracked file belongs to one machine or to one place that packages come from."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import ROOT, assert_none, files, invent

# Written so that this file does not find itself.
REGISTRIES = re.compile(
    r"(?:pypi|pythonhosted|npmjs|yarnpkg|unpkg|jsdelivr|debian)[.](?:org|com|net)"
    r"|(?:proxy|mirror|registry|artifact\w*|nexus)[\w-]*[.](?:internal|local|corp|lan)\b",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w./:~*})-])/(?:work|root|home/\w+|tmp/brief|opt/(?:wheels|pypi))(?=[/\s\"'`),;]|$)")
TOO_BIG_TO_READ = 5_000_000


def text_of(path: Path) -> str:
    """The text of a file; nothing of a picture, a font or another binary file."""
    content = path.read_bytes()
    return "" if b"\0" in content or len(content) > TOO_BIG_TO_READ else content.decode(errors="replace")


def strangers(root: Path) -> Iterator[str]:
    for path in files(root):
        text = text_of(path)
        for pattern, what in ((REGISTRIES, "a package registry"), (MACHINE_PATHS, "a path of one machine")):
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                yield f"{path.relative_to(root).as_posix()}:{line}: {what}: {found[0]}"


def addresses_in_locks(root: Path) -> Iterator[str]:
    """A lock pins by hash, so it may be installed from anywhere and names no place."""
    for path in files(root, ending=".lock"):
        for number, line in enumerate(text_of(path).split("\n"), start=1):
            if "://" in line or line.lstrip().startswith(("-i ", "--index", "--extra-index", "--find-links", "-f ")):
                yield f"{path.name}:{number}: {line.strip()}"


def unpinned(root: Path) -> Iterator[str]:
    """What pyproject.toml asks for and a lock does not pin within its bounds."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    dependencies, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    wanted = {
        "requirements.lock": [*dependencies, *project["build-system"]["requires"]],
        "requirements-dev.lock": [*dependencies, *extras["dev"]],
    }
    for lock, requirements in wanted.items():
        pins = dict(re.findall(r"^([\w.-]+)(?:\[.*\])?==(\S+)", (root / lock).read_text(), re.MULTILINE))
        for requirement in map(Requirement, requirements):
            pin = pins.get(canonicalize_name(requirement.name))
            if pin is None or not requirement.specifier.contains(pin):
                yield f"{lock}: {requirement} is pinned to {pin}; `make lock` renews it"


def unhashed(root: Path) -> Iterator[str]:
    for path in files(root, ending=".lock"):
        for package in re.findall(r"^(?!\s|#)(\S+==\S+)[^\n]*$(?!\n\s+--hash=sha256:)", path.read_text(), re.MULTILINE):
            yield f"{path.name}: {package}"


def test_no_machine_and_no_registry_is_named() -> None:
    assert_none(strangers(ROOT))


def test_the_locks_name_no_address_and_every_hash() -> None:
    assert {path.name for path in files(ROOT, ending=".lock")} == {"requirements.lock", "requirements-dev.lock"}
    assert_none(addresses_in_locks(ROOT))
    assert_none(unhashed(ROOT))


def test_the_locks_follow_the_project() -> None:
    assert_none(unpinned(ROOT))


def test_strangers_are_found(tmp_path: Path) -> None:
    registry = "https://" + "files.python" + "hosted.org/x"
    machine = "/" + "work/main"
    root = invent(
        tmp_path,
        {
            "a.md": f"see {registry}\n",
            "b.py": f'HOME = "{machine}/data"\n',
            "c.md": "cd /" + "root\nnodes/root /rooted https://example.kz/work/1 src/work/x\n",
        },
    )
    assert [line.split(": ")[0] for line in strangers(root)] == ["a.md:1", "b.py:1", "c.md:1"]


def test_an_address_and_a_missing_hash_in_a_lock_are_found(tmp_path: Path) -> None:
    good = "a==1 \\\n    --hash=sha256:00\nb==2 ; sys_platform == 'win32' \\\n    --hash=sha256:00\n"
    root = invent(tmp_path, {"good.lock": good, "bad.lock": "--index-url x\nc==3\nd==4 \\\n    --hash=sha256:00\n"})
    assert list(addresses_in_locks(root)) == ["bad.lock:1: --index-url x"]
    assert list(unhashed(root)) == ["bad.lock: c==3"]


def test_a_lock_behind_the_project_is_found(tmp_path: Path) -> None:
    project = """
[build-system]
requires = ["builder"]
[project]
dependencies = ["old>=2", "Good_One[extra]>=1"]
optional-dependencies = {dev = ["absent"]}
"""
    pins = "old==1 \\\ngood-one==1.5 \\\nbuilder==1 \\\n"
    root = invent(tmp_path, {"pyproject.toml": project, "requirements.lock": pins, "requirements-dev.lock": pins})
    found = [line.partition(" is pinned to ")[0::2] for line in unpinned(root)]
    assert [(what, where.partition(";")[0]) for what, where in found] == [
        ("requirements.lock: old>=2", "1"),
        ("requirements-dev.lock: old>=2", "1"),
        ("requirements-dev.lock: absent", "None"),
    ]
