"""What the bytes of a file may not be."""

from tests.engine.unit.load.tiny_text import (
    ACCIDENTS,
    BEDS,
    METHODOLOGY,
    assert_refused,
    changed,
    line_of,
    refused,
    tiny,
)


def recoded(encoding: str) -> dict[str, bytes]:
    text = tiny()[ACCIDENTS].decode().replace("Жол апаттары", "Жол апаты").replace("Қалаларда", "Калаларда")
    return tiny() | {ACCIDENTS: text.replace("есептелмейді", "есептелмейд").encode(encoding)}


def test_windows_1251_is_named() -> None:
    assert_refused(recoded("cp1251"), f"{ACCIDENTS}:2", "written in windows-1251, not in UTF-8", "save it as UTF-8")


def test_utf_16_is_named_with_and_without_mark() -> None:
    assert_refused(recoded("utf-16"), ACCIDENTS, "written in UTF-16")
    assert_refused(recoded("utf-16-le"), ACCIDENTS, "written in UTF-16")


def test_other_bytes_are_no_text() -> None:
    files = tiny() | {BEDS: tiny()[BEDS] + b"\n# \xff\xfe\x00\x01"}
    assert_refused(files, f"{BEDS}:18", "bytes that are not UTF-8")


def test_a_byte_order_mark() -> None:
    assert_refused(tiny() | {BEDS: b"\xef\xbb\xbf" + tiny()[BEDS]}, f"{BEDS}:1", "byte order mark", "without BOM")


def test_a_carriage_return_is_said_once() -> None:
    files = tiny() | {BEDS: tiny()[BEDS].replace(b"\n", b"\r\n")}
    assert_refused(files, f"{BEDS}:1", "carriage return", "(LF)")


def test_a_tab_names_its_position() -> None:
    files = changed(BEDS, "better: higher", "better:\thigher")
    assert_refused(files, line_of(BEDS, "better"), "a tab at position 8", "spaces instead")


def test_every_line_with_a_tab_is_named() -> None:
    files = changed(BEDS, "better: higher", "better:\thigher\n\t# one more")
    assert [said.partition(": ")[0] for said in refused(files)] == [f"{BEDS}:6", f"{BEDS}:7"]


def test_an_invisible_control_character() -> None:
    files = changed(METHODOLOGY, "Tiny index", "Tiny\u2028index")
    assert_refused(files, line_of(METHODOLOGY, "title"), "U+2028", "Delete it")
    assert_refused(changed(METHODOLOGY, "Tiny index", "Tiny\x00index"), f"{METHODOLOGY}:5", "U+0000")


def test_an_empty_file() -> None:
    assert_refused(tiny() | {BEDS: b""}, BEDS, "The file is empty")
    assert_refused(tiny() | {BEDS: b" \n\n"}, BEDS, "The file is empty")
    assert_refused(tiny() | {"CHANGES.md": b"\n"}, "CHANGES.md", "The file is empty")


def test_only_comments() -> None:
    assert_refused(tiny() | {BEDS: b"# nothing yet\n"}, BEDS, "only comments")


def test_a_huge_file() -> None:
    assert_refused(tiny() | {BEDS: tiny()[BEDS] + b"#" * 1_000_000}, BEDS, "1000000 bytes")


def test_a_non_breaking_space_in_a_quoted_text_is_typography() -> None:
    assert refused(changed(METHODOLOGY, '"Tiny index"', '"Tiny\N{NO-BREAK SPACE}index"')) == []
