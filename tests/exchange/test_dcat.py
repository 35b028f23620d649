"""The catalogue satisfies the official shapes of DCAT-AP 3; one that is broken does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, URIRef

from tarazy.engine.model.text import Text
from tarazy.exchange.dcat import (
    Agent,
    Catalogue,
    Dataset,
    Distribution,
    Licence,
    Place,
    Service,
    Theme,
    graph_of,
    json_ld,
    turtle,
)

HERE = "https://tarazy.example.kz"
SHAPES = Path(__file__).parent / "dcat_ap"


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        graph.parse(path)
    return graph


def conforms(graph: Graph) -> tuple[bool, str]:
    found, _report, said = validate(graph, shacl_graph=shapes(), advanced=True)
    return found, said


def text(word: str) -> Text:
    return Text(kk=f"{word} (қазақша)", ru=f"{word} (по-русски)", en=word)


STATED = Licence(text("CC BY 4.0"), "https://creativecommons.org/licenses/by/4.0/")
DATASET = Dataset(
    address=f"{HERE}/observatory/unemployment_rate#dataset",
    identifier="unemployment_rate",
    title=text("Unemployment rate"),
    about=text("Share of the workforce without work"),
    page=f"{HERE}/en/observatory/unemployment_rate/",
    publisher=Agent(f"{HERE}/bodies#bns", text("Bureau of National Statistics")),
    places=(Place(f"{HERE}/places#kz", text("Kazakhstan")),),
    distributions=(
        Distribution(text("CSV"), f"{HERE}/en/x/", "text/csv", f"{HERE}/en/x/all.csv"),
        Distribution(text("API"), f"{HERE}/api/v1/observations", "application/json", service=f"{HERE}/api/v1"),
    ),
    licences=(STATED,),
    theme=Theme(f"{HERE}/topics#work", text("Work")),
    first_day="2010-01-01",
    last_day="2024-12-31",
    modified="2026-11-01",
)
CATALOGUE = Catalogue(
    address=f"{HERE}/catalogue",
    title=text("Open data"),
    about=text("Everything that is published"),
    homepage=f"{HERE}/en/",
    publisher=Agent(f"{HERE}/#publisher", text("Centre")),
    contact="data@example.kz",
    topics=f"{HERE}/topics",
    service=Service(f"{HERE}/api/v1", text("The API"), f"{HERE}/api/v1/openapi.json"),
    datasets=(DATASET,),
)


@pytest.mark.parametrize(
    "licences",
    [(), (STATED,), (Licence(text("none stated"), ""),), (STATED, Licence(text("none stated"), ""))],
)
def test_a_catalogue_satisfies_the_official_shapes(licences: tuple[Licence, ...]) -> None:
    catalogue = replace(CATALOGUE, datasets=(replace(DATASET, licences=licences), replace(
        DATASET, address=f"{HERE}/other", theme=None, first_day="", modified="")))  # fmt: skip
    found, said = conforms(graph_of(catalogue))
    assert found, said


def without(kind: URIRef, property: URIRef) -> Callable[[Graph], Any]:
    """Breaks a catalogue: things of a kind lose a property."""

    def break_it(graph: Graph) -> None:
        for thing in list(graph.subjects(RDF.type, kind)):
            graph.remove((thing, property, None))

    return break_it


def a_licence_as_a_text(graph: Graph) -> None:
    for one in list(graph.subjects(RDF.type, DCAT.Distribution)):
        graph.remove((one, DCTERMS.license, None))
        graph.add((one, DCTERMS.license, Literal("CC BY 4.0")))


@pytest.mark.parametrize(
    "break_it",
    [
        without(DCAT.Dataset, DCTERMS.title), without(DCAT.Dataset, DCTERMS.description),
        without(DCAT.Distribution, DCAT.accessURL), without(DCAT.Catalog, DCTERMS.publisher),
        without(FOAF.Agent, FOAF.name), without(DCAT.DataService, DCAT.endpointURL), a_licence_as_a_text,
    ],
)  # fmt: skip
def test_a_broken_catalogue_does_not(break_it: Callable[[Graph], Any]) -> None:
    graph = graph_of(CATALOGUE)
    break_it(graph)
    assert not conforms(graph)[0]


def test_both_forms_say_the_same_in_three_languages() -> None:
    read = [
        Graph().parse(data=turtle(CATALOGUE), format="turtle"),
        Graph().parse(data=json_ld(CATALOGUE), format="json-ld"),
    ]
    assert read[0].isomorphic(read[1])
    assert read[0].isomorphic(graph_of(CATALOGUE))
    titles = read[0].objects(URIRef(DATASET.address), DCTERMS.title)
    assert {one.language for one in titles if isinstance(one, Literal)} == {"kk", "ru", "en"}
