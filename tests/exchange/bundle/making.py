"""Bundles of the shipped figures, bundles that somebody has altered, and what is found in either."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tarazy.engine import Methodology, Text, estimate_uncertainty, load_methodology, score
from tarazy.engine.robustness.account import account_of
from tarazy.engine.robustness.frames import groups_frame, intervals_frame, pairs_frame
from tarazy.exchange.bundle.archive import write_archive
from tarazy.exchange.bundle.estimated import Estimated
from tarazy.exchange.bundle.estimated_again import Again, estimate_again
from tarazy.exchange.bundle.manifest import Publication
from tarazy.exchange.bundle.merkle import root_of
from tarazy.exchange.bundle.read import check_bundle, read_content
from tarazy.exchange.bundle.recomputed import Outcome, recompute
from tarazy.exchange.bundle.rows import PUBLIC_COLUMNS, WITHHELD_COLUMNS, Key, rows_in
from tarazy.exchange.bundle.written import NOTHING_WITHHELD, Published, Withholding, write_bundle
from tarazy.exchange.intervals import GROUPS, INTERVALS, PAIRS
from tarazy.exchange.observations import read_observations
from tarazy.exchange.units import read_units

DATA = Path(__file__).parents[3] / "data"
OUTLAND = Path(__file__).parents[2] / "engine" / "outland"
EXAMPLES = sorted(path.parent.name for path in OUTLAND.glob("*/methodology"))
TITLE = Text(kk="Жарияланым", ru="Публикация", en="Publication")
SECRET = bytes(range(32))
HDI = ("un/hdi/2021", "un", ("2021",))
WALES = ("wales/imd/2019", "wales", ("2019",))
KZ = ("kz/regional-development/2024.1", "kz", ("2023", "2024"))
Files = dict[str, bytes]


@cache
def published(methodology: str, place: str, periods: Sequence[str]) -> Published:
    """A run over shipped figures, as a publication shows it."""
    return scored(load_methodology(methodology), DATA / place / "observations.csv", periods)


@cache
def example(method: str) -> Published:
    """The run of a small methodology of Outland, the invented country of the methods' tests."""
    return scored(load_methodology(OUTLAND / method / "methodology"), OUTLAND / method / "data.csv", None)


def scored(methodology: Methodology, data: Path, periods: Sequence[str] | None) -> Published:
    units = read_units(data.parent / "units.csv")
    observations = read_observations([data], units=units, methodology=methodology)
    scores = score(methodology, observations, units=units, periods=periods)
    publication = Publication(title=TITLE, journal_head="ab" * 32)
    return Published(publication, methodology, observations, units, scores.run, scores.frame)


@cache
def estimated(*, replicates: int = 60) -> Published:
    """The index of human development by the version that says what may vary, with how sure it is."""
    of = published("un/hdi/2021.1", "un", ("2021",))
    found = estimate_uncertainty(
        of.methodology, of.observations, units=of.units, periods=["2021"], nodes="all", replicates=replicates, seed=3
    )
    account = account_of(found, options={"periods": ["2021"], "nodes": "all"}, as_of=None)
    tables = {INTERVALS: intervals_frame(found), PAIRS: pairs_frame(found), GROUPS: groups_frame(found)}
    return dataclasses.replace(of, estimated=Estimated(account, tables))


def again_of(bundle: bytes) -> Again:
    """What drawing the replicates of a bundle again finds."""
    with tempfile.TemporaryDirectory() as outer, tempfile.TemporaryDirectory() as folder:
        checked = check_bundle(put(Path(outer), bundle), Path(folder))
        again = estimate_again(checked, read_content(checked))
    assert again is not None
    return again


def made(of: Published, withholding: Withholding = NOTHING_WITHHELD) -> bytes:
    file = io.BytesIO()
    write_bundle(file, of, withholding)
    return file.getvalue()


def hiding(wanted: Callable[[Key], bool]) -> Withholding:
    return Withholding(wanted, SECRET)


def files_in(bundle: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archived(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    write_archive(file, files)
    return file.getvalue()


def covered_up(files: Files) -> Files:
    """The same with every hash and the root of the manifest made to fit: what a careful forger does."""
    manifest: dict[str, Any] = json.loads(files["manifest.json"])
    run: dict[str, Any] = json.loads(files["run.json"])
    run["files"] = {"scores.csv": hashlib.sha256(files["scores.csv"]).hexdigest()}
    files = {**files, "run.json": json.dumps(run).encode()}
    manifest["files"] = {name: hashlib.sha256(files[name]).hexdigest() for name in files if name != "manifest.json"}
    tables = (("observations.csv", PUBLIC_COLUMNS), ("withheld.csv", WITHHELD_COLUMNS))
    rows = sorted(row for name, columns in tables for row in rows_in(io.StringIO(files[name].decode()), columns))
    manifest["merkle_root"] = root_of([row.leaf for row in rows]).hex()
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def put(folder: Path, bundle: bytes) -> Path:
    path = folder / "bundle.zip"
    path.write_bytes(bundle)
    return path


def outcome_of(bundle: bytes) -> tuple[list[str], Outcome]:
    """What checking finds, in English, and what recomputing finds."""
    with tempfile.TemporaryDirectory() as outer, tempfile.TemporaryDirectory() as folder:
        checked = check_bundle(put(Path(outer), bundle), Path(folder))
        outcome = recompute(checked, read_content(checked))
    return [flaw.what.in_language("en") for flaw in checked.flaws], outcome
