"""A formula typeset: MathML Core, written here so that a page needs no script for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tarazy.engine.model.formula import Call, Constant, Expression, Lagged, Negative, Operation
from tarazy.engine.model.methodology import Methodology
from tarazy.web.doors.portal.methodologies.formula import BINDS, NAMES, SIGNS, lag_in_words, on_one_line, title_of
from tarazy.web.doors.portal.methodologies.words import exact

WHOLE: Final = 0
# A sign before a term binds as a sum does, so that no two signs stand side by side: a − (−b).
SIGNED: Final = BINDS["+"]
# What stands under a power is one piece: a number or a root, or something in brackets.
PIECE: Final = 5


def typeset(tree: Expression, methodology: Methodology) -> SafeString:
    """The whole formula; whoever cannot see it is given it on one line."""
    line = on_one_line(tree, methodology)
    return format_html('<math displaystyle="true" alttext="{}">{}</math>', line, _piece(tree, methodology, WHOLE))


def _piece(tree: Expression, methodology: Methodology, outer: int) -> SafeString:
    """`outer`: how tightly what stands around it binds; brackets where it binds tighter than the piece itself."""
    match tree:
        case Constant(number):
            return format_html("<mn>{}</mn>", exact(number))
        case Lagged():
            return _bracketed(_variable(tree, methodology), outer == PIECE)
        case Negative(of):
            return _bracketed(_row(_sign("-", "prefix"), _piece(of, methodology, BINDS["*"])), outer >= SIGNED)
        case Operation():
            return _operation(tree, methodology, outer)
        case Call("sqrt", (of,)):
            return format_html("<msqrt>{}</msqrt>", _piece(of, methodology, WHOLE))
        case Call("abs", (of,)):
            return _fenced("|", [_piece(of, methodology, WHOLE)], "|")
        case Call(function, arguments):
            inner = [_piece(one, methodology, WHOLE) for one in arguments]
            return _bracketed(
                _row(format_html("<mi>{}</mi>", NAMES[function]), _fenced("(", inner, ")")), outer == PIECE
            )


def _variable(read: Lagged, methodology: Methodology) -> SafeString:
    title = title_of(read.variable, methodology)
    note = format_html(" <small>({})</small>", lag_in_words(read.lag, methodology.period)) if read.lag else ""
    # One box in which a long title takes several lines.
    return format_html("<mtext><span>{}{}</span></mtext>", title, note)


def _operation(tree: Operation, methodology: Methodology, outer: int) -> SafeString:
    left, right, binds = tree.left, tree.right, BINDS[tree.operator]
    match tree.operator:
        case "/":
            over, under = (_piece(part, methodology, WHOLE) for part in (left, right))
            return _bracketed(format_html("<mfrac>{}{}</mfrac>", over, under), outer == PIECE)
        case "**":
            raised = format_html(
                "<msup>{}{}</msup>", _piece(left, methodology, PIECE), _piece(right, methodology, WHOLE)
            )
            return _bracketed(raised, outer == PIECE)
        case _:
            first = _piece(left, methodology, WHOLE if binds == SIGNED and outer == WHOLE else binds)
            row = _row(first, _sign(tree.operator), _piece(right, methodology, binds + 1))
            return _bracketed(row, binds < outer)


def _sign(operator: str, form: str = "infix") -> SafeString:
    # Titles are words, and a sign between words wants more space than one between letters.
    space = ".35em" if form == "infix" else "0"
    return format_html('<mo form="{}" lspace="{}" rspace="{}">{}</mo>', form, space, space, SIGNS[operator])


def _row(*pieces: SafeString) -> SafeString:
    return format_html("<mrow>{}</mrow>", format_html_join("", "{}", ((piece,) for piece in pieces)))


def _bracketed(piece: SafeString, needed: bool) -> SafeString:
    return _fenced("(", [piece], ")") if needed else piece


def _fenced(opening: str, pieces: Iterable[SafeString], closing: str) -> SafeString:
    inner = format_html_join(
        format_html('<mo form="infix" lspace="0" rspace=".35em">{}</mo>', ";"), "{}", ((piece,) for piece in pieces)
    )
    return format_html(
        '<mrow><mo form="prefix" stretchy="true">{}</mo>{}<mo form="postfix" stretchy="true">{}</mo></mrow>',
        opening,
        inner,
        closing,
    )
