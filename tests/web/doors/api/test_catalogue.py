"""The catalogue names everything that is open, satisfies the official shapes, and its addresses answer."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, RDF, Graph

from tarazy.web.rooms.observatory.queries.variables import extents, variables
from tests.exchange.test_dcat import conforms

pytestmark = pytest.mark.usefixtures("opened")
FORMS = {"ttl": ("text/turtle", "turtle"), "jsonld": ("application/ld+json", "json-ld")}


def catalogue(client: Client, form: str) -> Graph:
    answer = client.get(f"/catalogue.{form}")
    assert (answer.status_code, answer["Content-Type"]) == (200, f"{FORMS[form][0]}; charset=utf-8")
    return Graph().parse(data=answer.content, format=FORMS[form][1])


def test_it_satisfies_the_official_shapes(client: Client) -> None:
    found, said = conforms(catalogue(client, "ttl"))
    assert found, said


def test_every_variable_with_figures_and_every_publication_is_a_dataset(client: Client) -> None:
    graph = catalogue(client, "jsonld")
    known = {str(graph.value(one, DCTERMS.identifier)) for one in graph.subjects(RDF.type, DCAT.Dataset)}
    assert {one for one in known if "/" not in one} == {one.pk for one in variables() if one.pk in extents()}
    assert {one.rpartition("/")[0] for one in known if "/" in one} == {"kz/regional-development"}


def test_its_addresses_answer(client: Client) -> None:
    graph = catalogue(client, "ttl")
    dataset = next(
        one for one in graph.subjects(RDF.type, DCAT.Dataset)
        if str(graph.value(one, DCTERMS.identifier)) == "unemployment_rate"
    )  # fmt: skip
    addresses = [graph.value(dataset, DCAT.landingPage)]
    for one in graph.objects(dataset, DCAT.distribution):
        addresses += [graph.value(one, DCAT.accessURL), graph.value(one, DCAT.downloadURL)]
    assert any("/sdmx/2.1/data/OBSERVATIONS_KZ/..unemployment_rate.." in str(one) for one in addresses)
    assert any(str(one).endswith(".xlsx") for one in addresses)
    for address in filter(None, addresses):
        parts = urlsplit(str(address))
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200, address
    assert len(list(graph.objects(dataset, DCTERMS.title))) == 3


def test_both_forms_say_the_same_and_are_not_sent_twice(client: Client) -> None:
    assert catalogue(client, "ttl").isomorphic(catalogue(client, "jsonld"))
    etag = client.get("/catalogue.ttl")["ETag"]
    assert client.get("/catalogue.ttl", headers={"if-none-match": etag}).status_code == 304
    assert client.post("/catalogue.ttl").status_code == 405
