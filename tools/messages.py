"""Finds what the sources ask to be translated: the engine's `msg("...")`, the web's gettext calls and templates."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GETTEXT = {"gettext": (0,), "ngettext": (0, 1), "pgettext": (1,), "npgettext": (1, 2)}
GETTEXT_NAMES = {"_": "gettext", "lazy": "gettext"} | {
    name + ending: name for name in GETTEXT for ending in ("", "_lazy", "_noop") if name + ending != "npgettext_noop"
}
CALL_IN_TEMPLATE = re.compile(r"\b(?:n?p?gettext|_)\(")
ENGINE_PARTS = ("engine", "exchange", "records", "reports", "cli")


@dataclass(frozen=True)
class Asked:
    """A message that a source asks for, and where it was first found."""

    text: str
    plural: str | None
    context: str | None
    place: str

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text


class NotAText(Exception):
    """`msg()` around something that is only known at run time: nobody can translate it."""


def engine_messages(sources: Path) -> Iterator[Asked]:
    """What the engine and the parts around it say; `sources` is src/tarazy."""
    for part in ENGINE_PARTS:
        for path in sorted((sources / part).rglob("*.py")):
            for call in calls(path.read_text(encoding="utf-8")):
                if name_of(call) != "msg":
                    continue
                place = f"{path.relative_to(sources.parent.parent).as_posix()}:{call.lineno}"
                if len(call.args) != 1 or not is_text(call.args[0]):
                    raise NotAText(f"{place}: msg() takes one plain text in quotes, known before the program runs")
                yield Asked(text_of(call.args[0]), None, None, place)


def web_messages(sources: Path) -> Iterator[Asked]:
    """What pages say: Python and templates below src/tarazy/web."""
    for path in sorted((sources / "web").rglob("*")):
        place = path.relative_to(sources.parent.parent).as_posix()
        if path.suffix == ".py":
            found = calls(path.read_text(encoding="utf-8"))
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            found = template_calls(path.read_text(encoding="utf-8"))
        else:
            continue
        for call in found:
            asked = asked_by(call, place)
            if asked:
                yield asked


def calls(source: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))


def template_calls(source: str) -> Iterator[ast.Call]:
    """Django turns a template into text that holds only calls of gettext; each is read from its first bracket on."""
    from django.utils.translation.template import templatize

    text: str = templatize(source)
    for found in CALL_IN_TEMPLATE.finditer(text):
        for closing in re.finditer(r"\)", text[found.end() :]):
            try:
                expression = ast.parse(text[found.start() : found.end() + closing.end()], mode="eval").body
            except SyntaxError:
                continue  # a bracket inside the text itself
            if isinstance(expression, ast.Call):
                expression.lineno += text.count("\n", 0, found.start())
                yield expression
            break


def asked_by(call: ast.Call, place: str) -> Asked | None:
    """The message of a gettext call; None where the call is another or its text is marked elsewhere."""
    function = GETTEXT_NAMES.get(name_of(call))
    if function is None:
        return None
    positions = GETTEXT[function]
    context = call.args[0] if function in ("pgettext", "npgettext") and call.args else None
    texts = [call.args[position] for position in positions if position < len(call.args)]
    if len(texts) < len(positions) or not all(is_text(text) for text in texts):
        return None
    plural = text_of(texts[1]) if len(texts) == 2 else None
    return Asked(text_of(texts[0]), plural, text_of(context) if context else None, f"{place}:{call.lineno}")


def name_of(call: ast.Call) -> str:
    function = call.func
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def text_of(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant)
    return str(node.value)
