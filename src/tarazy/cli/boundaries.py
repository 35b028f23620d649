"""`tarazy boundaries import`: outlines from GeoJSON with a key column, by an administrator of the centre."""

from __future__ import annotations

import argparse
import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli.language import tell, told
from tarazy.cli.parser import DONE, REFUSED
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.exchange.boundaries.matched import Matched, Strange

EXAMPLE: Final = (
    "tarazy boundaries import districts.geojson --place kz --key kato --code kato --set districts --by aigerim"
    " --why 'Districts of 2024' --attribution 'OCHA COD-AB' --licence 'CC BY 4.0' --dry-run"
)


def register(subparsers: argparse._SubParsersAction[Any]) -> None:
    parser = subparsers.add_parser("boundaries", help=told(msg("outlines of units for maps")), example=EXAMPLE)
    commands = parser.add_subparsers(title=told(msg("commands")), metavar=told(msg("COMMAND")), required=True)
    taken = commands.add_parser(
        "import", help=told(msg("keep the outlines of a GeoJSON file, matched with units")), example=EXAMPLE
    )
    taken.add_argument("file", metavar=told(msg("FILE")), type=Path, help=told(msg("polygons as GeoJSON")))
    taken.add_argument("--place", metavar="NAME", required=True, help=told(msg("whose units they are, as kz")))
    taken.add_argument(
        "--key", metavar="COLUMN", required=True, help=told(msg("the column that says which unit it is"))
    )
    taken.add_argument("--code", metavar="NAME", default="", help=told(msg("units are given by these codes, as kato")))
    taken.add_argument(
        "--set", metavar="NAME", default="", help=told(msg("a set of its own; without it, the one that maps draw"))
    )
    taken.add_argument(
        "--from", metavar="DATE", dest="valid_from", type=datetime.date.fromisoformat,
        help=told(msg("the day from which the outlines hold")),
    )  # fmt: skip
    taken.add_argument("--attribution", metavar="TEXT", required=True, help=told(msg("whose work the outlines are")))
    taken.add_argument("--licence", metavar="TEXT", required=True, help=told(msg("the licence of the outlines")))
    taken.add_argument("--by", metavar="USER", required=True, help=told(msg("user name of the administrator")))
    taken.add_argument("--why", metavar="TEXT", required=True, help=told(msg("why, for everybody to read")))
    taken.add_argument(
        "--partly", action="store_true", help=told(msg("take the rest although some have no counterpart"))
    )
    taken.add_argument("--dry-run", action="store_true", help=told(msg("say what would be kept, and keep nothing")))
    taken.set_defaults(run=import_outlines)


def import_outlines(chosen: argparse.Namespace) -> int:
    from tarazy.cli import site

    return site.on_the_site(lambda: _import(chosen))


def _import(chosen: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from tarazy.exchange.boundaries.geojson import MOST_BYTES, read_geojson
    from tarazy.exchange.boundaries.matched import matched
    from tarazy.web.grammar.act import Denied
    from tarazy.web.rooms.people.queries import user_called
    from tarazy.web.rooms.units.actions import GivenBoundaries, import_boundaries
    from tarazy.web.rooms.units.queries.boundaries import expected_outlines

    user = user_called(chosen.by)
    if user is None:
        tell(msg("Nobody here has the user name {name}."), name=chosen.by)
        return REFUSED
    with chosen.file.open("rb") as file:
        features = read_geojson(file.read(MOST_BYTES + 1), chosen.file.name, chosen.key)
    day = chosen.valid_from or timezone.localdate()
    found = matched(features, expected_outlines(chosen.place, chosen.code, day))
    _show(found)
    if chosen.dry_run:
        tell(msg("Nothing was kept: this was a trial."))
        return DONE if found.is_complete else REFUSED
    given = GivenBoundaries(
        found, chosen.set, chosen.attribution, chosen.licence, chosen.valid_from, partly=chosen.partly
    )
    try:
        kept = import_boundaries(given, chosen.place, chosen.why, by=user)
    except (ValidationError, Denied) as refused:
        print(*getattr(refused, "messages", [refused]), sep="\n", file=sys.stderr)
        return REFUSED
    tell(msg("Kept as {name}, SHA-256 {hash}."), name=kept.pk, hash=kept.sha256)
    return DONE


def _show(found: Matched) -> None:
    """Both sides to the last name: nothing is left out unseen."""
    for one in found.strange:
        print(f"{one.where}: {one.key}: {_why(one)}", file=sys.stderr)
    for unit in found.without:
        print(f"{unit}: {told(msg('no outline in the file'))}", file=sys.stderr)
    tell(
        msg("Matched: {matched}. Outlines without a unit: {strange}. Units without an outline: {without}."),
        matched=len(found.shapes),
        strange=len(found.strange),
        without=len(found.without),
    )


def _why(one: Strange) -> str:
    if one.units:
        return told(msg("it cannot be told of which unit it is: {units}"), units=", ".join(one.units))
    if one.near:
        return told(msg("no unit; perhaps {near} is meant"), near=one.near)
    return told(msg("no unit"))
