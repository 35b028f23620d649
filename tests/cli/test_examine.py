"""tarazy examine as its user meets it: what stands in the document, on which output, and what is refused."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pypdf
import pytest

from tarazy.cli.main import main

ROOT = Path(__file__).parents[2]
KZ = [str(ROOT / "data/kz/observations.csv"), "--units", str(ROOT / "data/kz/units.csv"), "--period", "2023"]
KZ_INDEX = "kz/regional-development/2024.1"


class Elements(HTMLParser):
    """The elements of a page and whether each that was opened is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def words_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("kk", ["Статистикалық сараптама", "Ескертулер", "Аралықтар есептелмеген", "Жұмыссыздық деңгейі"]),
        ("ru", ["Статистическая экспертиза", "Замечания", "Интервалы не рассчитаны", "Уровень безработицы"]),
        ("en", ["Statistical examination", "Findings", "Intervals are not computed", "Unemployment rate"]),
    ],
)
def test_the_document_speaks_the_language_that_is_asked_for(tmp_path, capfd, lang, words) -> None:
    out = tmp_path / "report.pdf"
    assert main(["examine", KZ_INDEX, *KZ, "--lang", lang, "--out", str(out)]) == 0
    content = out.read_bytes()
    said = words_of(content)
    for word in words:
        assert word in said
    assert pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == lang
    told = capfd.readouterr()
    assert told.out == f"{out}\n"
    assert len(told.err.splitlines()) == 12  # a line of counts and one a finding
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_the_same_input_gives_the_same_bytes_and_its_command_names_no_folder(tmp_path, capfd) -> None:
    contents = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        out = tmp_path / folder / "report.html"
        assert main(["examine", KZ_INDEX, *KZ, "--out", str(out)]) == 0
        contents.append(out.read_bytes())
    assert contents[0] == contents[1]
    page = contents[0].decode()
    assert f"tarazy examine {KZ_INDEX} observations.csv --units units.csv --period 2023" in page
    assert str(tmp_path) not in page


def test_the_page_needs_nothing_beside_itself(tmp_path, capfd) -> None:
    out = tmp_path / "report.html"
    assert main(["examine", "asem/connectivity/2018", str(ROOT / "data/asem/observations.csv"), "--units",
                 str(ROOT / "data/asem/units.csv"), "--out", str(out)]) == 0  # fmt: skip
    page = out.read_text(encoding="utf-8")
    elements = Elements()
    elements.feed(page)
    assert elements.open == []
    assert not {"script", "img", "link", "iframe", "object"} & set(elements.names)
    assert elements.names.count("figure") == 4
    assert elements.names.count("h1") == 1
    assert "http:" not in re.sub(r'xmlns="http://www.w3.org/2000/svg"', "", page).replace("http-equiv", "")
    assert "https:" not in page
    links = re.findall(r'href="#(part-\d+)"', page)
    assert links
    assert all(f'id="{link}"' in page for link in links)
    assert "var(--series-1)" not in page


@pytest.mark.parametrize("name", ["report.docx", "report", "report.pdf.txt"])
def test_another_ending_is_a_wrong_call(tmp_path, capfd, name) -> None:
    assert main(["examine", KZ_INDEX, *KZ, "--out", str(tmp_path / name)]) == 2
    assert "ends neither in .pdf nor in .html" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("period", ["1999", "2023-Q1", "soon"])
def test_a_period_that_is_not_assessed_is_refused_and_nothing_is_written(tmp_path, capfd, period) -> None:
    out = tmp_path / "report.pdf"
    assert main(["examine", KZ_INDEX, *KZ[:3], "--period", period, "--out", str(out)]) == 1
    assert period in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_units_where_they_are_needed_it_is_refused(tmp_path, capfd) -> None:
    assert main(["examine", KZ_INDEX, KZ[0], "--out", str(tmp_path / "report.pdf")]) == 1
    assert "--units units.csv" in capfd.readouterr().err


def test_a_folder_that_does_not_exist_is_named_and_an_earlier_file_stays(tmp_path, capfd) -> None:
    out = tmp_path / "nowhere" / "report.html"
    assert main(["examine", KZ_INDEX, *KZ, "--out", str(out)]) == 3
    assert "nowhere" in capfd.readouterr().err
    earlier = tmp_path / "report.html"
    earlier.write_text("earlier", encoding="utf-8")
    assert main(["examine", KZ_INDEX, *KZ[:3], "--period", "1999", "--out", str(earlier)]) == 1
    assert earlier.read_text(encoding="utf-8") == "earlier"


def test_an_index_without_any_score_is_examined_too(tmp_path, capfd) -> None:
    given = [str(ROOT / "data/pefa-sample/observations.csv"), "--units", str(ROOT / "data/pefa-sample/units.csv")]
    for name in ("report.pdf", "report.html"):
        assert main(["examine", "pefa/scores/2016", *given, "--out", str(tmp_path / name)]) == 0
    assert "units with a score: 0 of 8" in capfd.readouterr().err


def test_a_turned_sign_stands_first_on_the_first_page(tmp_path, capfd) -> None:
    source, folder = ROOT / "methodologies" / KZ_INDEX, tmp_path / "turned"
    for path in sorted(source.rglob("*")):
        if path.is_file() and "cases" not in path.parts:
            copy = folder / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    wrong = folder / "indicators/labour_and_income/unemployment.yaml"
    wrong.write_bytes(wrong.read_bytes().replace(b"better: lower", b"better: higher"))
    out = tmp_path / "report.pdf"
    assert main(["examine", str(folder), *KZ, "--lang", "ru", "--out", str(out)]) == 0
    first = pypdf.PdfReader(out).pages[0].extract_text()
    assert "Показатель входит с неверным знаком" in first
    assert "безработицы" in first
    assert capfd.readouterr().err.splitlines()[1].startswith("тяжкое: Знак точно неверен")


def test_replicates_are_computed_where_the_methodology_says_what_may_vary(tmp_path, capfd) -> None:
    out = tmp_path / "report.html"
    given = [str(ROOT / "data/asem/observations.csv"), "--units", str(ROOT / "data/asem/units.csv")]
    call = ["examine", "asem/connectivity/2018.1", *given, "--replicates", "100", "--seed", "3", "--out", str(out)]
    assert main(call) == 0
    page = out.read_text(encoding="utf-8")
    assert "Replicates computed: 100. An interval holds 90 % of them." in page
    assert "Ranks and their intervals" in page
    assert "--replicates 100 --seed 3" in page
    assert "are not computed. Nothing in this examination" not in page
