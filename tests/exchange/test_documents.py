"""Documents that are taken as evidence: by their content, whatever their name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tarazy.engine.words import LANGUAGES, ProblemsFound
from tarazy.exchange import documents
from tarazy.exchange.documents import DOCX, JPEG, ODT, PDF, PNG, TEXT, XLSX, DocumentType, document_type


def archive(**parts: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return whole.getvalue()


def workbook() -> bytes:
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet().write(0, 0, "Есеп")
    return whole.getvalue()


GOOD: list[tuple[str, bytes, DocumentType]] = [
    ("report.pdf", b"%PDF-1.7\n...", PDF),
    ("REPORT.PDF", b"%PDF-1.7\n...", PDF),
    ("photo.png", b"\x89PNG\r\n\x1a\n...", PNG),
    ("photo.jpeg", b"\xff\xd8\xff\xe0...", JPEG),
    ("table.xlsx", workbook(), XLSX),
    ("letter.docx", archive(**{"word/document.xml": b"<w/>"}), DOCX),
    ("letter.odt", archive(mimetype=ODT.media_type.encode()), ODT),
    ("жазба.txt", "Қазақша мәтін".encode(), TEXT),
    ("values.csv", b"\xef\xbb\xbfunit;value\n", TEXT),
]
BAD: list[tuple[str, bytes, str]] = [
    ("empty.pdf", b"", "The file is empty."),
    ("report.pdf", b"\x89PNG\r\n\x1a\n...", "ends otherwise than its content"),
    ("report.exe", b"MZ\x90\x00\x03", "A file of this type is not taken."),
    ("page.txt", b"<!DOCTYPE html><script>1</script>", "A file of this type is not taken."),
    ("picture.svg", b"\n<svg onload='x'/>", "A file of this type is not taken."),
    ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "A file of this type is not taken."),
    ("some.zip", archive(a=b"x"), "A file of this type is not taken."),
    ("macro.xlsx", archive(**{"xl/workbook.xml": b"", "xl/vbaProject.bin": b"x"}), "holds a program"),
    ("object.docx", archive(**{"word/document.xml": b"", "word/embeddings/1.bin": b"x"}), "holds a program"),
    ("cut.docx", archive(**{"word/document.xml": b"x" * 999})[:-30], "The file is damaged"),
]


@pytest.mark.parametrize(("name", "content", "type"), GOOD, ids=[name for name, *_ in GOOD])
def test_a_document_is_known_by_its_content(tmp_path: Path, name: str, content: bytes, type: DocumentType) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert document_type(path, name) == type


@pytest.mark.parametrize(("name", "content", "what"), BAD, ids=[f"{name}-{what[:12]}" for name, _, what in BAD])
def test_what_is_not_taken_is_said_in_three_languages(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(ProblemsFound) as caught:
        document_type(path, name)
    (problem,) = caught.value.problems
    assert what in problem.in_language("en")
    assert problem.where == name
    assert len({problem.in_language(lang) for lang in LANGUAGES}) == 3


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_INFLATED", 1000)
    path = tmp_path / "upload"
    path.write_bytes(archive(**{"word/document.xml": b"\0" * 2000}))
    with pytest.raises(ProblemsFound, match="unpacks to more than can be read"):
        document_type(path, "bomb.docx")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    with path.open("wb") as file:
        file.truncate(documents.MOST_BYTES + 1)
    with pytest.raises(ProblemsFound, match="at most 25 MB"):
        document_type(path, "large.pdf")
