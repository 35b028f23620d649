"""`tarazy methodology table`, as a methodologist sees it."""

import io
import sys
from pathlib import Path

import pytest

from tarazy.cli.main import main
from tarazy.engine.differences import differences
from tarazy.engine.load import load_methodology
from tarazy.exchange.methodologies.imeta import read_imeta
from tests.engine.unit.load.tiny_text import FOLDER
from tests.exchange.methodologies.books import changed, set_cell
from tests.exchange.methodologies.test_imeta import HEADER, ROWS


@pytest.fixture(autouse=True)
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def table(*given: object, lang: str = "en") -> int:
    return main(["methodology", "table", *map(str, given), "--lang", lang])


def test_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, folder = tmp_path / "hdi.xlsx", tmp_path / "deep" / "hdi"
    assert table("un/hdi/2021", "--out", book, lang="kk") == 0
    assert table(book, "--out", folder) == 0
    assert differences(load_methodology("un/hdi/2021"), load_methodology(folder)) == ()
    assert [path.name for path in folder.parent.iterdir()] == ["hdi"]
    capsys.readouterr()
    assert main(["methodology", "diff", "un/hdi/2021", str(folder), "--lang", "en"]) == 0
    assert "Both say the same" in capsys.readouterr().out


def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "tiny.xlsx"
    assert table(FOLDER, "--out", book) == 0
    changed(book, set_cell("indicators", "F3", "hgher"))
    assert table(book, "--out", tmp_path / "tiny", lang="ru") == 1
    assert f"{book}, indicators!F3: «better»" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.xlsx"]


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "tiny.xlsx"
    assert table(FOLDER, "--out", book) == 0
    before = book.read_bytes()
    assert table(FOLDER, "--out", book) == 1
    assert table(book, "--out", tmp_path) == 1
    assert capsys.readouterr().err.count("There is something at this place already.") == 2
    assert book.read_bytes() == before


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        (("un/hdi/2021",), 2, "Still needed: --out FILE.xlsx | --imeta FILE.csv."),
        (("un/hdi/2021", "--out", "hdi.ods"), 2, "ends with .xlsx"),
        (("nothing.xlsx",), 2, "Still needed: --out FOLDER."),
        (("nothing.xlsx", "--out", "there"), 1, "There is no such file."),
        (("un/hdi/2020", "--out", "hdi.xlsx"), 1, "Did you mean «un/hdi/2021»?"),
    ],
)
def test_a_call_that_cannot_be_followed(
    given: tuple[str, ...],
    status: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert table(*given) == status
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_imeta_becomes_a_methodology(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imeta = tmp_path / "iMeta.csv"
    rows = ROWS.replace("1,Flights", "9.5,Flights")
    imeta.write_text((HEADER.replace("Level", "Target") + rows), encoding="utf-8")
    assert table(imeta, "--out", tmp_path / "asem") == 2
    assert "Still needed: --name, --from." in capsys.readouterr().err
    assert table(imeta, "--out", tmp_path / "asem", "--name", "eu/asem", "--from", "2018") == 0
    assert "Columns that no methodology has a place for: Target." in capsys.readouterr().err
    methodology = load_methodology(tmp_path / "asem")
    assert methodology.id == "eu/asem/2018.1"
    assert list(methodology.nodes) == ["index", "conn", "flights", "tariff", "sust", "co2"]
    weights = methodology.nodes["conn"].methods["weigh"].dated[0].weights
    assert weights == {"flights": 0.25, "tariff": 0.75}
    assert methodology.nodes["index"].methods["weigh"].method == "equal"
    flights = methodology.nodes["flights"]
    assert (flights.methods["denominate"].variable, flights.unit_of_measure) == ("pop", "seats_per_pop")
    assert methodology.nodes["tariff"].better == "lower"
    assert methodology.title.ru.startswith("Перевести: ")


def test_the_tree_of_asem_goes_out_as_imeta_and_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    imeta, folder = tmp_path / "iMeta.csv", tmp_path / "asem"
    assert table("asem/connectivity/2018", "--imeta", imeta) == 0
    asem = load_methodology("asem/connectivity/2018")
    read = read_imeta(imeta)
    assert (len(read.of_type("Indicator")), len(read.of_type("Aggregate"))) == (49, 11)
    assert table(imeta, "--out", folder, "--name", "asem/again", "--from", "2018") == 0
    back = load_methodology(folder)
    assert back.parents == asem.parents
    assert {one.id: one.better for one in back.indicators} == {one.id: one.better for one in asem.indicators}
    divided = {one.id: one.methods["denominate"].variable for one in asem.indicators if "denominate" in one.methods}
    assert {
        one.id: one.methods["denominate"].variable for one in back.indicators if "denominate" in one.methods
    } == divided
    assert "--" not in capsys.readouterr().err
