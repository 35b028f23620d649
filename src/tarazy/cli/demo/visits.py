"""Asks a real server process for one page of each kind in each language, by following the site's own links."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import IO, Final
from urllib.parse import urljoin, urlsplit

from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, resolve, reverse
from django.utils.translation import override

from tarazy.cli.demo.exchanges import ask_as_programs_do
from tarazy.cli.demo.progress import Progress
from tarazy.cli.language import tell, told
from tarazy.cli.serving import free_port
from tarazy.engine.words import LANGUAGES, msg
from tarazy.web.doors.portal import urls as portal

START_SECONDS: Final = 30
ANSWER_SECONDS: Final = 30
NO_PAGE: Final = 405  # an address to which something is sent
VERSION: Final = {"place": "kz", "name": "regional-development", "version": "2024.2"}
# Pages to which links lead only from a page that asks for something, with what is asked for.
ASKED_FOR: Final[tuple[tuple[str, Mapping[str, str], str], ...]] = (
    ("portal:compare", {}, "?unit=KZ-79&unit=KZ-71"),
    ("portal:left_behind", {"variable": "unemployment_rate"}, ""),
    ("portal:revisions", {"variable": "unemployment_rate"}, "?unit=KZ-79&period=2023"),
    ("portal:methodology_movement", {**VERSION, "other": "2024.2"}, ""),
)


def visit_every_kind_of_page(progress: Progress) -> bool:
    """Whether every kind of page was found by links and answered 200. What did not is said."""
    with progress.step(told(msg("Pages asked for"))) as step, _server() as (address, said):
        faults: list[str] = []
        answered = 0
        for lang in LANGUAGES:
            count, wrong = _visit(address, lang)
            answered += count
            faults += wrong
        count, wrong = ask_as_programs_do(address)
        answered += count
        faults += wrong
        step.came(msg("{count} answered 200"), count=answered)
        if faults:
            _print(said)
    for fault in faults:
        tell(msg("Not right: {fault}"), fault=fault)
    return not faults


@contextmanager
def _server() -> Iterator[tuple[str, IO[str]]]:
    """The address of a server process of its own, as in production, and what it writes to its standard error."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "tarazy.cli", "serve", "--port", str(port), "--workers", "1", "--no-worker"]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        try:
            _wait_for(address, process)
            yield address, said
        except OSError:
            _print(said)
            raise
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _print(said: IO[str]) -> None:
    said.seek(0)
    print(said.read(), file=sys.stderr)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        if _status(f"{address}/health")[0] == 200:
            return
        time.sleep(0.1)
    if process.returncode is not None:
        raise OSError(None, told(msg("the web server ended with status {status}"), status=process.returncode), address)
    raise OSError(None, told(msg("the web server did not answer within {seconds} s"), seconds=START_SECONDS), address)


def _kinds() -> dict[str, str]:
    """The kinds of pages of the portal: names of addresses, with the path where it needs nothing to be filled in."""
    kinds: dict[str, str] = {}
    for name in _names(portal.urlpatterns):
        whole = f"{portal.app_name}:{name}"
        try:
            kinds[whole] = reverse(whole)
        except NoReverseMatch:
            kinds.setdefault(whole, "")
    return kinds


def _names(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def _visit(address: str, lang: str) -> tuple[int, list[str]]:
    """How many pages of the language answered 200, and what was wrong."""
    with override(lang):
        kinds = _kinds()
        waiting = [reverse(name, kwargs=dict(parts)) + query for name, parts, query in ASKED_FOR]
        waiting += [path for path in kinds.values() if path]
        seen: set[str] = set()
        faults: list[str] = []
        answered = 0
        while waiting:
            path = waiting.pop(0)
            kind = _kind_of(path)
            if kind not in kinds or kind in seen:
                continue
            seen.add(kind)
            status, links = _status(address + path)
            if status == 200:
                answered += 1
                waiting += [link for link in links if link.startswith(f"/{lang}/")]
            elif status != NO_PAGE:
                faults.append(f"{path}: {status}")
        faults += [
            told(msg("no link leads to {kind} in {lang}"), kind=kind, lang=lang) for kind in sorted(kinds.keys() - seen)
        ]
    return answered, faults


def _kind_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""


def _status(address: str) -> tuple[int, list[str]]:
    """The status of an answer (0: none came) and the paths of its links."""
    try:
        with urllib.request.urlopen(address, timeout=ANSWER_SECONDS) as answer:
            text = answer.read().decode("utf-8", "replace")
            return int(answer.status), _links(text, answer.url)
    except urllib.error.HTTPError as fault:
        return fault.code, []
    except OSError:
        return 0, []


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        link = given.get("href") if tag == "a" else None
        if given.get("property") == "og:image":
            link = given.get("content")
        if link:
            self.found.append(link)


def _links(text: str, page: str) -> list[str]:
    """The links of a page that stay on the site, as paths."""
    parser = _Links()
    parser.feed(text)
    here = urlsplit(page)
    joined = [urlsplit(urljoin(page, link)) for link in parser.found]
    return [f"{link.path}?{link.query}" if link.query else link.path for link in joined if link.netloc == here.netloc]
