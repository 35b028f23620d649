"""Texts to numbers: each text keeps its own, whatever the texts look like."""

import numpy as np
import pyarrow as pa
import pytest

from tarazy.exchange.lexicon import CodedColumn, Lexicon, _as_number

RNG = np.random.default_rng(11)
KINDS = {
    "one number of digits": [f"IN-{number:06d}" for number in range(5000)],
    "numbers far apart": [f"W{number:08d}" for number in RNG.choice(10**8, 3000, replace=False)],
    "numbers of any length": [str(number) for number in range(3000)],
    "codes with letters": [f"KZ-{number:x}" for number in range(3000)],
    "long words": [f"kz-rural-district-{number}" for number in range(300)],
    "one is the beginning of another": ["A", "AB", "ABC", "ABCD", ""],
    "Kazakh letters": ["Ақмола", "Ақтөбе", "Алматы", "Абай"],
    "a zero byte": ["a\0", "a", "a\0\0"],
    "one alone": ["KZ"],
}


def drawn(texts: list[str], count: int) -> list[str]:
    return [texts[i] for i in RNG.integers(0, len(texts), count)]


@pytest.mark.parametrize("type", [pa.string(), pa.large_string(), pa.string_view()])
@pytest.mark.parametrize("kind", KINDS)
def test_a_text_is_found_again(kind, type):
    lexicon, texts = Lexicon(), KINDS[kind]
    for _ in range(4):
        some = drawn(texts, 4000)
        codes = lexicon.codes(pa.array(some, type=type))
        assert [lexicon.names()[code] for code in codes] == some
    assert len(set(lexicon.names())) == len(lexicon.names())


@pytest.mark.parametrize("type", [pa.string(), pa.string_view()])
def test_texts_that_only_look_like_known_ones_are_others(type):
    lexicon = Lexicon([f"IN-{number:06d}" for number in range(5000)])
    strange = [
        "IN-00471",
        "IN-0047110",
        "IN-00471:",
        "IM-004711",
        "IN-00471",
        "",
        "IN-",
        "IN-00471O",
        "IN-004711",
        "in-004711",
        "IN-004711-and-more",
    ]
    codes = lexicon.codes(pa.array(strange, type=type))
    assert [lexicon.names()[code] for code in codes] == strange
    assert codes[8] == 4711
    assert min(codes[[0, 1, 2, 3, 5, 6, 7, 9, 10]]) >= 5000


def test_a_part_of_an_array_and_nulls_and_dictionaries():
    lexicon = Lexicon()
    array = pa.array(["a", "b", None, "c", "b"])
    for part in (array[1:], array[1:4], array.dictionary_encode()[1:], array[3:]):
        assert [lexicon.names()[code] for code in lexicon.codes(part)] == [text or "" for text in part.to_pylist()]


def test_digits_as_a_number():
    texts = ["00000000", "00004711", "99999999", "12345678"]
    keys = np.array([text.encode() for text in texts], dtype="S8").view(np.uint64)
    assert _as_number(keys).tolist() == [int(text) for text in texts]


def test_a_column_takes_little_room_and_grows():
    few = CodedColumn(6)
    for start, texts in ((3, ["b", "a", "b"]), (0, ["a", "a", "a"])):
        few.put(start, pa.array(texts))
    assert [few.whole().at(row) for row in range(6)] == ["a", "a", "a", "b", "a", "b"]
    assert few.whole().codes.dtype == np.int16
    same = CodedColumn(4)
    same.put(0, pa.array(["x", "x"]))
    same.put(2, pa.array(["x", "x"]))
    assert same.whole().codes is None
    many = CodedColumn(40_003)
    many.put(0, pa.array(["first", "second", "first"]))
    many.put(3, pa.array([f"n{number}" for number in range(40_000)]))
    assert [many.whole().at(row) for row in (0, 1, 3, 40_002)] == ["first", "second", "n0", "n39999"]
    assert many.whole().codes.dtype == np.int32
