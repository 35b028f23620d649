"""The demonstration asks what programs ask, and says what was wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tarazy.cli.demo.exchanges import DATA, FLOWS, ask_as_programs_do


class Answers(BaseHTTPRequestHandler):
    """Answers by path, 404 otherwise."""

    by_path: dict[str, str]

    def do_GET(self) -> None:
        text = self.by_path.get(self.path)
        self.send_response(404 if text is None else 200)
        self.end_headers()
        self.wfile.write((text or "").encode())

    def log_message(self, format: str, *args: object) -> None:
        """A line a request would drown the tests' own."""


@pytest.fixture
def server() -> Iterator[str]:
    made = HTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join()


GIVEN = '{"data": {"dataflows": [{"id": "TABLE"}]}}'


@pytest.mark.parametrize(
    ("answers", "answered", "faults"),
    [
        ({FLOWS: GIVEN, DATA.format("TABLE"): "head\nrow\n"}, 2, 0),
        ({FLOWS: GIVEN, DATA.format("TABLE"): "head\n"}, 1, 1),
        ({FLOWS: GIVEN}, 1, 1),
        ({FLOWS: '{"data": {}}'}, 0, 1),
        ({FLOWS: '{"data": {"dataflows": []}}'}, 0, 1),
        ({FLOWS: "<html>"}, 0, 1),
        ({}, 0, 1),
    ],
)
def test_what_is_wrong_is_said(server: str, answers: dict[str, str], answered: int, faults: int) -> None:
    Answers.by_path = answers
    count, said = ask_as_programs_do(server)
    assert (count, len(said)) == (answered, faults)
