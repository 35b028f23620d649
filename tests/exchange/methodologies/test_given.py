"""A methodology comes in as its folder in an archive or as its workbook; whatever else is refused with its place."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from tarazy.engine.differences import differences
from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.words import LANGUAGES, ProblemsFound
from tarazy.exchange.bundle.archive import write_archive
from tarazy.exchange.methodologies import given, layout
from tarazy.exchange.methodologies.given import files_of_archive, methodology_given
from tarazy.exchange.methodologies.sheets import sheets_of
from tarazy.exchange.methodologies.workbook_written import write_workbook
from tests.web.rooms.drafted import packed

HDI = load_methodology("un/hdi/2021")


def _refused(content: bytes) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        methodology_given(content, "text.zip")
    for language in LANGUAGES:
        assert all(problem.in_language(language) for problem in refused.value.problems)
    return [str(problem.in_language("en")) for problem in refused.value.problems]


@pytest.mark.parametrize("within", ["", "2021/", "hdi/2021/"])
def test_a_folder_has_the_same_hash_and_bytes_however_it_is_packed(within: str) -> None:
    hidden = {"__MACOSX/x": b"?", f"{within}.DS_Store": b"?"}
    content = packed({f"{within}{path}": text for path, text in HDI.files.items()} | hidden, "")
    read = methodology_given(content, "text.zip")
    assert (read.hash, dict(read.files)) == (HDI.hash, dict(HDI.files))


def test_what_is_kept_is_read_again() -> None:
    content = io.BytesIO()
    write_archive(content, HDI.files)
    assert files_of_archive(content.getvalue()) == dict(HDI.files)


def test_a_workbook_says_what_the_folder_says(tmp_path: Path) -> None:
    write_workbook(tmp_path / "hdi.xlsx", sheets_of(HDI, "en"), "en")
    read = methodology_given((tmp_path / "hdi.xlsx").read_bytes(), "hdi.xlsx")
    assert differences(HDI, read) == ()
    assert methodology_from_files(read.files).hash == read.hash


def test_faults_of_a_workbook_name_its_sheet_and_not_where_it_lay(tmp_path: Path) -> None:
    sheets = [sheet for sheet in sheets_of(HDI, "en") if sheet.name != layout.VARIABLES]
    write_workbook(tmp_path / "hdi.xlsx", sheets, "en")
    found = _refused((tmp_path / "hdi.xlsx").read_bytes())
    assert any(f"The sheet «{layout.VARIABLES}» is missing" in one for one in found)
    assert all(one.startswith("text.zip") for one in found)


def test_faults_of_a_folder_name_file_and_line() -> None:
    files = {
        **HDI.files,
        "methodology.yaml": HDI.files["methodology.yaml"].replace(b"assessed_kinds", b"assessed_kidns"),
    }
    [line] = [one for one in _refused(packed(files)) if "assessed_kidns" in one]
    assert line.startswith("methodology.yaml:")


def _with(entry: zipfile.ZipInfo, text: bytes = b"x") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(entry, text)
    return content.getvalue()


def _link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("methodology.yaml")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no archive", "no sound ZIP archive"),
        (packed(HDI.files)[:-40], "no sound ZIP archive"),
        (_with(zipfile.ZipInfo("../methodology.yaml")), "no ordinary file"),
        (_with(zipfile.ZipInfo("/etc/passwd")), "no ordinary file"),
        (_with(_link()), "no ordinary file"),
        (packed({"methodology.yaml": b"0" * (given.MOST_BYTES + 1)}), "more than"),
        (b"0" * (given.MOST_BYTES + 1), "more than"),
        (packed({f"{number}.yaml": b"" for number in range(given.MOST_FILES + 1)}), "more than"),
    ],
    ids=["text", "cut off", "upwards", "root", "link", "swells", "large", "many"],
)
def test_a_hostile_archive_is_refused(content: bytes, words: str) -> None:
    [found] = _refused(content)
    assert words in found


def test_one_name_twice_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("methodology.yaml", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("methodology.yaml", b"2")
    [found] = _refused(content.getvalue())
    assert "this name twice" in found


def test_a_password_is_refused() -> None:
    content = bytearray(_with(zipfile.ZipInfo("methodology.yaml")))
    content[6] |= 1  # the flag in the file's own head
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and in the list of contents
    [found] = _refused(bytes(content))
    assert "protected by a password" in found
