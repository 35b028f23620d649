"""A document as one page of HTML that needs nothing beside itself: no script, no other file, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from tarazy.reports import blocks
from tarazy.reports.blocks import Block, Document
from tarazy.reports.paper import COLOURS, SHEET

STYLE: Final = Path(__file__).parent / "templates" / "page.css"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def html_of(document: Document) -> bytes:
    """The page in UTF-8. Texts stay texts, whatever stands in them."""
    titles = [block for block in document.blocks if isinstance(block, blocks.Heading)]
    numbers = {id(title): number for number, title in enumerate(titles)}
    body = "\n".join(_written(block, numbers, titles) for block in document.blocks)
    under = "".join(f"<p>{escape(line)}</p>" for line in document.under)
    tokens = "".join(f"--{name}:{colour};" for name, colour in {**COLOURS, "sheet": SHEET}.items())
    page = (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f"<style>:root{{{tokens}}}\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f'<header><p class="brand">{escape(document.brand)} · {escape(document.over)}</p>'
        f"<h1>{escape(document.title)}</h1>{under}</header>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return page.encode()


def _written(block: Block, numbers: Mapping[int, int], titles: Sequence[blocks.Heading]) -> str:
    if isinstance(block, blocks.Heading):
        level = block.level + 1
        return f'<h{level} id="part-{numbers[id(block)]}">{escape(block.text)}</h{level}>'
    if isinstance(block, blocks.Contents):
        links = (
            f'<li><a href="#part-{numbers[id(title)]}">{escape(title.text)}</a></li>'
            for title in titles
            if title.level <= block.depth
        )
        name = escape(block.title)
        return f'<nav aria-label="{name}"><p class="name">{name}</p><ul>{"".join(links)}</ul></nav>'
    return _WRITTEN[type(block)](block)


def _paragraph(block: blocks.Paragraph) -> str:
    look = ' class="quiet"' if block.quiet else ""
    return f"<p{look}>{escape(block.text)}</p>"


def _points(block: blocks.Points) -> str:
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in block.sentences)}</ul>"


def _notice(block: blocks.Notice) -> str:
    return f'<div class="notice"><strong>{escape(block.title)}</strong> {escape(block.text)}</div>'


def _figures(block: blocks.Figures) -> str:
    shown = (
        f"<div><dt>{escape(one.label)}</dt><dd><b>{escape(one.figure)}</b> {escape(one.note)}</dd></div>"
        for one in block.figures
    )
    return f'<dl class="figures">{"".join(shown)}</dl>'


def _facts(block: blocks.Facts) -> str:
    shown = (f"<div><dt>{escape(one.term)}</dt><dd>{escape(one.text)}</dd></div>" for one in block.facts)
    return f'<dl class="facts">{"".join(shown)}</dl>'


def _code(block: blocks.Code) -> str:
    return f"<pre><code>{escape(chr(10).join(block.lines))}</code></pre>"


def _table(block: blocks.Table) -> str:
    head = "".join(f'<th scope="col"{_numeric(column)}>{escape(column.label)}</th>' for column in block.columns)
    rows = "".join(f"<tr>{_cells(row, block.columns)}</tr>" for row in block.rows)
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    label = f' role="region" aria-label="{escape(block.caption)}"' if block.caption else ""
    return (
        f'<div class="scroll" tabindex="0"{label}><table>{caption}<thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _cells(row: Sequence[str | blocks.Cell], columns: Sequence[blocks.Column]) -> str:
    parts = []
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        tag = "td" if place else 'th scope="row"'
        parts.append(f"<{tag}{_numeric(column)}>{_cell(cell)}</{tag.split()[0]}>")
    return "".join(parts)


def _cell(cell: str | blocks.Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    if not cell.swatch:
        return escape(cell.text)
    square = f'<rect width="1" height="1" fill="var(--{escape(cell.swatch)})"/>'
    return f'<svg class="swatch" viewBox="0 0 1 1" aria-hidden="true">{square}</svg>{escape(cell.text)}'


def _numeric(column: blocks.Column) -> str:
    return ' class="numeric"' if column.numeric else ""


def _picture(block: blocks.Picture) -> str:
    about = f"<span>{escape(block.about)}</span>" if block.about else ""
    name = escape(block.title)
    drawing = f'<div class="scroll" tabindex="0" role="region" aria-label="{name}">{block.svg}</div>'
    return f"<figure><figcaption>{name} {about}</figcaption>{drawing}</figure>"


def _in_words(block: blocks.Bars | blocks.Lines | blocks.Dots) -> str:
    """Pictures that only a sheet of paper draws are told."""
    return f"<figure><figcaption>{escape(block.title)}</figcaption><p>{escape(block.spoken)}</p></figure>"


_WRITTEN: Final[Mapping[type, Callable[[Any], str]]] = {
    blocks.Paragraph: _paragraph,
    blocks.Points: _points,
    blocks.Notice: _notice,
    blocks.Figures: _figures,
    blocks.Facts: _facts,
    blocks.Code: _code,
    blocks.Table: _table,
    blocks.Picture: _picture,
    blocks.Bars: _in_words,
    blocks.Lines: _in_words,
    blocks.Dots: _in_words,
}
