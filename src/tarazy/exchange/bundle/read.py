"""A bundle in, checked as far as that goes without computing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from pathlib import Path
from typing import Final, TypeVar, cast

import msgspec
import polars as pl

from tarazy.engine.load.methodology import methodology_from_files
from tarazy.engine.load.tables.observations import About, read_observations_table
from tarazy.engine.load.tables.table import Found, Table
from tarazy.engine.load.tables.units import read_units_table, units_without_table
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.result_frame import NUMBERS, SCHEMA
from tarazy.engine.model.units import Units
from tarazy.engine.run.asked import Nodes
from tarazy.engine.words import Problem, ProblemsFound, msg
from tarazy.exchange.bundle import manifest as parts
from tarazy.exchange.bundle.archive import Unpacked, refused, unpack
from tarazy.exchange.bundle.estimated import FILES as ESTIMATED_FILES
from tarazy.exchange.bundle.merkle import root_of
from tarazy.exchange.bundle.rows import PUBLIC_COLUMNS, WITHHELD_COLUMNS, Key, Row, rows_in
from tarazy.exchange.csv_files import read_csv
from tarazy.exchange.csv_written import unguarded

_LARGEST_TEXT: Final = 64_000_000  # of the methodology, and of what the bundle says of itself
NOT_OURS: Final = msg("The file is not what a publication has written.")
OF_BUNDLE: Final = msg("It says what the bundle holds.")
_MISSING: Final = msg("The file {file} is missing.")
_ALTERED: Final = msg("It was altered after it was published, or it is damaged.")

Struct = TypeVar("Struct")


@dataclass(frozen=True)
class Checked:
    """A bundle's own account and its tree. `flaws`: what is not as the bundle itself says; what can be read is read."""

    name: str
    manifest: parts.Manifest
    files: Mapping[str, Unpacked]
    leaves: tuple[bytes, ...]
    withheld: tuple[Key, ...]
    flaws: tuple[Problem, ...]

    @property
    def root(self) -> str:
        """Of the observations as they stand here, whatever the bundle says."""
        return root_of(self.leaves).hex()

    def place(self, file: str) -> str:
        return f"{self.name}, {file}"


@dataclass(frozen=True)
class Content:
    """What a bundle holds, read: enough to score, and the scores to compare with, texts as they stand."""

    run: parts.Run
    methodology: Methodology
    observations: Observations | None
    units: Units
    scores: Table


def check_bundle(path: Path, folder: Path) -> Checked:
    """Unpack a bundle into an empty folder; check every file's hash, the rows and the tree.

    Raises ProblemsFound if it cannot be read as a bundle.
    """
    name = str(path)
    files = unpack(path, folder)
    if parts.MANIFEST not in files:
        raise refused(name, msg("The archive holds no {manifest}."), msg("It is no bundle."), manifest=parts.MANIFEST)
    manifest = decoded(files[parts.MANIFEST], parts.Manifest, f"{name}, {parts.MANIFEST}")
    if manifest.format != parts.FORMAT or not 1 <= manifest.version <= parts.VERSION:
        raise refused(
            name,
            msg("The bundle has the format {format}, version {version}; read is {known}."),
            msg("A newer Tarazy may have written it."),
            format=manifest.format[:40],
            version=manifest.version,
            known=f"{parts.FORMAT} 1–{parts.VERSION}",
        )
    flaws = _flaws_of_files(name, files, manifest)
    if missing := [one for one in parts.TABLES if one not in files]:
        raise ProblemsFound(flaws or [*_flaw(name, _MISSING, _ALTERED, file=missing[0])])
    leaves, withheld = _leaves(name, files)
    flaws += _flaws_of_tree(name, manifest, leaves, len(withheld))
    return Checked(name, manifest, files, tuple(leaves), tuple(withheld), flaws)


def read_content(checked: Checked) -> Content:
    """Read what is needed to compute the scores again. Raises ProblemsFound with every problem of every file."""
    files = checked.files
    run = decoded(files[parts.RUN], parts.Run, checked.place(parts.RUN))
    texts = {name: one.path for name, one in files.items() if name.startswith(parts.METHODOLOGY)}
    if sum(path.stat().st_size for path in texts.values()) > _LARGEST_TEXT:
        raise refused(
            checked.place(parts.METHODOLOGY),
            msg("The methodology has more than {bytes} bytes."),
            msg("A methodology is a text that people can read."),
            bytes=_LARGEST_TEXT,
        )
    methodology = methodology_from_files(
        {name.removeprefix(parts.METHODOLOGY): path.read_bytes() for name, path in texts.items()}
    )
    found = Found(checked.name)
    observations = None
    if len(checked.leaves) > len(checked.withheld):
        observations = _observations(checked, found)
    units = _units(checked, found)
    scores = read_csv(files[parts.SCORES].path, checked.place(parts.SCORES), found)
    if scores is not None and scores.columns != tuple(SCHEMA.names):
        raise refused(
            checked.place(parts.SCORES),
            msg("The table of scores has other columns than it should: {columns}."),
            msg("They are always the same, so that everybody can compare them."),
            columns=", ".join(SCHEMA.names),
        )
    if found or units is None or scores is None:
        raise ProblemsFound(found.listed())
    return Content(run, methodology, observations, units, scores)


def numbers_of(table: Table) -> pl.DataFrame:
    """The table of scores with its numbers as numbers. Raises ProblemsFound for a cell that is none."""
    found = Found(table.name)
    frame = table.frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in SCHEMA.names)
    typed = frame.with_columns(pl.col(name).cast(pl.Float64, strict=False) for name in NUMBERS)
    for name in NUMBERS:
        for row in (frame[name].is_not_null() & typed[name].is_null()).arg_true():
            found.add(
                table.locate(int(row), name),
                msg("In the column {column} stands no number."),
                _ALTERED,
                msg("Take the bundle again from where it was published."),
                column=name,
            )
    if found:
        raise ProblemsFound(found.listed())
    return typed


def checked_nodes(options: parts.Options, where: str) -> Nodes:
    """The nodes that were asked for. Raises ProblemsFound where nobody can ask for such."""
    nodes = options.nodes
    if (isinstance(nodes, int) and nodes < 1) or (isinstance(nodes, str) and nodes not in ("all", "root")):
        raise refused(where, NOT_OURS, OF_BUNDLE)
    return cast("Nodes", nodes)


def decoded(file: Unpacked, struct: type[Struct], where: str) -> Struct:
    """What stands in a JSON file of the bundle. Raises ProblemsFound for anything else."""
    try:
        if file.path.stat().st_size > _LARGEST_TEXT:
            raise ValueError
        return msgspec.json.decode(file.path.read_bytes(), type=struct)
    except (ValueError, RecursionError):  # also what msgspec finds wrong
        raise refused(where, NOT_OURS, OF_BUNDLE) from None


def _flaws_of_files(name: str, files: Mapping[str, Unpacked], manifest: parts.Manifest) -> tuple[Problem, ...]:
    flaws: list[Problem] = []
    for file in sorted({*manifest.files, *files} - {parts.MANIFEST}):
        where = f"{name}, {file[:80]!a}"
        if file not in files:
            flaws += _flaw(where, _MISSING, _ALTERED, file=file[:80])
        elif file not in manifest.files or not _has_a_place(file, manifest):
            flaws += _flaw(where, msg("The file has no place in this bundle."), _ALTERED)
        elif files[file].sha256 != manifest.files[file]:
            flaws += _flaw(
                where, msg("The file is not the one that the bundle names: its SHA-256 is another."), _ALTERED
            )
    return tuple(flaws)


def _has_a_place(file: str, manifest: parts.Manifest) -> bool:
    estimated = ESTIMATED_FILES if manifest.version >= parts.WITH_ESTIMATE else ()
    return file in (*parts.TABLES, *estimated) or file.startswith(parts.METHODOLOGY)


def _flaw(where: str, what: str, why: str, **said: str | int) -> Sequence[Problem]:
    return refused(where, what, why, **said).problems


def _leaves(name: str, files: Mapping[str, Unpacked]) -> tuple[list[bytes], list[Key]]:
    """The leaves of the tree, and the keys whose values are withheld."""
    leaves: list[bytes] = []
    withheld: list[Key] = []
    before: Key | None = None
    for row in _rows(name, files):
        if before is not None and before >= row.key:
            raise refused(
                name,
                msg("The observations are not in order, or one stands twice: {key}."),
                msg("In a bundle each key stands once, in the order of the keys."),
                key=" ".join(filter(None, row.key)),
            )
        before = row.key
        leaves.append(row.leaf)
        if row.commitment:
            withheld.append(row.key)
    return leaves, withheld


def _rows(name: str, files: Mapping[str, Unpacked]) -> Iterator[Row]:
    """All rows of the bundle, public and withheld, in the order in which they stand."""
    tables = ((parts.OBSERVATIONS, PUBLIC_COLUMNS), (parts.WITHHELD, WITHHELD_COLUMNS))
    return merge(*(_rows_of(name, file, files[file].path, columns) for file, columns in tables))


def _rows_of(name: str, file: str, path: Path, columns: Sequence[str]) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as text:
            yield from rows_in(text, columns)
    except ValueError as fault:
        line = fault.args[0] if isinstance(fault.args[0], int) else "?"
        raise refused(
            f"{name}, {file}:{line}",
            msg("This is no row of an observation as bundles have them."),
            msg("Every row has the columns {columns}."),
            columns=", ".join(columns),
        ) from None


def _flaws_of_tree(name: str, manifest: parts.Manifest, leaves: Sequence[bytes], withheld: int) -> tuple[Problem, ...]:
    flaws: list[Problem] = []
    if (len(leaves), withheld) != (manifest.observations, manifest.withheld):
        flaws += _flaw(
            name,
            msg("There are {found} observations, {withheld} of them withheld; the bundle names {named} and {hidden}."),
            _ALTERED,
            found=len(leaves),
            withheld=withheld,
            named=manifest.observations,
            hidden=manifest.withheld,
        )
    if (found := root_of(leaves).hex()) != manifest.merkle_root:
        flaws += _flaw(
            f"{name}, {parts.OBSERVATIONS}",
            msg("The root of the observations is {found}; the bundle names {named}."),
            _ALTERED,
            found=found,
            named=manifest.merkle_root[:80],
        )
    return tuple(flaws)


def _observations(checked: Checked, found: Found) -> Observations | None:
    place = checked.place(parts.OBSERVATIONS)
    table = read_csv(checked.files[parts.OBSERVATIONS].path, place, found)
    if table is None:
        return None
    frame = table.frame.with_columns(source=pl.Series(map(unguarded, table.frame["source"]), dtype=pl.String))
    return read_observations_table(replace(table, frame=frame), About(), found)


def _units(checked: Checked, found: Found) -> Units | None:
    place = checked.place(parts.UNITS)
    table = read_csv(checked.files[parts.UNITS].path, place, found)
    if table is None:
        return None
    if table.columns == ("unit",):
        return units_without_table(tuple(table.frame["unit"]))
    named = any(name.startswith("name_") for name in table.columns)
    return read_units_table(table, found) if named else read_units_table(table, found, ())
