"""Single marks of a picture: what pointing at one says, and the way to it by keyboard where they are few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tarazy.reports.plots.frame import INK, LETTER, TEXT, element, text, titled

MOST_REACHED: Final = 40  # more stops on the way through a page are a burden; the table beside is the way then
LINE_HEIGHT: Final = 16
LINES: Final = 2
WHAT_IS_CARRIED: Final = {"fill": "var(--sheet)", "fill_opacity": "1"}


@dataclass(frozen=True)
class Strip:
    """The room below a picture where the words of the mark stand that is pointed at or reached."""

    width: float
    top: float

    @property
    def height(self) -> int:
        return LINE_HEIGHT * LINES + 4

    def words(self, said: str) -> str:
        lines = in_lines(said, self.width)
        return "".join(
            text(line, 2, self.top + LINE_HEIGHT * (at + 1), fill=INK, class_="said", aria_hidden="true")
            for at, line in enumerate(lines)
        )


def strip_for(said: Iterable[str], width: float, top: float) -> Strip | None:
    """The room for the words of the marks of a picture; None where they are none or too many to be reached singly."""
    count = sum(bool(words) for words in said)
    return Strip(width, top) if 0 < count <= MOST_REACHED else None


def marked(said: str, strip: Strip | None, tag: str, content: str = "", /, **look: object) -> str:
    """A mark with what is said of it: one element, or a group of those in `content`."""
    if not said:
        return element(tag, content, **look)
    if strip is None:
        return element(tag, titled(said) + content, **look)
    drawn = element(tag, content, **look)
    return element("g", drawn + strip.words(said), class_="mark", tabindex=0, role="img", aria_label=said)


def in_lines(said: str, width: float) -> list[str]:
    """Words in as many lines as there is room for, the last with an ellipsis where that is not all of them.

    >>> in_lines("Almaty Region, 2022: 4.9 %", 130)
    ['Almaty Region,', '2022: 4.9 %']
    """
    room, lines = max(1, int(width / (TEXT * LETTER))), [""]
    for word in said.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < LINES:
            lines.append(word)
        else:
            return [*lines[:-1], f"{lines[-1][: max(1, room - 1)]}…"]
    return lines


def framed(
    title: str, width: float, height: float, parts: Iterable[str], marks: Iterable[str], strip: Strip | None
) -> str:
    """The whole: an image with a name, or where its marks can be reached, a group of them with a name."""
    if strip is not None:
        height += strip.height
        drawn = element("g", "".join(parts), aria_hidden="true") + "".join(marks)
    else:
        drawn = titled(title) + "".join((*parts, *marks))
    return element(
        "svg",
        drawn,
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=height,
        viewBox=f"0 0 {float(width):g} {float(height):g}",
        role="img" if strip is None else "group",
        aria_label=title,
    )
