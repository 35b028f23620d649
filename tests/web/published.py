"""A site with everything that ships published, for tests of pages; built once a session, cloned for each module."""

from __future__ import annotations

from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.observatory.actions.recording import record_observations
from tarazy.web.rooms.publication.actions.publishing import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.models import Run
from tarazy.web.rooms.search.tasks import refresh_everything
from tests.web.rooms.shipped import demo, estimated_kz, observations, put_in_force, register_place

TEMPLATE = "published"
HDI, WALES = "un/hdi/2021", "wales/imd/2019"
HDI_PERIODS = ("2019", "2020", "2021")


def publish_what_ships() -> None:
    """Kazakhstan first, so that the first page must choose by the map and not by the day."""
    published(estimated_kz(), Kind.ILLUSTRATION)
    published(_scored("wales", WALES), Kind.HISTORICAL)
    published(_scored("un", HDI, HDI_PERIODS), Kind.HISTORICAL)
    refresh_everything()


def published(run: Run, kind: Kind) -> Publication:
    return publish(run, kind, local_text(methodology_of(run.version).title), by=demo())


def _scored(place: str, methodology: str, periods: tuple[str, ...] | None = None) -> Run:
    register_place(place)
    record_observations(observations(place), by=demo())
    return compute(put_in_force(methodology), periods, by=demo())
