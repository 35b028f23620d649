"""The rows of a table that are not taken: one line for each, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

import numpy as np

from tarazy.engine.load.tables.table import Refused
from tarazy.engine.model.observations import Observations
from tarazy.engine.words import Problem, msg, say
from tarazy.exchange.csv_written import csv_text

COLUMNS: Final = ("where", "what", "why", "mend")

Sentences = tuple[str, str, str]


@dataclass(frozen=True)
class Refusals:
    """Which of some observations are refused. One without rows is of a row that is not among the observations."""

    observations: Observations
    refused: Sequence[Refused]

    @property
    def others(self) -> Observations:
        """The rows that nothing is wrong with."""
        sound = np.ones(len(self.observations), dtype=np.bool_)
        for one in self.refused:
            sound[one.rows] = False
        return self.observations if sound.all() else self.observations.only(np.flatnonzero(sound))

    def by_row(self) -> Iterator[tuple[str, list[Refused]]]:
        """The place of every refused row and what is wrong with it: first those that are not among the observations,
        then in their order.
        """
        yield from ((one.where, [one]) for one in self.refused if not len(one.rows))
        if not self.refused:
            return
        rows = np.concatenate([one.rows for one in self.refused])
        of = np.repeat(np.arange(len(self.refused)), [len(one.rows) for one in self.refused])
        order = np.argsort(rows, kind="stable")
        for row, pairs in groupby(zip(rows[order].tolist(), of[order].tolist(), strict=True), itemgetter(0)):
            yield self.observations.place(row), [self.refused[at] for _row, at in pairs]


def refusals_as_csv(refusals: Iterable[Refusals], lang: str) -> str:
    """A table with one line for every refused row: its place, and in whole sentences what, why and how to mend it. In a
    wide table a row holds several observations, and each may have its own reason.
    """
    by_place: dict[str, list[Refused]] = {}
    for one in refusals:
        for where, refused in one.by_row():
            by_place.setdefault(where, []).extend(refused)
    said: dict[int, Sentences] = {}  # one problem may be that of very many rows
    return csv_text(COLUMNS, ((where, *_joined(refused, said, lang)) for where, refused in by_place.items()))


def _joined(refused: Iterable[Refused], said: dict[int, Sentences], lang: str) -> Sentences:
    each = []
    for one in refused:
        sentences = said.get(id(one.problem)) or said.setdefault(id(one.problem), _sentences(one.problem, lang))
        each.append(sentences if one.where == one.problem.where else _alike(one.problem, sentences, lang))
    what, why, mend = (" ".join(dict.fromkeys(texts)) for texts in zip(*each, strict=True))
    return what, why, mend


def _sentences(problem: Problem, lang: str) -> Sentences:
    return problem.what.in_language(lang), problem.why.in_language(lang), problem.mend.in_language(lang)


def _alike(problem: Problem, sentences: Sentences, lang: str) -> Sentences:
    """Of a problem that is not described any more: where one of its kind is."""
    what, why, mend = sentences
    return (
        say(msg("The same kind of problem as in {where}: {what}"), lang, {"where": problem.where, "what": what}),
        why,
        mend,
    )
