"""The files of a version: to read, to take along, all together; every byte as it ships."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from tarazy.engine.load.shipped import shipped_folder
from tarazy.web.doors.portal.methodologies.passport import BY_HAND
from tests.web.doors.portal.reading import read

KZ = "kz/regional-development/2024.2"

pytestmark = pytest.mark.usefixtures("published")


def shipped(id: str) -> dict[str, bytes]:
    folder = Path(str(shipped_folder("methodologies"))) / id
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_file_comes_back_byte_for_byte(client: Client) -> None:
    for path, content in shipped(KZ).items():
        answer = client.get(f"/en/methodologies/{KZ}/bytes/{path}")
        assert answer.content == content, path
        assert answer["Content-Disposition"] == f'attachment; filename="{path.rpartition("/")[2]}"'
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_folder_is_packed_whole_and_always_the_same(client: Client) -> None:
    packed = client.get(f"/ru/methodologies/{KZ}/text.zip").content
    assert client.get(f"/kk/methodologies/{KZ}/text.zip").content == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as folder:
        top = {name.partition("/")[0] for name in folder.namelist()}
        assert top == {"regional-development-2024.2"}
        unpacked = {name.partition("/")[2]: folder.read(name) for name in folder.namelist()}
    assert unpacked == shipped(KZ)


def test_the_command_of_the_page_gives_the_hash_of_the_page(client: Client, tmp_path: Path) -> None:
    """What a doubting reader does: unpack, run the command, compare."""
    with zipfile.ZipFile(io.BytesIO(client.get(f"/en/methodologies/{KZ}/text.zip").content)) as folder:
        folder.extractall(tmp_path)
    page = client.get(f"/en/methodologies/{KZ}/").content.decode()
    shown = re.search(r'<pre class="code-block wraps"><code>(.*?)</code>', page)
    assert shown
    assert html.unescape(shown[1]) == BY_HAND
    [inside] = tmp_path.iterdir()
    said = subprocess.run(["bash", "-c", BY_HAND], cwd=inside, capture_output=True, text=True, check=True)
    assert f'data-copy="{said.stdout.split()[0]}"' in page


def test_a_file_is_shown_line_by_line_with_its_own_hash(client: Client) -> None:
    path = "indicators/economy/grp_growth.yaml"
    content = shipped(KZ)[path]
    page = read(client, f"/en/methodologies/{KZ}/text/{path}")
    lines = re.findall(r'<li id="L(\d+)"><code>(.*?)</code></li>', page.html)
    assert [int(number) for number, _ in lines] == list(range(1, len(lines) + 1))
    assert [html.unescape(line) for _, line in lines] == content.decode().splitlines()
    assert hashlib.sha256(content).hexdigest() in page.text
    assert "is part of the hash" in page.text
    beside = {
        text for href, text in page.links if href.startswith(f"/en/methodologies/{KZ}/text/") and path not in href
    }
    assert beside == {"← cases/without_a_dimension_2025.yaml", "indicators/economy/grp_per_capita.yaml →"}
    assert "is not part of the hash" in read(client, f"/en/methodologies/{KZ}/text/CHANGES.md").text


def test_nothing_outside_the_text_can_be_asked_for(client: Client) -> None:
    for path in ("../methodology.yaml", "%2e%2e/methodology.yaml", "indicators", "cases/"):
        for kind in ("text", "bytes"):
            assert client.get(f"/en/methodologies/{KZ}/{kind}/{path}").status_code == 404


def test_the_schema_is_the_one_of_the_manual(client: Client) -> None:
    answer = client.get("/en/methodologies/schema.json")
    assert answer["Content-Type"] == "application/schema+json"
    manual = Path(__file__).resolve().parents[5] / "docs" / "manual" / "methodology.schema.json"
    assert json.loads(answer.content) == json.loads(manual.read_text(encoding="utf-8"))
