"""The workbook of a methodology -> the methodology."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tarazy.engine.load.methodology import methodology_from_nodes
from tarazy.engine.load.report import Report
from tarazy.engine.load.tables.table import Found
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import Problem, ProblemsFound
from tarazy.exchange.methodologies import layout
from tarazy.exchange.methodologies.nodes import nodes_of, texts_of
from tarazy.exchange.methodologies.workbook_read import read_book
from tarazy.exchange.tables import found_file
from tarazy.exchange.workbook import examine_all


def is_methodology(path: Path) -> bool:
    """Whether a workbook has a sheet that only a methodology's has.

    Raises: ProblemsFound where it is no workbook, or would fill the memory.
    """
    found = Found(str(path))
    sheets = [one.sheet for one in examine_all(path, str(path), found)] if found_file(path, found) else []
    if found:
        raise ProblemsFound(found.listed())
    return any(sheet in layout.columns() for sheet in sheets)


def read_methodology(path: Path) -> Methodology:
    """Raises ProblemsFound with every problem, each with its sheet and cell. A faulty column is told once."""
    report = Report()
    book = read_book(path, report)
    texts, nodes = texts_of(book, report), nodes_of(book, report)
    try:
        methodology = methodology_from_nodes(nodes, report)
    except ProblemsFound as found:
        raise ProblemsFound(_once(found.problems)) from None
    return msgspec.structs.replace(methodology, files=texts)


def _once(problems: tuple[Problem, ...]) -> list[Problem]:
    return list({str(problem): problem for problem in problems}.values())
