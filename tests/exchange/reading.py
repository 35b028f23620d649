"""Reads files as the commands do, and gives what they would say."""

from pathlib import Path
from typing import Any

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.observations import read_observations


def said_of(*paths: Path, lang: str = "en", **options: Any) -> list[str]:
    """The problems of files, each as its reader sees it, with the folder left out; none if they are sound."""
    try:
        read_observations(paths, **options)
    except ProblemsFound as found:
        folder = f"{paths[0].parent}/"
        return [problem.in_language(lang).replace(folder, "") for problem in found.problems]
    return []


def only(problems: list[str]) -> str:
    """The one problem."""
    assert len(problems) == 1, problems
    return problems[0]
