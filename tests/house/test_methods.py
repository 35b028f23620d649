"""A method ships whole: its module, both catalogues, its spec, its foreign example and its page in the manual."""

from collections.abc import Iterator
from pathlib import Path

from tarazy.engine.steps import ORDER
from tests.house.checkout import ROOT, assert_none, files, invent

STEPS = "src/tarazy/engine/steps"


def methods(root: Path) -> Iterator[tuple[str, str]]:
    """Step and name of every method: the modules in the folders of the steps."""
    for path in files(root, STEPS, ending=".py"):
        parts = path.relative_to(root / STEPS).with_suffix("").parts
        if len(parts) == 2 and parts[0] in ORDER and parts[1] != "__init__":
            yield parts[0], parts[1]


def missing_parts(root: Path) -> Iterator[str]:
    for step, method in methods(root):
        spec = root / "tests" / "engine" / "spec" / step
        if not any((spec / name).is_file() for name in (f"{method}.py", f"test_{method}.py")):
            yield f"{step}/{method}: tests/engine/spec/{step}/test_{method}.py"
        for language in ("kk", "ru"):
            catalogue = f"src/tarazy/engine/locale/{method}.{language}.po"
            if not (root / catalogue).is_file():
                yield f"{step}/{method}: {catalogue}"
        if not files(root, f"tests/engine/outland/{method}"):
            yield f"{step}/{method}: tests/engine/outland/{method}/ with a file"
        page = f"docs/manual/methods/{method}.md"
        if not (root / page).is_file():
            yield f"{step}/{method}: {page}"


def test_every_method_ships_whole() -> None:
    assert_none(missing_parts(ROOT))


def test_what_a_method_lacks_is_named(tmp_path: Path) -> None:
    whole = {
        f"{STEPS}/rank/__init__.py": "",
        f"{STEPS}/rank/dense.py": "",
        "src/tarazy/engine/locale/dense.kk.po": "",
        "src/tarazy/engine/locale/dense.ru.po": "",
        "tests/engine/spec/rank/test_dense.py": "",
        "tests/engine/outland/dense/README.md": "",
        "docs/manual/methods/dense.md": "",
    }
    root = invent(tmp_path, whole)
    assert list(methods(root)) == [("rank", "dense")]
    assert list(missing_parts(root)) == []
    invent(root, {f"{STEPS}/rank/average.py": "", f"{STEPS}/weigh/equal.py": ""})
    lacking = [line.partition(":")[0] for line in missing_parts(root)]
    assert lacking == ["rank/average"] * 5 + ["weigh/equal"] * 5
