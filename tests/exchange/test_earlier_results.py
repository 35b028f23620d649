"""Earlier official results as a table: what is read, and every mistake with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.earlier_results import EarlierResult, read_earlier_results


def written(folder: Path, text: str) -> Path:
    path = folder / "earlier.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_was_published_is_read_and_the_rest_is_empty(tmp_path: Path) -> None:
    path = written(tmp_path, "unit,period,node,score,rank,band\nKZ-10,2012,,61.5,3,high\nKZ-11,2012,people,,,low\n")
    assert read_earlier_results(path) == [
        EarlierResult("KZ-10", "2012", "index", 61.5, 3.0, "high"),
        EarlierResult("KZ-11", "2012", "people", None, None, "low"),
    ]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("unit,period\nKZ-10,2012\n", "1", "at least one of score"),
        ("unit,period,score,mark\nKZ-10,2012,5,a\n", "1", "Name the columns"),
        ("unit,period,score\nKZ-10,twelve,5\n", "2", "is no period"),
        ("unit,period,score\n,2012,5\n", "2", "names a unit"),
        ("unit,period,score\nKZ-10,2012,much\n", "2", "is no score"),
        ("unit,period,rank\nKZ-10,2012,0\n", "2", "is no rank"),
        ("unit,period,score\nKZ-10,2012,\n", "2", "Nothing was published of KZ-10"),
        ("unit,period,score\nKZ-10,2012,5\nKZ-10,2012,6\n", "3", "stands twice"),
        ("unit,period,score\nKZ-10,2012,nan\n", "2", "is no score"),
    ],
)
def test_a_mistake_says_where_it_is(tmp_path: Path, text: str, place: str, words: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        read_earlier_results(written(tmp_path, text))
    said = [problem.in_language("en") for problem in refused.value.problems]
    assert any(words in one for one in said), said
    assert any(place in problem.where for problem in refused.value.problems)
