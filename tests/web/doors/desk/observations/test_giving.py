"""A table is brought in on the desk: its words get their meaning, what it would change is seen, then it is recorded."""

from __future__ import annotations

import io
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tarazy.exchange.tables import read_table
from tarazy.web.rooms.observatory.models import Import, Observation
from tests.web.peopled import person

pytestmark = pytest.mark.usefixtures("peopled", "db", "without_second_factor")
TABLE = """Өңір,Показатель,Мәні,Ескертпе
Маңғыстау облысы,Ожидаемая продолжительность жизни при рождении,71.5,x
Қызылорда облысы,Ожидаемая продолжительность жизни при рождении,"70,1",
Мангистау,Ожидаемая продолжительность жизни при рождении,71,
"""
NEW = "/en/desk/imports/new/"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def signed_in(username: str = "centre.analyst") -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def give(client: Client, table: str | io.BytesIO = TABLE, **fields: str) -> HttpResponse:
    file = io.BytesIO(table.encode()) if isinstance(table, str) else table
    file.name = getattr(file, "name", "regions.csv")
    given = {"file": file, "source": "Yearbook, table 5", "period": "2030", "series": "statistics", "code": ""}
    return client.post(NEW, given | fields)


class Fields(HTMLParser):
    """What the page would send, and for each meaning in its order what is given, and what it is proposed to mean."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = ""
        self.meanings: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if named.get("name") == "waiting":
            self.waiting = named["value"]
        if named.get("name") == "meant":
            self.meanings.append((named["aria-label"].partition(": ")[2], named.get("value", "")))
        if tag == "option" and "selected" in named:
            self.meanings[-1] = (self.meanings[-1][0], named["value"])


def fields_of(page: HttpResponse) -> Fields:
    fields = Fields()
    fields.feed(page.content.decode())
    return fields


def said(page: HttpResponse, changed: Mapping[str, str] = {}) -> dict[str, Any]:
    """What the page sends after some meanings were changed."""
    fields = fields_of(page)
    assert set(changed) <= {given for given, _meant in fields.meanings}
    return {"waiting": fields.waiting, "meant": [changed.get(given, meant) for given, meant in fields.meanings]}


def meant(page: HttpResponse) -> dict[str, str]:
    return dict(fields_of(page).meanings)


def test_words_are_proposed_and_what_the_table_would_change_is_seen_before_it_is_recorded() -> None:
    client = signed_in()
    page = give(client)
    assert page.status_code == 200
    assert meant(page) == {
        "Өңір": "unit",
        "Показатель": "variable",
        "Мәні": "value",
        "Ескертпе": "",
        "Маңғыстау облысы": "KZ-47",
        "Қызылорда облысы": "KZ-43",
        "Мангистау": "",
        "Ожидаемая продолжительность жизни при рождении": "life_expectancy",
    }
    text = page.content.decode()
    assert "New: 1. Corrected: 0. As recorded: 0. Refused: 2." in text
    assert "regions.csv:3" in text
    assert ">Life expectancy at birth</span>" in text
    assert ">Mangystau Region</span>" in text
    assert "decimal comma" in text
    assert not Observation.objects.exists()


def test_it_is_recorded_with_the_meanings_that_the_person_gave_and_the_reason() -> None:
    client = signed_in()
    looked = client.post(NEW, {**said(give(client), {"Мангистау": "KZ-11"}), "look": "yes"})
    assert "New: 2. Corrected: 0. As recorded: 0. Refused: 1." in looked.content.decode()
    without = client.post(NEW, {**said(looked), "record": "yes", "why": " "})
    assert without.status_code == 422
    assert "Say why" in without.content.decode()
    done = client.post(NEW, {**said(looked), "record": "yes", "why": "Yearbook of 2030"}, follow=True)
    made = Import.objects.get()
    assert done.redirect_chain[-1][0] == f"/en/desk/imports/{made.pk}/"
    assert "2 values are recorded." in done.content.decode()
    assert (made.new, made.refused, made.reason, made.file_name) == (2, 1, "Yearbook of 2030", "regions.csv")
    rows = Observation.objects.order_by("unit").values_list("unit", "value", "period", "source")
    assert list(rows) == [("KZ-11", 71.0, "2030", "Yearbook, table 5"), ("KZ-47", 71.5, "2030", "Yearbook, table 5")]


def test_of_a_column_that_a_person_says_holds_units_the_names_are_asked_too() -> None:
    client = signed_in()
    table = "Аты,Показатель,Мәні\nМаңғыстау облысы,life_expectancy,71.5\nМарс,life_expectancy,1\nАй,life_expectancy,2\n"
    page = give(client, table)
    assert meant(page) == {"Аты": "", "Показатель": "variable", "Мәні": "value"}
    looked = client.post(NEW, {**said(page, {"Аты": "unit"}), "look": "yes"})
    assert meant(looked) == {"Аты": "unit", "Показатель": "variable", "Мәні": "value",
                             "Маңғыстау облысы": "KZ-47", "Марс": "", "Ай": ""}  # fmt: skip
    again = client.post(NEW, {**said(looked, {"Ай": "KZ-43"}), "look": "yes"})
    assert "New: 2. Corrected: 0. As recorded: 0. Refused: 1." in again.content.decode()


def test_corrections_are_shown_value_by_value() -> None:
    client = signed_in()
    client.post(NEW, {**said(give(client)), "record": "yes", "why": "Yearbook"})
    page = give(client, TABLE.replace("71.5", "71.9")).content.decode()
    assert "New: 0. Corrected: 1." in page
    assert "Mangystau Region · Life expectancy at birth · 2030" in page
    assert ">71.5<" in page
    assert ">71.9<" in page


def test_a_table_that_cannot_be_read_says_why_and_meanings_that_do_not_fit_can_be_mended() -> None:
    client = signed_in()
    broken = give(client, 'a,b\n1,"2\n')
    assert broken.status_code == 422
    assert "The quotes of this row do not match" in broken.content.decode()
    page = client.post(NEW, {**said(give(client), {"Ескертпе": "value"}), "look": "yes"})
    assert page.status_code == 422
    assert "Two columns of the table mean value" in page.content.decode()
    assert client.post(NEW, {**said(page, {"Ескертпе": ""}), "look": "yes"}).status_code == 200


def test_a_table_of_hundreds_of_codes_can_be_given_their_meanings() -> None:
    client = signed_in()
    rows = "".join(f"KZ-47,№{at} 2019 ж.,life_expectancy,{at}\n" for at in range(890))
    page = give(client, "Өңір,Уақыты,Показатель,Мәні\n" + rows)
    assert meant(page)["№7 2019 ж."] == "2019"
    fields = said(page, {"№7 2019 ж.": "2007"})
    assert len(fields["meant"]) == 894
    looked = client.post(NEW, {**fields, "look": "yes"})
    assert looked.status_code == 200
    assert meant(looked)["№7 2019 ж."] == "2007"


def test_of_more_codes_than_a_page_can_ask_for_it_is_said_so() -> None:
    columns = ",".join(f"c{at}" for at in range(901))
    page = give(signed_in(), f"{columns}\n{columns}\n")
    assert page.status_code == 422
    assert "The table has 901 columns and codes" in page.content.decode()


def test_a_page_that_sends_other_meanings_than_it_asked_for_is_not_taken() -> None:
    client = signed_in()
    fields = said(give(client))
    done = client.post(NEW, {**fields, "meant": fields["meant"][1:], "look": "yes"}, follow=True)
    assert "not known any longer" in done.content.decode()


def test_a_table_whose_file_is_no_longer_kept_is_to_be_brought_in_again(settings: Any, tmp_path: Path) -> None:
    client = signed_in()
    fields = said(give(client))
    settings.FILES_ROOT = tmp_path / "other"
    done = client.post(NEW, {**fields, "look": "yes"}, follow=True)
    assert "not known any longer" in done.content.decode()


def test_the_file_is_read_once_for_its_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def counted(path: Path, *rest: Any) -> Any:
        opened.append(path)
        return read_table(path, *rest)

    monkeypatch.setattr("tarazy.exchange.imports.opened.read_table", counted)
    assert give(signed_in()).status_code == 200
    assert len(opened) == 1


def test_an_excel_workbook_is_taken_with_its_cells_named() -> None:
    table = pl.DataFrame({"Өңір": ["Маңғыстау облысы", "Мангистау"], "life_expectancy": [71.5, 72.0]})
    book = io.BytesIO()
    table.write_excel(book, "Кесте")
    book.seek(0)
    book.name = "regions.xlsx"
    client = signed_in()
    page = give(client, book)
    text = page.content.decode()
    assert "New: 1. Corrected: 0. As recorded: 0. Refused: 1." in text
    assert "Кесте" in text
    assert "stands the name Мангистау instead of a code" in text
    done = client.post(NEW, {**said(page, {"Мангистау": "KZ-11"}), "record": "yes", "why": "x"}, follow=True)
    assert "2 values are recorded." in done.content.decode()


@pytest.mark.parametrize("name", ["table.pdf", "table.csv"])
def test_a_file_that_is_not_what_its_name_says_is_refused_with_a_clear_word(name: str) -> None:
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(100))
    file.name = name
    assert give(signed_in(), file).status_code == 422


@pytest.mark.parametrize("waiting", ["", "nonsense", "of somebody else"])
def test_what_was_signed_for_nobody_or_another_person_is_not_recorded(waiting: str) -> None:
    fields = said(give(signed_in("scoped.analyst")))
    if waiting != "of somebody else":
        fields["waiting"] = waiting
    done = signed_in().post(NEW, {**fields, "record": "yes", "why": "x"}, follow=True)
    assert "not known any longer" in done.content.decode()
    assert not Import.objects.exists()


def test_an_analyst_of_a_scope_is_told_of_units_outside_it() -> None:
    page = give(signed_in("scoped.analyst"), TABLE.replace('"70,1"', "70.1")).content.decode()
    assert "New: 1. Corrected: 0. As recorded: 0. Refused: 2." in page
    assert "The unit KZ-43 lies outside what your organisation answers for." in page


def test_imports_are_listed_with_what_came_of_them() -> None:
    client = signed_in()
    assert "Nothing was imported yet" in client.get("/en/desk/imports/").content.decode()
    client.post(NEW, {**said(give(client)), "record": "yes", "why": "Yearbook of 2030"})
    text = client.get("/en/desk/imports/").content.decode()
    assert "regions.csv" in text
    assert "Yearbook of 2030" in text
    one = client.get(f"/en/desk/imports/{Import.objects.get().pk}/").content.decode()
    assert Import.objects.get().sha256[:8] in one
    assert "Маңғыстау облысы" in one
    assert "<td>life_expectancy</td><td>Life expectancy at birth</td>" in one
    assert "<td>KZ-47</td><td>Mangystau Region</td>" in one
    assert client.get("/en/desk/imports/999/").status_code == 404


def test_the_list_asks_no_more_for_three_imports_than_for_one() -> None:
    client = signed_in()
    counts = []
    for number in (1, 2, 3):
        table = TABLE.replace("71.5", f"{70 + number}")
        client.post(NEW, {**said(give(client, table)), "record": "yes", "why": "Yearbook"})
        with CaptureQueriesContext(connection) as caught:
            page = client.get("/en/desk/imports/")
        assert page.content.decode().count("regions.csv") == number
        counts.append(len(caught))
    assert counts[0] == counts[2]
