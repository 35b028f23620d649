"""What a bundle says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from tarazy.engine.model.text import Text

FORMAT: Final = "tarazy-bundle"
VERSION: Final = 2
WITH_ESTIMATE: Final = 2  # without how sure it is, a bundle is written as the first version: older programs read it
MANIFEST: Final = "manifest.json"
OBSERVATIONS: Final = "observations.csv"
WITHHELD: Final = "withheld.csv"
UNITS: Final = "units.csv"
SCORES: Final = "scores.csv"
RUN: Final = "run.json"
TABLES: Final = (OBSERVATIONS, WITHHELD, UNITS, SCORES, RUN)
METHODOLOGY: Final = "methodology/"


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """What is published. `journal_head`: the last hash of the journal when it was; all but the title may be empty."""

    title: Text
    kind: str = ""
    published_at: str = ""
    journal_head: str = ""


class LeftOut(msgspec.Struct, frozen=True):
    """Units and nodes of which scores are not published, by a decision that the publication names."""

    units: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """By which decision a unit or a node is left out, or the values of a variable are withheld, and why."""

    decision: str
    reason: Text
    unit: str = ""
    node: str = ""
    variable: str = ""


NOTHING_LEFT_OUT: Final = LeftOut()


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`observations`: how many leaves the tree has, `withheld` of them without what they say. `files`: the SHA-256 of
    every other file of the bundle by its name. `decisions`: what is left out and withheld, where anything is.
    """

    format: str
    version: int
    publication: Publication
    engine_version: str
    observations: int
    withheld: int
    merkle_root: str
    left_out: LeftOut
    files: Mapping[str, str]
    decisions: tuple[Decision, ...] | msgspec.UnsetType = msgspec.UNSET


class Options(msgspec.Struct, frozen=True):
    periods: tuple[str, ...]
    nodes: str | int


class Run(msgspec.Struct, frozen=True):
    """What is needed of run.json."""

    methodology: str
    version: str
    methodology_hash: str
    data_hash: str
    engine_version: str
    options: Options
    counts: Mapping[str, int]
    periods: Mapping[str, Mapping[str, int]]


def as_json(content: Any) -> bytes:
    """Indented, keys as they come, with a line feed at the end."""
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
