"""A methodology -> the text of its files: the only writer of methodologies.

What is written is read back as an equal methodology. Remarks and the layout of an earlier text are not kept.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from tarazy.engine.load.folder import CHANGES, README
from tarazy.engine.load.plain import Leaf, Plain, plain_files
from tarazy.engine.model.methodology import Methodology

_WIDEST: Final = 120
_INDENT: Final = 2
# What YAML would take for its own in a plain value: at its beginning, within it, between braces.
_NOT_PLAIN: Final = re.compile(r"^[-?:](\s|$)|^[&*!|>%@`\"'{}\[\],#]|:\s|\s#|\n")
_NOT_IN_BRACES: Final = re.compile(r"[,{}\[\]]")


def files_of(methodology: Methodology) -> dict[str, str]:
    """The text of every file by its path within the folder; those that are not YAML as they are.

    >>> from tarazy.engine.load import load_methodology
    >>> list(files_of(load_methodology("un/hdi/2021")))[:2]
    ['methodology.yaml', 'variables.yaml']
    """
    files = {path: yaml_of(keys) for path, keys in plain_files(methodology).items()}
    return files | {path: methodology.files[path].decode() for path in (CHANGES, README) if path in methodology.files}


def yaml_of(keys: dict[str, Any]) -> str:
    """Keys as a file of YAML."""
    return "".join(f"{line}\n" for line in _keys(keys, 0))


def entry(key: str, node: Plain, column: int, *, in_braces: bool) -> str:
    """One key with what it holds, as it stands in a mapping whose keys begin at a column, or between braces.

    >>> entry("weigh", {"method": Leaf("equal")}, 2, in_braces=False)
    'weigh: {method: equal}'
    """
    if in_braces:
        return f"{key}: {_flow_inside(node)}"
    return "\n".join(_entry(f"{' ' * column}{key}:", node, column)).lstrip(" ")


def spelled(leaf: Leaf) -> str:
    """A value as it stands on one line: a number in its shortest digits, a text in quotes.

    >>> spelled(Leaf(20.0)), spelled(Leaf(True)), spelled(Leaf("a: b", quoted=True))
    ('20', 'true', '"a: b"')
    """
    value = leaf.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _in_quotes(str(value)) if leaf.quoted else str(value)


def _in_quotes(text: str) -> str:
    """The letters of all languages as they are; what nobody sees by its number."""
    return "".join(
        f"\\u{ord(one):04x}" if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") else one
        for one in json.dumps(text, ensure_ascii=False)
    )


def _keys(keys: dict[str, Any], indent: int) -> Iterator[str]:
    for key, inner in keys.items():
        yield from _entry(f"{' ' * indent}{key}:", inner, indent)


def _entry(head: str, node: Plain, indent: int) -> Iterator[str]:
    """A key with what it holds, on its own line where that is short, else on those below it."""
    flow = _flow(node)
    if isinstance(node, Leaf) and flow is None:
        yield from _block_text(head, str(node.value), indent)
    elif flow is not None and (isinstance(node, Leaf) or (_is_small(node) and len(head) + 1 + len(flow) <= _WIDEST)):
        yield f"{head} {flow}"
    elif isinstance(node, dict):
        yield head
        yield from _keys(node, indent + _INDENT)
    elif isinstance(node, list):
        yield head
        for item in node:
            yield from _item(item, indent + _INDENT)


def _item(node: Plain, indent: int) -> Iterator[str]:
    head = f"{' ' * indent}-"
    flow = _flow(node)
    if flow is not None and (isinstance(node, Leaf) or (_is_small(node) and len(head) + 1 + len(flow) <= _WIDEST)):
        yield f"{head} {flow}"
        return
    assert isinstance(node, dict)
    lines = _keys(node, indent + _INDENT)
    yield f"{head} {next(lines).lstrip()}"
    yield from lines


def _is_small(node: Plain) -> bool:
    """Whether a reader still takes it in on one line: no rows of keys, no keys within keys within keys."""
    return _depth(node) <= 2 and not any(isinstance(inner, list) and _depth(inner) > 1 for inner in _inside(node))


def _inside(node: Plain) -> list[Any]:
    match node:
        case dict():
            return [node, *node.values()]
        case list():
            return [node, *node]
    return []


def _depth(node: Plain) -> int:
    return 1 + max((_depth(inner) for inner in _inside(node)[1:]), default=0) if not isinstance(node, Leaf) else 0


def _flow(node: Plain) -> str | None:
    """On one line, or None where something in it cannot stand on one."""
    match node:
        case Leaf():
            text = spelled(node)
            has_lines = node.quoted and isinstance(node.value, str) and _is_block(node.value)
            return None if has_lines or (not node.quoted and _NOT_PLAIN.search(text)) else text
        case dict():
            inner = {key: _flow_inside(value) for key, value in node.items()}
            return None if None in inner.values() else f"{{{', '.join(f'{key}: {inner[key]}' for key in inner)}}}"
    items = [_flow_inside(value) for value in node]
    return None if None in items else f"[{', '.join(str(item) for item in items)}]"


def _flow_inside(node: Plain) -> str | None:
    text = _flow(node)
    is_torn = isinstance(node, Leaf) and not node.quoted and _NOT_IN_BRACES.search(text or "")
    return None if is_torn else text


def _is_block(text: str) -> bool:
    """Whether a text reads better below | than in quotes, and comes back from there as it is."""
    is_odd = any(unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") for one in text if one != "\n")
    return "\n" in text and not is_odd and text[0] not in " \n" and not text.endswith("\n\n") and text.strip() != ""


def _block_text(head: str, text: str, indent: int) -> Iterator[str]:
    yield f"{head} |" if text.endswith("\n") else f"{head} |-"
    for line in text.removesuffix("\n").split("\n"):
        yield f"{' ' * (indent + _INDENT)}{line}" if line else ""
