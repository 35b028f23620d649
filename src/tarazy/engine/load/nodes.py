"""A YAML text as a tree that knows its lines and its quotes, and nothing that this format has no use for.

Anchors, aliases, merge keys, tags, several documents, duplicate keys and quoted keys are refused here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from yaml import CSafeLoader, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from tarazy.engine.load import refusals
from tarazy.engine.load.report import Place, Report

DEEPEST: Final = 24
_NODES_AT_MOST: Final = 100_000
CELL: Final = "cell"  # the style of a cell of a table: nothing there is in quotes, and nothing needs them


@dataclass(frozen=True)
class Source:
    """The text of a file, to find the place of a character of it."""

    file: str
    text: str

    def place(self, index: int) -> Place:
        line_start = self.text.rfind("\n", 0, index) + 1
        return Place(self.file, self.text.count("\n", 0, index) + 1, index - line_start + 1)


@dataclass(frozen=True)
class Scalar:
    """One value or key. `style` is "" (plain), ', ", |, > or CELL; `start` and `end` bound it in the source."""

    place: Place
    text: str
    style: str
    source: Source
    start: int
    end: int

    @property
    def plain(self) -> bool:
        return self.style in ("", CELL)

    @property
    def quoted(self) -> bool:
        return self.style != ""

    @property
    def absent(self) -> bool:
        """Whether nothing was written where a value belongs."""
        return self.plain and self.text in ("", "null", "~", "Null", "NULL")

    @property
    def written(self) -> tuple[int, str]:
        """Its own characters in the source and where they begin; below | or > from the next line on."""
        line_end = self.source.text.find("\n", self.start) if self.style in ("|", ">") else self.start - 1
        start = self.end if line_end < self.start - 1 else line_end + 1
        return start, self.source.text[start : self.end]


@dataclass(frozen=True)
class Sequence:
    place: Place
    items: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Mapping:
    """Keys with their values, in order; a key that was refused is not among them."""

    place: Place
    flow: bool
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry and entry[1]


@dataclass(frozen=True)
class Broken:
    """What stood here was refused and reported."""

    place: Place


Node = Scalar | Sequence | Mapping | Broken


def locate(node: Node, path: tuple[str | int, ...]) -> Place:
    """The place of what the path leads to, or of the last part of the path that exists."""
    for step in path:
        inner: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            entry = node.entries.get(step)
            inner = entry and (entry[0] if not isinstance(entry[1], Scalar) and step == path[-1] else entry[1])
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            inner = node.items[step]
        if inner is None:
            break
        node = inner
    return node.place


def compose(file: str, text: str, report: Report) -> Node | None:
    """The tree of a file, or None if its text is not YAML; every refusal is reported."""
    builder = _Builder(Source(file, text), report)
    try:
        for event in _events(text):
            if not builder.take(event):
                return None
    except MarkedYAMLError as error:
        refusals.syntax(file, error, report)
        return None
    except YAMLError:
        refusals.unreadable(Place(file), report)
        return None
    if builder.root is None:
        refusals.no_content(Place(file), report)
    return builder.root


def _events(text: str) -> Iterator[Any]:
    """What the parser sees: texts and their styles only, so that nothing of YAML 1.1 is read into them."""
    parser = CSafeLoader(text)  # of which the parser alone is asked
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


class _Open:
    """A mapping or sequence whose end has not come yet."""

    def __init__(self, node: Sequence | Mapping) -> None:
        self.node = node
        self.key: Scalar | None = None
        self.key_expected = True

    def accept(self, child: Node, report: Report) -> None:
        if isinstance(self.node, Sequence):
            self.node.items.append(child)
        elif self.key_expected:
            self.key = self._key(child, self.node, report)
            self.key_expected = False
        else:
            if self.key is not None:
                if isinstance(child, Scalar) and child.absent:
                    # The parser sees an empty value only where the next line begins.
                    child = replace(child, place=self.key.place)
                self.node.entries[self.key.text] = (self.key, child)
            self.key_expected = True

    @staticmethod
    def _key(child: Node, mapping: Mapping, report: Report) -> Scalar | None:
        if not isinstance(child, Scalar) or not child.text:
            refusals.key_not_a_word(child.place, report)
        elif not child.plain:
            refusals.quoted_key(child.place, child.text, report)
            return child
        elif child.text == "<<":
            refusals.merge_key(child.place, report)
        elif child.text in mapping.entries:
            first = mapping.entries[child.text][0].place.line
            refusals.duplicate_key(child.place, child.text, first, report)
        else:
            return child
        return None


class _Builder:
    """Builds the tree from the parser's events; holds no recursion, so no text is too deep for it."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source, self.report = source, report
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.documents = 0
        self.nodes = 0

    def take(self, event: Any) -> bool:
        """Whether to read on."""
        place = Place(self.source.file, event.start_mark.line + 1)
        if isinstance(event, DocumentStartEvent):
            return self._document(event, place)
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._put(self.open.pop().node)
            return True
        if isinstance(event, NodeEvent):
            self.nodes += 1
            if len(self.open) >= DEEPEST or self.nodes > _NODES_AT_MOST:
                refusals.too_deep_or_many(place, DEEPEST, _NODES_AT_MOST, self.report)
                return False
            self._node(event, place)
        return True

    def _document(self, event: Any, place: Place) -> bool:
        self.documents += 1
        if self.documents > 1:
            refusals.several_documents(place, self.report)
            return False
        if event.version or event.tags:
            refusals.directive(Place(place.file, 1), self.report)
        return True

    def _node(self, event: Any, place: Place) -> None:
        anchor, ends = event.anchor, (event.start_mark.index, event.end_mark.index)
        if isinstance(event, AliasEvent):
            refusals.alias(place, anchor, self.report)
            self._put(Broken(place))
            return
        if anchor:
            refusals.anchor(place, anchor, self.report)
        if event.tag:
            refusals.tag(place, str(event.tag), self.report)
        if isinstance(event, MappingStartEvent):
            self.open.append(_Open(Mapping(place, flow=bool(event.flow_style))))
        elif isinstance(event, SequenceStartEvent):
            self.open.append(_Open(Sequence(place)))
        elif isinstance(event, ScalarEvent):
            self._put(Scalar(place, event.value, event.style or "", self.source, *ends))

    def _put(self, node: Node) -> None:
        if self.open:
            self.open[-1].accept(node, self.report)
        else:
            self.root = node
