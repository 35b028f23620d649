"""The web server as `tarazy serve` starts it, which can be killed, and people who send it what a browser would."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from tarazy.cli.serving import free_port
from tests.web.cloning import TestDatabases

ROOT = Path(__file__).parents[3]
LONGEST_SECONDS = 180.0

Fields = list[tuple[str, str]]


@dataclass
class Server:
    """The site on a test's database, in processes of its own."""

    databases: TestDatabases
    files: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        environment = os.environ | {
            "DATABASE_URL": self.databases.url("tarazy_app"),
            "DATABASE_OWNER_URL": self.databases.url("tarazy_owner"),
            "TARAZY_FILES": str(self.files),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        command = [
            sys.executable,
            "-m",
            "tarazy.cli",
            "serve",
            "--port",
            str(self.port),
            "--workers",
            "1",
            "--no-worker",
        ]
        self.process = subprocess.Popen(
            command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wait(self) -> None:
        until = time.monotonic() + LONGEST_SECONDS
        while not self._answers():
            assert self.process is not None
            assert self.process.poll() is None, "the server ended by itself"
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=LONGEST_SECONDS) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """All of its processes at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


class _Form(HTMLParser):
    """The fields of the form that a page is about, as they stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: Fields = []
        self._inside = False
        self._open = ""  # the select or text area that is being read
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            # The others (theme, language, sign out) name the address to which they are sent.
            self._inside = given.get("method") == "post" and "action" not in given
        name = given.get("name", "")
        if not self._inside:
            return
        if tag in ("select", "textarea"):
            self._open, self._text = name, ""
        elif tag == "option" and "selected" in given:
            self._text = given.get("value", "")
        elif tag == "input" and name:
            kind = given.get("type", "text")
            if kind != "file" and (kind not in ("radio", "checkbox") or "checked" in given):
                self.fields.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._open and self.lasttag == "textarea":
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag in ("select", "textarea") and self._open:
            self.fields.append((self._open, self._text.strip()))
            self._open = ""


@dataclass(frozen=True)
class Sent:
    """What a browser sends when the button of a form is pressed."""

    address: str
    body: bytes
    kind: str


class Visitor:
    """Somebody with a browser, signed in or not."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def open(self, path: str) -> str:
        with self._opener.open(self._address + path, timeout=LONGEST_SECONDS) as answer:
            return str(answer.read().decode())

    def filled_in(self, path: str, changes: Mapping[str, str], document: bytes = b"") -> Sent:
        """Open the page of a form and fill it in."""
        form = _Form()
        form.feed(self.open(path))
        assert form.fields, f"no form on {path}"
        fields = [(name, value) for name, value in form.fields if name not in changes] + list(changes.items())
        if not document:
            return Sent(self._address + path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        mark = secrets.token_hex(16)
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="report.pdf"\r\n\r\n'
        body = "\r\n".join([*parts, head]).encode() + document + f"\r\n--{mark}--\r\n".encode()
        return Sent(self._address + path, body, f"multipart/form-data; boundary={mark}")

    def send(self, sent: Sent) -> int:
        """The status of the page to which it leads. OSError or HTTPException where there is no answer."""
        request = urllib.request.Request(sent.address, sent.body, {"Content-Type": sent.kind})
        try:
            with self._opener.open(request, timeout=LONGEST_SECONDS) as answer:
                answer.read()
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            refused.read()
            return refused.code
