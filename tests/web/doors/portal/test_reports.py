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
from django.utils.translation import override
from pytest_django.fixtures import Settings

from tarazy.web.doors.portal.reports.cards import card_of
from tarazy.web.doors.portal.reports.kept import path_of
from tarazy.web.doors.portal.reports.published import asked_in
from tarazy.web.doors.portal.reports.sureness import rank_span, score_span, why_nothing
from tarazy.web.grammar.text import LocalText
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.publication.models import Publication
from tarazy.web.rooms.publication.queries.bundles import bundle_of
from tarazy.web.rooms.publication.queries.standing import publication_for
from tarazy.web.rooms.results.models import Estimate
from tarazy.web.rooms.results.queries.estimates import (
    Between,
    estimate_of,
    intervals_at,
    intervals_of_unit,
    p_ahead,
)
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


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_consolidated_report_gives_every_score_its_interval(client: Client, language: str) -> None:
    text = text_of(opened(client, address(language, "report.pdf")).pages)
    estimate = estimate_of(shown().computed)
    assert estimate is not None
    first_part = methodology_of(shown().computed.version).index.children[0]
    rows = [row for row in table(shown().computed, "2024", first_part) if row.score is not None]
    first, last = (pick(rows, key=lambda row: row.score or 0.0) for pick in (max, min))
    with override(language):
        for one in between_of().values():
            assert text.count(score_span(one, 1)) >= 2  # the bars; the annex
        of_part = intervals_at(estimate, "2024", first_part)
        for row in (first, last):
            span = score_span(of_part[row.unit.pk], 1)
            assert f"{row.unit.name} {number(row.score, 1)} ({span})" in text


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


def between_of(period: str = "2024") -> dict[str, Between]:
    """The intervals of the published illustration."""
    estimate = estimate_of(shown().computed)
    assert estimate is not None
    return dict(intervals_at(estimate, period))


def test_the_briefing_names_those_alone_who_moved_reliably(client: Client) -> None:
    page = read(client, address("en", "briefing/"))
    rows = {row.unit.pk: row for row in table(shown().computed, "2024")}
    sure = [unit for unit, one in between_of().items() if one.moved_surely]
    risen = [unit for unit in sure if (rows[unit].score_change or 0.0) > 0]
    assert risen
    assert len(sure) < len(rows)
    said = f"the score of {len(risen)} has reliably risen and that of {len(sure) - len(risen)} has reliably fallen"
    assert said in page.text
    assert f"the other changes ({len(rows) - len(sure)}) may be chance" in page.text
    [about_rises] = re.findall(r"The greatest reliable rises: ([^<]+)\.<", page.html)
    greatest = sorted(risen, key=lambda unit: -(rows[unit].score_change or 0.0))[:3]
    assert [one.split(" +")[0] for one in about_rises.split("; ")] == [str(rows[unit].unit.name) for unit in greatest]
    assert "no decision about a body may rest on them alone" in page.text


def test_the_first_stand_in_the_briefing_with_their_intervals(client: Client) -> None:
    [_head, *lines] = read(client, address("en", "briefing/")).tables[0]
    rows, between = table(shown().computed, "2024"), between_of()
    assert len(lines) == 5
    for row, line in zip(rows, lines, strict=False):
        one = between[row.unit.pk]
        ends = [number(one.rank_low), number(one.rank_high)]
        assert line[:2] == [number(row.rank), str(row.unit.name)]
        assert line[2] == "–".join(dict.fromkeys(ends))
        assert line[4] == f"{number(one.score_low, 1)}–{number(one.score_high, 1)}"


def test_without_an_estimate_no_document_claims_that_anything_is_reliable(client: Client) -> None:
    """The Human Development Index of 2021 in the version that does not say what may vary."""
    page = read(client, address("en", "briefing/", "2021", "un/hdi"))
    assert "the methodology does not say what may vary" in page.text
    assert "reliabl" not in page.text
    report = text_of(opened(client, address("en", "units/KAZ/report.pdf", "2021", "un/hdi")).pages)
    assert "interval not estimated" in report
    assert "the methodology does not say what may vary" in report
    assert "reliabl" not in report
    pack = client.get(address("en", "press.zip", "2021", "un/hdi")).content
    with zipfile.ZipFile(io.BytesIO(pack)) as files:
        assert "reliabl" not in files.read("en/text.txt").decode()


def test_a_unit_report_says_how_sure_it_is(client: Client) -> None:
    text = text_of(opened(client, address("en", "units/KZ-43/report.pdf")).pages)
    one = between_of()["KZ-43"]
    assert "How sure this is" in text
    assert f"lies between {number(one.score_low, 1)} and {number(one.score_high, 1)} points in 90%" in text
    assert f"a place from {number(one.rank_low)} to {number(one.rank_high)} of 20 in 90%" in text
    assert "It is among the first ten in" in text
    assert "It comes into its band" in text
    assert one.moved_surely
    assert "The score has reliably risen since 2023" in text
    assert "has not been estimated yet" not in text


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_unit_report_says_how_sure_each_part_of_the_index_is(client: Client, language: str) -> None:
    text = text_of(opened(client, address(language, "units/KZ-43/report.pdf")).pages)
    estimate = estimate_of(shown().computed)
    assert estimate is not None
    parts = [node for period, node in intervals_of_unit(estimate, "KZ-43") if period == "2024" and node != "index"]
    assert len(parts) > 10
    of_index = methodology_of(shown().computed.version).index.children
    for (period, node), one in intervals_of_unit(estimate, "KZ-43").items():
        if period == "2024" and node != "index":
            with override(language):
                assert text.count(score_span(one, 1)) >= (2 if node in of_index else 1)  # the tree; beside others
                assert node not in of_index or rank_span(one) in text.split(score_span(one, 1), 2)[2]
    hdi = text_of(opened(client, address("en", "units/NOR/report.pdf", "2021", "un/hdi")).pages)
    assert "Places in the interval" not in hdi


def test_a_unit_report_names_those_from_whom_it_is_not_told_apart(client: Client) -> None:
    text = text_of(opened(client, address("en", "units/KZ-31/report.pdf")).pages)
    alike = re.search(r"No significant difference from: ([^.]+)\.", text)
    assert alike
    estimate = estimate_of(shown().computed)
    assert estimate is not None
    names = {row.unit.pk: str(row.unit.name) for row in table(shown().computed, "2024")}
    pairs = {unit: p_ahead(estimate, "2024", "KZ-31", unit) for unit in names if unit != "KZ-31"}
    expected = {names[unit] for unit, share in pairs.items() if share is not None and 0.05 < share < 0.95}
    assert set(alike[1].split("; ")) == expected


def test_a_card_says_between_which_places_and_whether_the_change_is_sure() -> None:
    asked = asked_in("kz", "regional-development", shown().pk, "2024")
    one = between_of()["KZ-43"]
    with override("en"):
        card = card_of(asked, "KZ-43")
        other = card_of(asked_in("un", "hdi", shown("un/hdi").pk, "2021"), "KAZ")
    assert f"Score ({number(one.score_low, 1)}–{number(one.score_high, 1)})" in dict(card.figures)
    assert "Score" in dict(other.figures)
    assert dict(card.figures)["Rank"] == f"{number(one.rank_low)} to {number(one.rank_high)} of 20"
    assert card.note.endswith("a reliable change.")
    assert " / " in dict(other.figures)["Rank"]
    assert other.note == "How sure score and rank are has not been estimated."


def test_why_nothing_was_estimated_is_said_in_every_case(monkeypatch: pytest.MonkeyPatch) -> None:
    kz, hdi = shown().computed, shown("un/hdi").computed
    refused = Estimate(refusal=LocalText(kk="Аз", ru="Мало", en="Too few units."), periods=[])
    with override("en"):
        assert "does not say what may vary" in why_nothing(hdi, None, "2021")
        assert why_nothing(hdi, refused, "2021").endswith("could not be estimated. Too few units.")
        assert why_nothing(kz, estimate_of(kz), "2025").startswith("Too few have a score for 2025")
        assert why_nothing(kz, estimate_of(kz), "2024") == ""
        monkeypatch.setattr("tarazy.web.doors.portal.reports.sureness.awaits_estimate", lambda run: True)
        assert "has not been estimated yet" in why_nothing(kz, None, "2024")


def test_a_document_is_made_anew_with_another_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asked_in("kz", "regional-development", shown().pk, "2024")
    estimated = path_of(asked, "report.pdf")
    assert path_of(asked, "report.pdf") == estimated
    monkeypatch.setattr("tarazy.web.doors.portal.reports.kept.estimate_of", lambda run: None)
    assert path_of(asked, "report.pdf") != estimated


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
        assert "kz/regional-development/2024.2" in pack.read("en/text.txt").decode()


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
