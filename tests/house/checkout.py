"""The files of a checkout: what git tracks or would track."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(root: Path, *folders: str, ending: str = "") -> list[Path]:
    """Tracked files and new ones that are not ignored, sorted."""
    # A build server may run as another user than the one who owns the files; reading their names does no harm.
    git = ["git", "-c", "safe.directory=*", "-C", str(root)]
    command = [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    paths = {root / name for name in listed if name.endswith(ending) and name}
    return sorted(path for path in paths if path.is_file())


def parsed(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file with its path from the root and its tree."""
    for path in files(root, *folders, ending=".py"):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def invent(root: Path, contents: dict[str, str]) -> Path:
    """A small checkout in an empty folder."""
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    for name, text in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def assert_none(faults: Iterable[str]) -> None:
    """Every fault on a line of its own, so that one run shows all there is to mend."""
    found = list(faults)
    if found:
        pytest.fail("\n".join(found), pytrace=False)
