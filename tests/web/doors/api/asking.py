"""Asking the API, and going through its pages."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

BASE = "/api/v1"


def got(client: Client, address: str, **headers: str) -> Any:
    """What an address answers with status 200."""
    answer = client.get(f"{BASE}/{address}", headers=headers)
    assert answer.status_code == 200, f"{address}: {answer.content.decode()}"
    return answer.json()


def refused(client: Client, address: str, status: int, **headers: str) -> Any:
    """The problem with which an address is refused."""
    answer = client.get(address if address.startswith("/") else f"{BASE}/{address}", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert "Traceback" not in answer.content.decode()
    return problem


def whole(client: Client, address: str, pages: int = 100) -> list[dict[str, Any]]:
    """The rows of every page, following `next`."""
    rows: list[dict[str, Any]] = []
    following: str | None = f"{BASE}/{address}"
    while following:
        assert pages, "there is no end of pages"
        pages -= 1
        parts = urlsplit(following)
        answer = client.get(f"{parts.path}?{parts.query}").json()
        rows += answer["data"]
        following = answer["next"]
    return rows


def as_csv(client: Client, address: str, **headers: str) -> list[dict[str, str]]:
    answer = client.get(f"{BASE}/{address}", headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))
