"""Every publication has its bundle on the site, and the command that the page names computes it again, equal."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tarazy.web.rooms.publication.models import Bundle, Publication
from tarazy.web.rooms.publication.queries.standing import publication_for
from tests.web.doors.portal.reading import Read, read

pytestmark = pytest.mark.usefixtures("published")

WORDS = {"kk": "Өзіңіз қайта есептеңіз", "ru": "Пересчитайте сами", "en": "Compute it again yourself"}
SHIPPED = ("kz/regional-development", "un/hdi", "wales/imd")


def publication(methodology: str) -> Publication:
    found = publication_for(methodology)
    assert found is not None
    return found


def bundle_href(page: Read) -> str:
    return next(href for href, _ in page.links if href.endswith("/bundle.zip"))


@pytest.mark.parametrize("methodology", SHIPPED)
def test_the_command_of_the_page_finds_the_downloaded_bundle_equal(
    client: Client, tmp_path: Path, methodology: str
) -> None:
    page, of = read(client, f"/en/indices/{methodology}/"), publication(methodology)
    answer = client.get(bundle_href(page))
    assert answer["Content-Type"] == "application/zip"
    name = answer["Content-Disposition"].partition('filename="')[2].rstrip('"')
    assert name == f"{of.run.version}".replace("/", "-") + f"-publication-{of.pk}.zip"
    (tmp_path / name).write_bytes(answer.content)
    assert hashlib.sha256(answer.content).hexdigest() in page.text
    command = next(line for line in page.html.splitlines() if line.startswith("tarazy recompute"))
    words = command.partition("<")[0].split()
    done = subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "--lang", "en", *words[1:]], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "It is the root that was given." in done.stdout
    assert done.stdout.rstrip().endswith("Equal.")


@pytest.mark.parametrize("language", WORDS)
def test_the_page_says_everything_that_must_be_compared(client: Client, language: str) -> None:
    page, of = read(client, f"/{language}/indices/un/hdi/"), publication("un/hdi")
    bundle = Bundle.objects.get(publication=of)
    assert WORDS[language] in page.text
    for hash in (bundle.sha256, bundle.merkle_root, of.run.methodology_hash, of.journal_head):
        assert hash in page.text
    assert bundle.secret.hex() not in page.html


def test_programs_read_the_hashes_as_text(client: Client) -> None:
    of = publication("un/hdi")
    bundle = Bundle.objects.get(publication=of)
    answer = client.get(f"/en/indices/un/hdi/publications/{of.pk}/hashes.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert said["merkle_root"] == bundle.merkle_root
    assert said["bundle_sha256"] == bundle.sha256 == hashlib.sha256(client.get(said["bundle"]).content).hexdigest()
    assert said["bundle_bytes"] == str(bundle.size)
    assert (said["methodology_hash"], said["journal_head"]) == (of.run.methodology_hash, of.journal_head)


@pytest.mark.parametrize("path", ["0/bundle.zip", "{}/secret", "99999999/hashes.txt"])
def test_what_is_not_there_says_so_and_leads_back(client: Client, path: str) -> None:
    page = read(client, "/en/indices/un/hdi/publications/" + path.format(publication("un/hdi").pk))
    assert page.status == 404
    assert "/en/indices/un/hdi/" in dict(page.links)


def test_a_bundle_belongs_to_its_own_index(client: Client) -> None:
    of = publication("un/hdi")
    assert client.get(f"/en/indices/wales/imd/publications/{of.pk}/bundle.zip").status_code == 404
