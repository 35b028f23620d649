"""The pages that people trust: the dictionary, the decisions, what is done and what is not."""

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.checkout import ROOT, assert_none, files, invent, parsed

DECISION_LINES = 60
COLUMNS = 5
STATES = ("not begun", "partly", "works")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)(?:#[^)]*)?\)")
IN_CODE = re.compile(r"`([^`]+)`")
CYRILLIC = re.compile(r"[\u0400-\u04FF]")


def rows(page: Path) -> list[list[str]]:
    """The cells of the tables of a page, without their heads."""
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = {number - 1 for number, row in enumerate(cells) if set("".join(row)) <= set("-: ")}
    return [row for number, row in enumerate(cells) if number not in heads and number - 1 not in heads]


def glossary_faults(root: Path) -> Iterator[str]:
    seen: dict[str, str] = {}
    for row in rows(root / "GLOSSARY.md"):
        if len(row) != COLUMNS:
            yield f"{row[0]}: {len(row)} cells instead of {COLUMNS}"
            continue
        code, english, russian, kazakh, _ = row
        if not (code and english and CYRILLIC.search(russian) and CYRILLIC.search(kazakh)):
            yield f"{code}: a language is missing"
        if code in seen:
            yield f"{code}: stands twice"
        seen[code] = english


def words_not_to_use(root: Path) -> dict[str, str]:
    """Each word that the last column rules out in code, with the word to use instead."""
    return {word: row[0] for row in rows(root / "GLOSSARY.md") for word in IN_CODE.findall(row[-1])}


def defined_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def words_in(name: str) -> set[str]:
    """The words of a name, alone and in pairs: peerGroup and peer_group hold `peer`, `group` and `peer_group`."""
    words = re.findall(r"[a-z]+|[0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
    return {*words, *("_".join(pair) for pair in itertools.pairwise(words))}


def other_words(root: Path) -> Iterator[str]:
    """Names in code that say something the dictionary has another word for."""
    instead = words_not_to_use(root)
    for path, tree in parsed(root, "src"):
        for name in sorted({*defined_names(tree), Path(path).stem}):
            for word in sorted(words_in(name) & instead.keys()):
                yield f"{path}: {name}: the word is {instead[word]!r}, not {word!r}"


def decision_faults(root: Path) -> Iterator[str]:
    pages = files(root, "docs/decisions", ending=".md")
    for expected, page in enumerate(pages, start=1):
        lines = page.read_text(encoding="utf-8").splitlines()
        if not page.name.startswith(f"{expected:04d}-"):
            yield f"{page.name}: the number here is {expected:04d}"
        if len(lines) > DECISION_LINES:
            yield f"{page.name}: {len(lines)} lines; a decision is one page"
        if not lines or not lines[0].startswith("# "):
            yield f"{page.name}: no title"


def progress_faults(root: Path) -> Iterator[str]:
    for row in rows(root / "docs" / "in-progress.md"):
        number, sentence, state, proof = row if len(row) == 4 else (row[0], "", "", "")
        if not sentence or state not in STATES:
            yield f"row {number}: the state is one of {', '.join(STATES)}"
        if state == "works" and not IN_CODE.search(proof):
            yield f"row {number}: what works names the command or the test that shows it"
        for path in re.findall(r"(?:tests|src|docs|benchmarks|data|methodologies|tools)/[\w./-]+", proof):
            if not (root / path.rstrip(".")).exists():
                yield f"row {number}: {path} does not exist"


def broken_links(root: Path) -> Iterator[str]:
    for page in files(root, ending=".md"):
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                yield f"{page.relative_to(root).as_posix()}: {target}"


def test_the_glossary_is_whole() -> None:
    assert len(rows(ROOT / "GLOSSARY.md")) >= 100
    assert_none(glossary_faults(ROOT))


def test_code_uses_the_words_of_the_glossary() -> None:
    assert words_not_to_use(ROOT)
    assert_none(other_words(ROOT))


def test_every_decision_is_one_numbered_page() -> None:
    assert files(ROOT, "docs/decisions", ending=".md")
    assert_none(decision_faults(ROOT))


def test_progress_is_stated_honestly() -> None:
    assert rows(ROOT / "docs" / "in-progress.md")
    assert_none(progress_faults(ROOT))


def test_links_between_pages_lead_somewhere() -> None:
    assert_none(broken_links(ROOT))


def test_planted_faults_of_documents_are_found(tmp_path: Path) -> None:
    glossary = """| code | English | русский | қазақша | not this word |
|---|---|---|---|---|
| band | band | категория | санат | `grade` |
| peer_group | peer group | группа | топ | `cohort`, `twin_set` |
| band | band | категория | санат | |
| rank | rank | rank | орын | |
| score | score | балл |
"""
    progress = """| # | sentence | state | command or test |
|---|---|---|---|
| 1 | It runs. | works | by eye |
| 2 | It sings. | soon | |
| 3 | It flies. | works | `pytest tests/flight.py` |
| 4 | It walks. | not begun | |
"""
    root = invent(
        tmp_path,
        {
            "GLOSSARY.md": glossary,
            "README.md": "[there](GLOSSARY.md#x) [web](https://example.kz) [nowhere](docs/none.md)\n",
            "docs/in-progress.md": progress,
            "docs/decisions/0001-good.md": "# Good\n",
            "docs/decisions/0003-long.md": "text\n" * 61,
            "src/tarazy/engine/a.py": "def grade_of(unit):\n    degrade = twinSet = 1\n",
        },
    )
    assert [line.partition(":")[0] for line in glossary_faults(root)] == ["band", "rank", "score"]
    assert [line.split(": ")[1] for line in other_words(root)] == ["grade_of", "twinSet"]
    assert [line.partition(":")[0] for line in decision_faults(root)] == ["0003-long.md"] * 3
    assert [line.partition(":")[0] for line in progress_faults(root)] == ["row 1", "row 2", "row 3"]
    assert list(broken_links(root)) == ["README.md: docs/none.md"]
