"""Reports as PDF: what a screen reader and a person read in them, in three languages; the same bytes every time."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any

import pypdf
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.bundles import bundle_of
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.queries.tables import table
from tarazy.web.ui.written import number
from tests.web.doors.portal.reading import read

pytestmark = pytest.mark.usefixtures("published")
TITLES = {"kk": "Астана қаласы", "ru": "город Астана", "en": "Astana"}


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path


def shown(methodology: str = "kz/regional-development") -> Publication:
    publication = publication_for(methodology)
    assert publication is not None
    return publication


def address(language: str, file: str, period: str = "2024", methodology: str = "kz/regional-development") -> str:
    return f"/{language}/indices/{methodology}/publications/{shown(methodology).pk}/{period}/{file}"


def opened(client: Client, where: str) -> pypdf.PdfReader:
    answer = client.get(where)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of(pages: Any) -> str:
    return re.sub(r"\s+", " ", "\n".join(page.extract_text() for page in pages)).replace("\N{NO-BREAK SPACE}", " ")


def structure(document: pypdf.PdfReader) -> Iterator[Any]:
    """Every element of the tree that a screen reader walks."""
    waiting = [document.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            yield element
            if "/K" in element:
                waiting.append(element["/K"])


def figures(document: pypdf.PdfReader) -> list[Any]:
    return [element for element in structure(document) if element.get("/S") == "/Figure"]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_unit_report_is_tagged_titled_and_in_its_language(client: Client, language: str) -> None:
    document = opened(client, address(language, "units/KZ-71/report.pdf"))
    root, metadata = document.trailer["/Root"], document.metadata
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1" in root["/Metadata"].get_object().get_data()
    assert metadata is not None
    assert metadata.title == TITLES[language]
    assert metadata.creation_date is not None
    assert metadata.creation_date.replace(microsecond=0) == shown().published_at.replace(microsecond=0)
    kinds = {element.get("/S") for element in structure(document)}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/Figure"} <= kinds
    assert len(document.pages) >= 6
    pictures = figures(document)
    assert len(pictures) >= 4
    assert all(str(picture["/Alt"]).strip() for picture in pictures)


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "Қазақстан"), ("ru", "Казахстан"), ("en", "Kazakhstan")],
)
def test_a_unit_report_says_the_figures_of_the_page_and_its_proof(client: Client, language: str, words: str) -> None:
    document = opened(client, address(language, "units/KZ-43/report.pdf"))
    text = text_of(document.pages)
    run = shown().computed
    row = next(row for row in table(run, "2024") if row.unit.pk == "KZ-43")
    page = read(client, f"/{language}/indices/kz/regional-development/2024/units/KZ-43/")
    score = re.search(r"\d\d[.,]\d", page.text.split("100")[0])
    assert score
    assert score[0] in text
    assert number(row.rank) in text
    assert words in text  # a source
    last, bundle = text_of(document.pages[-1:]), bundle_of(shown())
    assert bundle is not None
    for digest in (bundle.merkle_root, bundle.sha256, shown().journal_head, run.data_hash, run.methodology_hash):
        assert digest in last
    if language == "kk":
        assert "Қызылорда облысы" in text
        assert set("ӘәҒғҚқҢңӨөҰұҮүІі") - set(text) <= set("ӘҒҢӨҰҮІ")


def test_a_document_has_the_same_bytes_whenever_it_is_made(client: Client, settings: Settings, tmp_path: Any) -> None:
    where = address("kk", "units/KZ-71/report.pdf")
    first = client.get(where).content
    assert len(list(tmp_path.iterdir())) == 1
    assert client.get(where).content == first
    settings.DOCUMENTS_ROOT = tmp_path / "elsewhere"
    assert client.get(where).content == first
    assert client.get(address("ru", "units/KZ-71/report.pdf")).content != first


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_consolidated_report_names_everybody(client: Client, language: str) -> None:
    document = opened(client, address(language, "report.pdf"))
    text = text_of(document.pages)
    rows = table(shown().computed, "2024")
    assert len(rows) == 20
    for row in rows:
        assert getattr(row.unit.name, language) in text
        assert number(row.score, 1).replace(".", "[.,]").split("[")[0] in text
    assert len(document.pages) >= 6
    assert len(figures(document)) >= 8
    assert document.trailer["/Root"]["/Lang"] == language


def test_other_indices_have_reports_too(client: Client) -> None:
    document = opened(client, address("en", "units/KAZ/report.pdf", "2021", "un/hdi"))
    assert len(document.pages) >= 6
    assert len(figures(document)) >= 4
    assert "Earlier results, computed again" in text_of(document.pages)


@pytest.mark.parametrize(
    "file",
    ["1900/report.pdf", "2024/units/NOR/report.pdf", "2024/units/%22%5D%5B/report.pdf", "2024/other.pdf"],
)
def test_what_is_not_there_leads_on(client: Client, file: str) -> None:
    page = read(client, f"/en/indices/kz/regional-development/publications/{shown().pk}/{file}")
    assert page.status == 404
    assert page.links


def test_pages_offer_their_documents(client: Client) -> None:
    unit = read(client, "/kk/indices/kz/regional-development/2024/units/KZ-71/")
    assert address("kk", "units/KZ-71/report.pdf") in dict(unit.links)
    results = read(client, "/kk/indices/kz/regional-development/2024/")
    assert address("kk", "report.pdf") in dict(results.links)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(("methodology", "period"), [("kz/regional-development", "2024"), ("wales/imd", "2019")])
def test_the_briefing_is_one_sheet_and_says_what_the_page_says(
    client: Client, language: str, methodology: str, period: str
) -> None:
    document = opened(client, address(language, "briefing.pdf", period, methodology))
    assert len(document.pages) == 1
    assert len(figures(document)) == 1
    text, page = text_of(document.pages), read(client, address(language, "briefing/", period, methodology))
    assert page.status == 200
    sentences = re.findall(r"<li>([^<]+)</li>", page.html)
    assert len(sentences) >= 4
    for sentence in sentences:
        assert unescape(sentence).replace("\N{NO-BREAK SPACE}", " ") in text
    assert address(language, "press.zip", period, methodology) in dict(page.links)


def test_the_briefing_says_that_nobody_knows_yet_what_is_reliable(client: Client) -> None:
    page = read(client, address("en", "briefing/"))
    assert "Whether these changes are reliable cannot be said yet" in page.text
    assert "no decision about a body may rest on them alone" in page.text


def test_the_press_pack_holds_every_language_and_is_the_same_twice(
    client: Client, settings: Settings, tmp_path: Any
) -> None:
    first = client.get(address("kk", "press.zip"))
    assert first["Content-Type"] == "application/zip"
    settings.DOCUMENTS_ROOT = tmp_path / "elsewhere"
    assert client.get(address("kk", "press.zip")).content == first.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as pack:
        names = set(pack.namelist())
        for language, words in (("kk", "Не өзгерді"), ("ru", "Что изменилось"), ("en", "What moved")):
            assert words in pack.read(f"{language}/text.txt").decode()
            assert pack.read(f"{language}/briefing.pdf").startswith(b"%PDF")
            wanted = ("card.png", "card.svg", "table.xlsx", "table.csv", "table.dictionary.csv")
            assert {f"{language}/{name}" for name in wanted} <= names
        assert "kz/regional-development/2024.1" in pack.read("en/text.txt").decode()


@pytest.mark.parametrize("file", ["card", "units/KZ-43/card"])
def test_share_cards_are_pictures_that_pages_name(client: Client, file: str) -> None:
    picture = client.get(address("kk", f"{file}.png"))
    assert picture["Content-Type"] == "image/png"
    assert struct.unpack(">II", picture.content[16:24]) == (1200, 630)
    assert client.get(address("kk", f"{file}.svg")).content.startswith(b"<svg")
    assert client.get(address("kk", f"{file}.gif")).status_code == 404
    shows = "2024/units/KZ-43/" if "units" in file else "2024/"
    html = read(client, f"/kk/indices/kz/regional-development/{shows}").html
    assert f'<meta property="og:image" content="http://testserver{address("kk", f"{file}.png")}">' in html
