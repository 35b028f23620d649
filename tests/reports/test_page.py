"""A document as a page: every block is there, texts stay texts, nothing is fetched."""

from __future__ import annotations

from html.parser import HTMLParser

from tarazy.reports.page import html_of
from tests.reports.test_document import HOSTILE, KAZAKH, document

TAGS = '<script>alert("1")</script><img src=x onerror=alert(1)>'


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(text: str) -> Texts:
    page = Texts()
    page.feed(html_of(document(text)).decode())
    return page


def test_a_text_is_never_markup() -> None:
    for text in (TAGS, HOSTILE):
        page = read(text)
        assert "".join(page.said).count(text) >= 20
        assert not {"script", "img"} & set(page.names)


def test_every_block_is_on_the_page() -> None:
    page = read(KAZAKH)
    for name in ("table", "figure", "svg", "nav", "ul", "dl", "pre", "h1", "h2", "h3"):
        assert name in page.names
    assert "".join(page.said).count(KAZAKH) >= 25


def test_the_same_document_is_the_same_page() -> None:
    assert html_of(document("Ә")) == html_of(document("Ә"))
    assert html_of(document("Ә")) != html_of(document("Ғ"))
