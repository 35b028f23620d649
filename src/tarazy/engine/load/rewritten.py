"""The text of a methodology with some of its entries written otherwise; every other byte, remarks too, stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from yaml import CSafeLoader, compose
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from tarazy.engine.load.folder import CHANGES, METHODOLOGY, is_indicator
from tarazy.engine.load.plain import Leaf, Plain, plain_of
from tarazy.engine.load.write import entry
from tarazy.engine.model.changed import Changed
from tarazy.engine.model.methodology import INDEX, Methodology
from tarazy.engine.model.methods import Methods
from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES

_HEADING: Final = "# "


@dataclass(frozen=True)
class Edition:
    """What a new version is called, and what its CHANGES.md says of it, in whole paragraphs. `states_uncertainty`:
    False where what may vary is taken out, since it does not fit any more.
    """

    version: str
    title: Text
    changes: str
    states_uncertainty: bool = True


def rewritten(methodology: Methodology, changed: Changed, edition: Edition) -> dict[str, bytes]:
    """The files of a new version in which some nodes take other methods, by path within the folder.

    Parameters: `methodology` as it was read from its text, so with its files; `changed` by node.
    Returns: the files. Whether they are a methodology, loading them says.
    """
    files = dict(methodology.files)
    named: dict[str, Plain] = {"version": Leaf(edition.version, quoted=True)}
    if edition.title != methodology.title:
        named["title"] = {lang: Leaf(edition.title.in_language(lang), quoted=True) for lang in LANGUAGES}
    top: dict[tuple[str, ...], dict[str, Plain]] = {
        (): named,
        ("index",): _plain(changed.get(INDEX, {})),
    }
    dimensions = {one.id: _plain(changed[one.id]) for one in methodology.dimensions if one.id in changed}
    text = files[METHODOLOGY].decode()
    cuts = _in_methodology(text, top, dimensions)
    if not edition.states_uncertainty:
        cuts += _without(_composed(text), "uncertainty")
    files[METHODOLOGY] = _spliced(text, cuts).encode()
    for path in filter(is_indicator, methodology.files):
        root = _composed(files[path].decode())
        id = _words_of(root).get("indicator", "")
        if id in changed:
            files[path] = _spliced(files[path].decode(), list(_entries(root, _plain(changed[id])))).encode()
    files[CHANGES] = _with_changes(files[CHANGES].decode(), edition).encode()
    return files


def _plain(taken: Methods) -> dict[str, Plain]:
    return {
        step: [plain_of(one) for one in given] if isinstance(given, tuple) else plain_of(given)
        for step, given in taken.items()
    }


@dataclass(frozen=True)
class _Cut:
    """Where the old entry stands, and what takes its place."""

    start: int
    end: int
    text: str


def _spliced(text: str, cuts: list[_Cut]) -> str:
    for cut in sorted(cuts, key=lambda one: -one.start):
        text = text[: cut.start] + cut.text + text[cut.end :]
    return text


def _in_methodology(
    text: str, top: Mapping[tuple[str, ...], dict[str, Plain]], dimensions: Mapping[str, dict[str, Plain]]
) -> list[_Cut]:
    root = _composed(text)
    cuts = [cut for path, entries in top.items() for cut in _entries(_down(root, path), entries)]
    listed = _values(root).get("dimensions")
    for node in listed.value if isinstance(listed, SequenceNode) else ():
        cuts += _entries(node, dimensions.get(_words_of(node).get("dimension", ""), {}))
    return cuts


def _composed(text: str) -> MappingNode:
    """The tree of a file that was loaded before; only where things stand is asked of it."""
    root = compose(text, CSafeLoader)
    assert isinstance(root, MappingNode)
    return root


def _down(node: MappingNode, path: tuple[str, ...]) -> MappingNode:
    for key in path:
        inner = _values(node)[key]
        assert isinstance(inner, MappingNode)
        node = inner
    return node


def _values(node: MappingNode) -> dict[str, Node]:
    return {key.value: value for key, value in node.value}


def _words_of(node: MappingNode) -> dict[str, str]:
    return {key.value: value.value for key, value in node.value if isinstance(value, ScalarNode)}


def _entries(node: MappingNode, wanted: Mapping[str, Plain]) -> Iterator[_Cut]:
    """Each wanted key of a mapping, with its value, written anew where the old one stands."""
    for key, value in node.value:
        if key.value in wanted:
            lines = entry(key.value, wanted[key.value], key.start_mark.column, in_braces=bool(node.flow_style))
            yield _Cut(key.start_mark.index, _end(value), lines)


def _without(node: MappingNode, unwanted: str) -> Iterator[_Cut]:
    for key, value in node.value:
        if key.value == unwanted:
            yield _Cut(key.start_mark.index, _end(value) + 1, "")


def _end(node: Node) -> int:
    """Where a value ends; a mapping without braces ends with its last value, not where the next key begins."""
    if isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last: Any = node.value[-1]
        return _end(last[1] if isinstance(node, MappingNode) else last)
    return int(node.end_mark.index)


def _with_changes(text: str, edition: Edition) -> str:
    """The new version above the older ones, below the heading of the file."""
    said = f"## {edition.version}\n{edition.changes.strip()}\n"
    head, _, rest = text.partition("\n") if text.startswith(_HEADING) else ("# Changes", "", text)
    return f"{head}\n\n{said}\n{rest.lstrip()}"
