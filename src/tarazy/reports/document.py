"""A document as PDF/UA-1: tagged, in its language, the same bytes for the same facts.

Texts reach the template as data, never as markup. What no typeface can show becomes a box, for Typst refuses to write a
document for screen readers with a letter that it cannot draw.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from tarazy.reports.blocks import Document
from tarazy.reports.paper import COLOURS

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"
FONTS: Final = HERE / "fonts"
UNKNOWN: Final = "\N{WHITE SQUARE}"
MOST_UNKNOWN: Final = 200
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_NOT_DRAWN: Final = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


class NotWritten(Exception):
    """The document could not be made; says why."""


def pdf_of(document: Document) -> bytes:
    """The document as PDF/UA-1. Raises NotWritten."""
    return made("document.typ", document.as_dict(), document.moment, format="pdf", pdf_standards=["ua-1"])


def made(template: str, facts: Mapping[str, Any], moment: int, **asked: Any) -> bytes:
    """What a template makes of facts. `asked`: the format, and what it needs. Raises NotWritten."""
    import typst  # some 30 MB: only processes that write documents pay for it

    given = json.dumps(cleaned({"colours": dict(COLOURS), **facts}), ensure_ascii=False)
    for _ in range(MOST_UNKNOWN):
        try:
            content = compiler(template).compile(sys_inputs={"given": given}, timestamp=moment, **asked)
            assert isinstance(content, bytes)
            return content
        except typst.TypstError as refused:
            unknown = _NOT_DRAWN.search(str(refused))
            if unknown is None:
                raise NotWritten(str(refused)) from refused
            letters = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), unknown["text"])
            given = given.replace(letters, UNKNOWN)
    raise NotWritten(f"more than {MOST_UNKNOWN} letters that no typeface has")


def cleaned(value: Any) -> Any:
    """Facts without what is no text: control characters and letters that belong to nobody."""
    if isinstance(value, str):
        return _NO_TEXT.sub("", value)
    if isinstance(value, Mapping):
        return {name: cleaned(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(one) for one in value]
    return value


@lru_cache(maxsize=4)
def compiler(template: str) -> Any:
    """Reads the typefaces once a process."""
    import typst

    return typst.Compiler(
        str(TEMPLATES / template), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
