"""What the collection form is told of a variable, all of it optional."""

import pytest

from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.write import files_of
from tarazy.engine.model.methodology import Evidence
from tarazy.engine.model.text import Text
from tests.engine.unit.load.form_text import COLLECTED, EVIDENCE, WHY, asked
from tests.engine.unit.load.tiny_text import VARIABLES, assert_refused, line_of, tiny


def test_it_is_read_as_written() -> None:
    variable = methodology_from_files(asked()).variables_by_name["accidents_all"]
    assert variable.why == Text(kk="Адам өмірі үшін", ru="Ради жизни людей", en="For lives")
    assert variable.collected == "quarter"
    assert variable.evidence == Evidence(
        document=Text(kk="Есеп", ru="Отчёт", en="Report"), source="Law of 2013, article 5"
    )


def test_nothing_is_assumed_where_it_is_left_out() -> None:
    for variable in methodology_from_files(tiny()).variables:
        assert (variable.why, variable.collected, variable.evidence) == (None, None, None)


def test_what_is_written_of_it_reads_back() -> None:
    methodology = methodology_from_files(asked())
    back = methodology_from_files({path: text.encode() for path, text in files_of(methodology).items()})
    assert back.variables == methodology.variables


@pytest.mark.parametrize(
    ("keys", "passage", "words"),
    [
        ([WHY.replace(', en: "For lives"', "")], "why:", ["en"]),
        ([COLLECTED.replace("quarter", "weekly")], "collected:", ["weekly", "quarter"]),
        ([EVIDENCE.replace("      source", "      sorce")], "sorce", ["Did you mean «source»?"]),
        ([EVIDENCE.split("      source")[0]], "document:", ["«source»"]),
    ],
)
def test_what_is_wrong_is_told_at_its_line(keys: list[str], passage: str, words: list[str]) -> None:
    files = asked(*keys)
    assert_refused(files, line_of(VARIABLES, passage, files), *words)
