"""A catalogue of datasets in the terms of DCAT-AP 3, so that other portals can take it over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES
from tarazy.exchange.documents import XLSX

VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
ADMS: Final = Namespace("http://www.w3.org/ns/adms#")
_EU: Final = "http://publications.europa.eu/resource/authority"
_LANGUAGES: Final = {"kk": f"{_EU}/language/KAZ", "ru": f"{_EU}/language/RUS", "en": f"{_EU}/language/ENG"}
_FORMATS: Final = {"text/csv": "CSV", "application/json": "JSON", "application/zip": "ZIP",
                   "application/xml": "XML", XLSX.media_type: "XLSX"}  # fmt: skip
PUBLIC: Final = f"{_EU}/access-right/PUBLIC"


@dataclass(frozen=True)
class Agent:
    """Who publishes. `address`: its IRI."""

    address: str
    name: Text


@dataclass(frozen=True)
class Place:
    """Of where the figures are."""

    address: str
    name: Text


@dataclass(frozen=True)
class Theme:
    """What datasets are about."""

    address: str
    name: Text


@dataclass(frozen=True)
class Licence:
    """In the words in which it is stated; `address` empty: none is stated."""

    stated: Text
    address: str


@dataclass(frozen=True)
class Distribution:
    """One form in which a dataset can be had. `download`: of the file; empty: `access` is a service or a page."""

    title: Text
    access: str
    media_type: str
    download: str = ""
    service: str = ""


@dataclass(frozen=True)
class Dataset:
    """`address`: its IRI; `page`: where people read of it; `first_day`, `last_day`, `modified`: ISO dates or empty."""

    address: str
    identifier: str
    title: Text
    about: Text
    page: str
    publisher: Agent
    places: tuple[Place, ...]
    distributions: tuple[Distribution, ...]
    licences: tuple[Licence, ...] = ()
    theme: Theme | None = None
    first_day: str = ""
    last_day: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Service:
    """A programming interface and its description."""

    address: str
    title: Text
    described_at: str


@dataclass(frozen=True)
class Catalogue:
    """`contact`: an e-mail address or that of a page; `topics`: the IRI of the list of themes."""

    address: str
    title: Text
    about: Text
    homepage: str
    publisher: Agent
    contact: str
    topics: str
    service: Service
    datasets: tuple[Dataset, ...]


def turtle(catalogue: Catalogue) -> bytes:
    return graph_of(catalogue).serialize(format="turtle", encoding="utf-8")


def json_ld(catalogue: Catalogue) -> bytes:
    """With the prefixes of the graph as its context."""
    graph = graph_of(catalogue)
    context = {prefix: str(name) for prefix, name in graph.namespaces()}
    return graph.serialize(format="json-ld", encoding="utf-8", context=context, auto_compact=True)


def graph_of(catalogue: Catalogue) -> Graph:
    """Every statement of the catalogue."""
    graph = Graph(bind_namespaces="none")
    known = {"dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "xsd": XSD,
             "vcard": VCARD, "dcatap": DCATAP, "adms": ADMS}  # fmt: skip
    for prefix, namespace in known.items():
        graph.bind(prefix, namespace)
    here = URIRef(catalogue.address)
    graph.add((here, RDF.type, DCAT.Catalog))
    _texts(graph, here, DCTERMS.title, catalogue.title)
    _texts(graph, here, DCTERMS.description, catalogue.about)
    graph.add((here, DCTERMS.publisher, _agent(graph, catalogue.publisher)))
    graph.add((here, FOAF.homepage, _typed(graph, catalogue.homepage, FOAF.Document)))
    _languages(graph, here)
    _topics(graph, here, catalogue)
    contact = _contact(graph, catalogue)
    for dataset in catalogue.datasets:
        graph.add((here, DCAT.dataset, _dataset(graph, dataset, contact)))
    graph.add((here, DCAT.service, _service(graph, catalogue, contact)))
    return graph


def _texts(graph: Graph, of: Node, property: URIRef, text: Text) -> None:
    for language in LANGUAGES:
        graph.add((of, property, Literal(text.in_language(language), lang=language)))


def _typed(graph: Graph, address: str, kind: URIRef) -> URIRef:
    node = URIRef(address)
    graph.add((node, RDF.type, kind))
    return node


def _languages(graph: Graph, of: Node) -> None:
    for address in _LANGUAGES.values():
        graph.add((of, DCTERMS.language, _typed(graph, address, DCTERMS.LinguisticSystem)))


def _agent(graph: Graph, agent: Agent) -> URIRef:
    node = _typed(graph, agent.address, FOAF.Agent)
    _texts(graph, node, FOAF.name, agent.name)
    return node


def _contact(graph: Graph, catalogue: Catalogue) -> URIRef:
    node = _typed(graph, f"{catalogue.address}#contact", VCARD.Organization)
    graph.add((node, RDF.type, VCARD.Kind))
    graph.add((node, VCARD.fn, Literal(catalogue.publisher.name.en)))
    if "@" in catalogue.contact:
        graph.add((node, VCARD.hasEmail, URIRef(f"mailto:{catalogue.contact}")))
    else:
        graph.add((node, VCARD.hasURL, URIRef(catalogue.contact)))
    return node


def _topics(graph: Graph, of: Node, catalogue: Catalogue) -> None:
    scheme = _typed(graph, catalogue.topics, SKOS.ConceptScheme)
    _texts(graph, scheme, DCTERMS.title, catalogue.title)
    graph.add((of, DCAT.themeTaxonomy, scheme))
    for theme in dict.fromkeys(one.theme for one in catalogue.datasets if one.theme):
        node = _typed(graph, theme.address, SKOS.Concept)
        _texts(graph, node, SKOS.prefLabel, theme.name)
        graph.add((node, SKOS.inScheme, scheme))


def _service(graph: Graph, catalogue: Catalogue, contact: Node) -> URIRef:
    service = catalogue.service
    node = _typed(graph, service.address, DCAT.DataService)
    _texts(graph, node, DCTERMS.title, service.title)
    graph.add((node, DCAT.endpointURL, _typed(graph, service.address, RDFS.Resource)))
    graph.add((node, DCAT.endpointDescription, _typed(graph, service.described_at, RDFS.Resource)))
    graph.add((node, DCTERMS.publisher, URIRef(catalogue.publisher.address)))
    graph.add((node, DCAT.contactPoint, contact))
    for dataset in catalogue.datasets:
        if any(one.service == service.address for one in dataset.distributions):
            graph.add((node, DCAT.servesDataset, URIRef(dataset.address)))
    return node


def _dataset(graph: Graph, dataset: Dataset, contact: Node) -> URIRef:
    node = _typed(graph, dataset.address, DCAT.Dataset)
    _texts(graph, node, DCTERMS.title, dataset.title)
    _texts(graph, node, DCTERMS.description, dataset.about)
    graph.add((node, DCTERMS.identifier, Literal(dataset.identifier)))
    graph.add((node, DCTERMS.publisher, _agent(graph, dataset.publisher)))
    graph.add((node, DCAT.contactPoint, contact))
    graph.add((node, DCAT.landingPage, _typed(graph, dataset.page, FOAF.Document)))
    graph.add((node, DCTERMS.accessRights, _typed(graph, PUBLIC, DCTERMS.RightsStatement)))
    _languages(graph, node)
    for place in dataset.places:
        where = _typed(graph, place.address, DCTERMS.Location)
        _texts(graph, where, SKOS.prefLabel, place.name)
        graph.add((node, DCTERMS.spatial, where))
    if dataset.theme:
        graph.add((node, DCAT.theme, URIRef(dataset.theme.address)))
        _texts(graph, node, DCAT.keyword, dataset.theme.name)
    if dataset.modified:
        graph.add((node, DCTERMS.modified, Literal(dataset.modified, datatype=XSD.date)))
    _period(graph, node, dataset)
    for number, distribution in enumerate(dataset.distributions, start=1):
        at = f"{dataset.address}#distribution-{number}"
        graph.add((node, DCAT.distribution, _distribution(graph, at, distribution, dataset.licences)))
    return node


def _period(graph: Graph, of: Node, dataset: Dataset) -> None:
    if not dataset.first_day:
        return
    period = BNode()
    graph.add((of, DCTERMS.temporal, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((period, DCAT.startDate, Literal(dataset.first_day, datatype=XSD.date)))
    graph.add((period, DCAT.endDate, Literal(dataset.last_day, datatype=XSD.date)))


def _distribution(graph: Graph, at: str, distribution: Distribution, licences: Iterable[Licence]) -> URIRef:
    node = _typed(graph, at, DCAT.Distribution)
    _texts(graph, node, DCTERMS.title, distribution.title)
    graph.add((node, DCAT.accessURL, _typed(graph, distribution.access, RDFS.Resource)))
    if distribution.download:
        graph.add((node, DCAT.downloadURL, _typed(graph, distribution.download, RDFS.Resource)))
    if distribution.service:
        graph.add((node, DCAT.accessService, URIRef(distribution.service)))
    media = f"https://www.iana.org/assignments/media-types/{distribution.media_type}"
    graph.add((node, DCAT.mediaType, _typed(graph, media, DCTERMS.MediaType)))
    form = f"{_EU}/file-type/{_FORMATS[distribution.media_type]}"
    graph.add((node, DCTERMS["format"], _typed(graph, form, DCTERMS.MediaTypeOrExtent)))
    _licences(graph, node, tuple(dict.fromkeys(licences)))
    return node


def _licences(graph: Graph, of: Node, licences: tuple[Licence, ...]) -> None:
    """One that is stated with its text is a licence; several, or none, are said as the rights that are known."""
    if len(licences) == 1 and licences[0].address:
        licence = _typed(graph, licences[0].address, DCTERMS.LicenseDocument)
        _texts(graph, licence, DCTERMS.title, licences[0].stated)
        graph.add((of, DCTERMS.license, licence))
    elif licences:
        rights = BNode()
        graph.add((of, DCTERMS.rights, rights))
        graph.add((rights, RDF.type, DCTERMS.RightsStatement))
        for language in LANGUAGES:
            told = "; ".join(one.stated.in_language(language) for one in licences)
            graph.add((rights, RDFS.label, Literal(told, lang=language)))
