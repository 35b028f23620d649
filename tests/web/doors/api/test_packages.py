"""The data package of a publication: what its description says is what its table holds, and nothing is missing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from tarazy.web.rooms.publication.models import Publication
from tests.web.doors.api.asking import refused, whole

pytestmark = pytest.mark.usefixtures("opened")
READERS: dict[str, Callable[[str], object]] = {"string": str, "number": float, "integer": int}


def address() -> str:
    run = Publication.objects.exclude(run=None).values_list("run", flat=True).get()
    return f"/api/v1/runs/{run}/package.zip"


def package(client: Client, lang: str = "ru") -> zipfile.ZipFile:
    answer = client.get(f"{address()}?lang={lang}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_the_description_fits_the_table(client: Client) -> None:
    archive = package(client)
    assert archive.namelist() == ["datapackage.json", "data.csv", "dictionary.csv"]
    said, data = json.loads(archive.read("datapackage.json")), archive.read("data.csv")
    [resource] = said["resources"]
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    rows, fields = list(csv.DictReader(io.StringIO(data.decode(), newline=""))), resource["schema"]["fields"]
    assert list(rows[0]) == [field["name"] for field in fields]
    for row in rows:
        for field in fields:
            if row[field["name"]]:
                READERS[field["type"]](row[field["name"]])
    key = resource["schema"]["primaryKey"]
    assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)
    assert said["title"] == said["titles"]["ru"]
    for field in fields:
        assert all(field["titles"][language] for language in ("kk", "ru", "en"))
        assert len(set(field["descriptions"].values())) == 3, field["name"]


def test_it_holds_every_public_score(client: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(package(client).read("data.csv").decode(), newline="")))
    told = whole(client, f"scores?run={address().split('/')[4]}&limit=5000")
    assert [
        (row["unit"], row["period"], row["node"], float(row["score"]) if row["score"] else None) for row in rows
    ] == [(row["unit"], row["period"], row["node"], row["score"]) for row in told]
    assert len(rows) > 500


def test_the_same_scores_give_the_same_bytes_and_are_not_sent_twice(client: Client) -> None:
    etag = client.get(address())["ETag"]
    assert client.get(address(), headers={"if-none-match": etag}).status_code == 304


def test_a_run_that_is_not_published_has_none(client: Client) -> None:
    refused(client, "runs/77777/package.zip", 404)
    refused(client, "runs/x/package.zip", 404)
