"""The gallery shows every component, in every language, without anything that the security policy forbids."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

from tarazy.web.ui.icons import PATHS
from tarazy.web.ui.templatetags.ui import register

LANGUAGES = ("kk", "ru", "en")
DOOR = Path(__file__).resolve().parents[3] / "src" / "tarazy" / "web" / "doors" / "portal" / "templates" / "portal"
UI = Path(__file__).resolve().parents[3] / "src" / "tarazy" / "web" / "ui"
README = UI / "README.md"
# Used by other components only.
INNER = {"part_of_page"}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the texts that people read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


@pytest.fixture(params=LANGUAGES)
def page(request: pytest.FixtureRequest, client: Client) -> str:
    answer = client.get(f"/{request.param}/gallery/")
    assert answer.status_code == 200
    assert answer["Content-Language"] == request.param
    return answer.content.decode()


def used_in_the_gallery() -> set[str]:
    sources = [DOOR / "base.html", DOOR / "gallery.html", *sorted((DOOR / "gallery").glob("*.html"))]
    return set(re.findall(r"{%\s*(\w+)", "".join(path.read_text(encoding="utf-8") for path in sources)))


def test_every_component_appears() -> None:
    inside = set(re.findall(r"{%\s*(\w+)", "".join(p.read_text(encoding="utf-8") for p in UI.rglob("*.html"))))
    components = set(register.tags) - INNER
    assert len(components) >= 30
    assert components - (used_in_the_gallery() | (inside & {"breadcrumbs"})) == set()


def test_every_component_and_filter_is_explained() -> None:
    text = README.read_text(encoding="utf-8")
    assert {name for name in register.tags if f"`{name}`" not in text and f"{{% {name}" not in text} - INNER == set()
    assert {name for name in register.filters if f"|{name}" not in text} == set()


def test_every_icon_is_used_somewhere() -> None:
    sources = [path for kind in ("*.html", "*.py") for path in UI.rglob(kind) if path.name != "icons.py"]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert {name for name in PATHS if f'"{name}"' not in text} == set()


def test_it_says_that_its_data_is_invented(page: str) -> None:
    assert re.search(r"invented|вымышлены|ойдан шығарылған", page)


def test_no_script_and_no_style_stands_in_the_page(page: str) -> None:
    for tag, attributes in Elements(page).elements:
        assert tag != "style"
        assert tag != "script" or attributes.get("src")
        assert not {name for name in attributes if name == "style" or name.startswith("on")}, (tag, attributes)


def test_ids_are_there_once_and_what_is_named_exists(page: str) -> None:
    elements = Elements(page).elements
    ids = Counter(attributes["id"] for _, attributes in elements if attributes.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    named = {
        word
        for _, attributes in elements
        for name in ("aria-describedby", "aria-labelledby", "for")
        for word in (attributes.get(name) or "").split()
    }
    assert named - set(ids) == set()


def test_nothing_comes_from_elsewhere(page: str) -> None:
    for tag, attributes in Elements(page).elements:
        for name in ("src", "href", "action"):
            address = attributes.get(name) or ""
            is_ours = attributes.get("rel") in ("alternate", "canonical")
            assert is_ours or not address.startswith(("http:", "https:", "//")), (tag, address)


def test_texts_are_in_the_language_of_the_page(client: Client) -> None:
    english = {"Score", "Source", "Download", "Rank", "no data", "Show as a table", "not yet estimated", "Language"}
    for language in ("kk", "ru"):
        page = client.get(f"/{language}/gallery/").content.decode()
        assert {text for text in english if f">{text}" in page or f'"{text}"' in page} == set()
