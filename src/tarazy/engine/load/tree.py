"""The nodes must make one tree: the index at the root, every node in it once, indicators at the leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from tarazy.engine.checks.look_alikes import in_latin
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load.draft import Draft
from tarazy.engine.load.nodes import Scalar, Sequence
from tarazy.engine.load.read import Part
from tarazy.engine.load.report import Place, Report
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.words import msg


def check_tree(draft: Draft, report: Report) -> None:
    """Report ids that are reserved, used twice or unlike their file, and children that make no tree."""
    _check_ids(draft, report)
    links = list(_links(draft))
    _check_children(draft, links, report)
    _check_cycles(links, report)


def _check_ids(draft: Draft, report: Report) -> None:
    seen: dict[str, Place] = {}
    for id, place in _ids(draft, report):
        if id == INDEX:
            report.add(
                place,
                msg("The id «{id}» is reserved."),
                msg("It names the index itself, the root of the tree."),
                msg("Choose another id."),
                id=id,
            )
        elif id in seen:
            report.add(
                place,
                msg("The id «{id}» is used a second time; the first is in {first}."),
                msg("An id names one node only, so that scores cannot be confused."),
                msg("Give one of them another id."),
                id=id,
                first=str(seen[id]),
            )
        seen.setdefault(id, place)


def _ids(draft: Draft, report: Report) -> Iterator[tuple[str, Place]]:
    for dimension in draft.dimensions:
        if id := dimension.get("dimension"):
            yield id, dimension.place("dimension")
    for path, part in draft.indicators.items():
        if part is None or not (id := part.get("indicator")):
            continue
        stem = PurePosixPath(path).stem
        if id != stem:
            report.add(
                part.place("indicator"),
                msg("The indicator is called «{id}» and its file «{file}»."),
                msg("A file bears the id of its indicator, so that everybody finds it."),
                msg("Rename the file to {id}.yaml, or correct the id."),
                id=id,
                file=PurePosixPath(path).name,
            )
        yield id, part.place("indicator")


_ADD_CHILD: Final = msg("Add the file indicators/{child}.yaml or a dimension «{child}», or remove the child.")
# A parent, a child that it names, and where.
Link = tuple[str, str, Place]


def _links(draft: Draft) -> Iterator[Link]:
    parents = [(INDEX, draft.index), *((part.get("dimension", ""), part) for part in draft.dimensions)]
    for parent, part in parents:
        if not isinstance(part, Part):
            continue
        for position, child in enumerate(part.get("children", ())):
            meant = child if isinstance(child, str) else _meant(part, position)
            if isinstance(child, str) or meant in draft.node_ids:
                yield parent, meant, part.place("children", position)


def _meant(parent: Part, position: int) -> str:
    """The child that a refused name most likely means: with Latin letters in place of those that look like them."""
    children = parent.node.get("children")
    item = children.items[position] if isinstance(children, Sequence) else None
    return in_latin(item.text) if isinstance(item, Scalar) else ""


def _check_children(draft: Draft, links: list[Link], report: Report) -> None:
    known = draft.node_ids
    parents: dict[str, str] = {}
    for parent, child, place in links:
        if child not in known and not draft.knows_its_nodes:
            continue
        if child not in known:
            near = nearest(child, known)
            report.add(
                place,
                msg("«{parent}» names the child «{child}», which does not exist."),
                msg("A child is a dimension of methodology.yaml or an indicator with its own file."),
                msg("Did you mean «{near}»?") if near else _ADD_CHILD,
                parent=parent,
                child=child,
                near=near,
            )
        elif child in parents:
            report.add(
                place,
                msg("«{child}» is a child of «{parent}» and already of «{first}»."),
                msg("A node used twice would count twice without anybody seeing it."),
                msg("Keep it in one place."),
                parent=parent,
                child=child,
                first=parents[child],
            )
        parents.setdefault(child, parent)
    if draft.index is not None and draft.knows_its_nodes:
        for id, place in known.items():
            if id not in parents and id != INDEX and not _other_name(id, draft):
                report.add(
                    place,
                    msg("«{id}» is a child of no node."),
                    msg("What is not in the tree is not scored, and a reader would think it is."),
                    msg("Add «{id}» to the list «children» of the index or of a dimension, or remove it."),
                    id=id,
                )


def _other_name(id: str, draft: Draft) -> bool:
    """Whether this is only the file name of an indicator whose own id differs, which is reported as such."""
    return any(
        part is not None and PurePosixPath(path).stem == id and part.get("indicator", id) != id
        for path, part in draft.indicators.items()
    )


def _check_cycles(links: list[Link], report: Report) -> None:
    children: dict[str, list[tuple[str, Place]]] = {}
    for parent, child, place in links:
        children.setdefault(parent, []).append((child, place))
    done: set[str] = set()
    for start in children:
        path: list[str] = []
        _walk(start, children, path, done, report)


def _walk(
    node: str,
    children: dict[str, list[tuple[str, Place]]],
    path: list[str],
    done: set[str],
    report: Report,
) -> None:
    if node in done:
        return
    path.append(node)
    for child, place in children.get(node, ()):
        if child in path:
            cycle = [*path[path.index(child) :], child]
            report.add(
                place,
                msg("The tree goes round in a circle: {path}."),
                msg("A node cannot be part of itself."),
                msg("Remove one of these links."),
                path=" → ".join(cycle),
            )
        else:
            _walk(child, children, path, done, report)
    path.pop()
    done.add(node)
