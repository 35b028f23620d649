"""A page as a reader finds it: its texts, links and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "path", "circle", "use", "line"}


@dataclass
class Read:
    """What stands in a page. `tables`: rows of cells, the head first; `links`: address and text."""

    status: int
    html: str
    title: str = ""
    h1: str = ""
    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    heads: dict[str, list[str]] = field(default_factory=dict)


class _Parser(HTMLParser):
    def __init__(self, read: Read) -> None:
        super().__init__()
        self.read = read
        self.open: list[str] = []
        self.link: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.read.text += " "
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a" and given.get("href"):
            self.link = [given["href"] or "", ""]
        if tag == "link" or tag == "meta":
            name = given.get("rel") or given.get("name") or ""
            self.read.heads.setdefault(name, []).append(given.get("href") or given.get("content") or "")
        if tag == "table":
            self.read.tables.append([])
        if tag == "tr":
            self.read.tables[-1].append([])
        if tag in ("td", "th"):
            self.read.tables[-1][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.read.text += " "
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag == "a" and self.link is not None:
            self.read.links.append((self.link[0], " ".join(self.link[1].split())))
            self.link = None

    def handle_data(self, data: str) -> None:
        if "title" in self.open and "svg" not in self.open:
            self.read.title += data
            return
        if "h1" in self.open:
            self.read.h1 += data
        if "td" in self.open or "th" in self.open:
            cells = self.read.tables[-1][-1]
            cells[-1] = f"{cells[-1]}{data}"
        if self.link is not None:
            self.link[1] += data
        self.read.text += data


def read(client: Client, address: str) -> Read:
    """Ask for a page and read it."""
    answer = client.get(address)
    found = Read(answer.status_code, answer.content.decode())
    _Parser(found).feed(found.html)
    found.text = " ".join(found.text.split())
    found.title, found.h1 = " ".join(found.title.split()), " ".join(found.h1.split())
    found.tables = [[[" ".join(cell.split()) for cell in row] for row in table] for table in found.tables]
    return found
