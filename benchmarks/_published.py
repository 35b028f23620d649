"""An index of a place published through the rooms' own acts, as whoever runs a site does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the models behind it can be imported inside Django only
    from tarazy.engine.model.methodology import Methodology
    from tarazy.web.rooms.publication.enums import Kind
    from tarazy.web.rooms.publication.models import Publication


def record_place(folder: Path) -> None:
    """The units, variables and figures of a folder `data/<place>`."""
    from tarazy.exchange.observations import read_observations
    from tarazy.exchange.place import read_place
    from tarazy.web.rooms.observatory.actions.recording import record_observations, register_variables
    from tarazy.web.rooms.people.queries import DEMO, system_actor
    from tarazy.web.rooms.units.actions import register_units

    demo, place = system_actor(DEMO), read_place(folder)
    register_units(place, by=demo)
    register_variables(place, by=demo)
    record_observations(read_observations([place.observations]), reason="benchmark", by=demo)


def published(methodology: Methodology, kind: Kind, periods: Sequence[str] | None = None) -> Publication:
    """A methodology put in force, computed by what is recorded and shown to everybody."""
    from tarazy.web.grammar.text import local_text
    from tarazy.web.rooms.methodologies.actions import move_version, register_version, run_cases
    from tarazy.web.rooms.methodologies.enums import Move
    from tarazy.web.rooms.people.queries import DEMO, system_actor
    from tarazy.web.rooms.publication.actions.publishing import publish
    from tarazy.web.rooms.results.actions.computing import compute

    demo = system_actor(DEMO)
    version = register_version(methodology, by=demo)
    run_cases(version, by=demo)
    for move in (Move.APPROVE, Move.PUT_IN_FORCE):
        version = move_version(version, move, by=demo)
    return publish(compute(version, periods, by=demo), kind, local_text(methodology.title), by=demo)
