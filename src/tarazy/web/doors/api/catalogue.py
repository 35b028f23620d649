"""The catalogue of open data in DCAT-AP 3: a dataset for each variable and for each publication."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from tarazy.engine.model.period import first_day, last_day
from tarazy.exchange.dcat import (
    Agent,
    Catalogue,
    Dataset,
    Distribution,
    Licence,
    Place,
    Service,
    Theme,
    json_ld,
    turtle,
)
from tarazy.exchange.documents import XLSX
from tarazy.exchange.sdmx.ids import sdmx_id
from tarazy.web.doors.api.answers import answered, sent
from tarazy.web.doors.api.openapi import BASE
from tarazy.web.doors.api.sdmx.codelists import id_of_place
from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.observatory.models import Variable
from tarazy.web.rooms.observatory.queries.datasets import Known, known_of_variables
from tarazy.web.rooms.observatory.queries.variables import variables
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.standing import standing_publications
from tarazy.web.rooms.units.queries import names_of_places

FRESH_SECONDS: Final = 300
WRITERS: Final = {"ttl": (turtle, "text/turtle"), "jsonld": (json_ld, "application/ld+json")}


@csrf_exempt
def catalogue_file(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue as Turtle or JSON-LD, at most five minutes old."""

    def make() -> HttpResponse:
        site = request.build_absolute_uri("/").rstrip("/")
        content = _written(site, form, int(time.time() // FRESH_SECONDS))
        return sent(request, content, f"{WRITERS[form][1]}; charset=utf-8", {})

    return answered(request, make)


@lru_cache(maxsize=4)
def _written(site: str, form: str, moment: int) -> bytes:
    return WRITERS[form][0](catalogue_of(site))


def catalogue_of(site: str) -> Catalogue:
    """Everything that is open, for the site at an address."""
    name = in_every_language(lambda: _("Tarazy"))
    publisher = Agent(f"{site}/#publisher", name)
    places = {id: Place(f"{site}/catalogue#place-{id}", name) for id, name in names_of_places().items()}
    return Catalogue(
        address=f"{site}/catalogue",
        title=in_every_language(lambda: _("Tarazy: open data")),
        about=in_every_language(
            lambda: _(
                "Figures of the observatory and published scores, each with its source and its licence as stated."
            )
        ),
        homepage=site + _page("portal:home"),
        publisher=publisher,
        contact=settings.CONTACT or site + _page("portal:about"),
        topics=f"{site}/catalogue#topics",
        service=Service(f"{site}{BASE}", in_every_language(lambda: _("The API")), f"{site}{reverse('api:openapi')}"),
        datasets=(*_of_variables(site, publisher, places), *_of_publications(site, publisher, places)),
    )


def _page(address: str, /, **parts: str) -> str:
    """The address of a page: in the catalogue, which has no language, that of the first language."""
    with override(settings.LANGUAGE_CODE):
        return reverse(address, kwargs=parts)


def _of_variables(site: str, publisher: Agent, places: Mapping[str, Place]) -> Iterator[Dataset]:
    known = known_of_variables()
    for variable in variables():
        if variable.pk in known and variable.topic_id:
            yield _of_variable(site, publisher, places, variable, known[variable.pk])


def _of_variable(site: str, publisher: Agent, places: Mapping[str, Place], variable: Variable, known: Known) -> Dataset:
    page = site + _page("portal:variable", variable=variable.pk)
    bodies = {source.published_by_id: source.published_by for source in known.sources}
    body = next(iter(bodies.values())) if len(bodies) == 1 else None
    topic = variable.topic
    return Dataset(
        address=f"{site}/catalogue#{variable.pk}",
        identifier=variable.pk,
        title=variable.title,
        about=variable.definition or variable.title,
        page=page,
        publisher=Agent(f"{site}/catalogue#body-{body.pk}", body.name) if body else publisher,
        places=tuple(places[id] for id in known.places if id in places),
        distributions=(*_distributions(site, page, variable.pk), *_of_sdmx(site, variable.pk, known.places)),
        licences=tuple(dict.fromkeys(Licence(one.licence.stated, one.licence.url) for one in known.sources)),
        theme=Theme(f"{site}/catalogue#topic-{topic.pk}", topic.name) if topic else None,
        first_day=first_day(known.first_period).isoformat(),
        last_day=last_day(known.last_period).isoformat(),
        modified=known.recorded_at.date().isoformat(),
    )


def _distributions(site: str, page: str, variable: str) -> tuple[Distribution, ...]:
    file = site + _page("portal:whole_variable", variable=variable, form="csv")
    book = site + _page("portal:whole_variable", variable=variable, form="xlsx")
    package = site + _page("portal:variable_package", variable=variable)
    return (
        Distribution(_said("CSV"), page, "text/csv", file),
        Distribution(in_every_language(lambda: _("Frictionless data package")), page, "application/zip", package),
        Distribution(
            in_every_language(lambda: _("The API")), f"{site}{BASE}/observations?variable={variable}",
            "application/json", service=f"{site}{BASE}",
        ),
        Distribution(_said("XLSX"), page, XLSX.media_type, book),
    )  # fmt: skip


def _of_sdmx(site: str, variable: str, places: Iterable[str]) -> Iterator[Distribution]:
    """The flows of SDMX in which a variable stands, one of each place, narrowed to it."""
    for place in places:
        key = f"..{sdmx_id(variable)}.."
        data = f"{site}/sdmx/2.1/data/{id_of_place('OBSERVATIONS', place)}/{key}"
        yield Distribution(_said("SDMX-ML"), data, "application/xml", data)


def _of_publications(site: str, publisher: Agent, places: Mapping[str, Place]) -> Iterator[Dataset]:
    for publication in standing_publications():
        yield _of_publication(site, publisher, places, publication)


def _of_publication(site: str, publisher: Agent, places: Mapping[str, Place], publication: Publication) -> Dataset:
    methodology, run = publication.methodology, publication.computed
    place, _sign, name = methodology.partition("/")
    parts = {"place": place, "name": name, "publication": str(publication.pk)}
    about = in_every_language(
        lambda: (
            _("Published scores by the methodology %(methodology)s, with everything needed to compute them again.")
            % {"methodology": run.version}
        )
    )
    page = site + _page("portal:publication", **parts)
    return Dataset(
        address=f"{site}/catalogue#publication-{publication.pk}",
        identifier=f"{methodology}/{publication.pk}",
        title=publication.title,
        about=about,
        page=page,
        publisher=publisher,
        places=(places[place],) if place in places else (),
        distributions=_of_scores(site, page, run.pk),
        first_day=first_day(min(run.periods)).isoformat(),
        last_day=last_day(max(run.periods)).isoformat(),
        modified=publication.published_at.date().isoformat(),
    )


def _of_scores(site: str, page: str, run: int) -> tuple[Distribution, ...]:
    scores = f"{site}{BASE}/scores"
    package = f"{site}{BASE}/runs/{run}/package.zip"
    return (
        Distribution(
            in_every_language(lambda: _("Scores")), f"{scores}?run={run}", "application/json", service=f"{site}{BASE}"
        ),
        Distribution(_said("CSV"), page, "text/csv", f"{scores}.csv?run={run}"),
        Distribution(in_every_language(lambda: _("Frictionless data package")), page, "application/zip", package),
    )


def _said(word: str) -> LocalText:
    return LocalText(word, word, word)
