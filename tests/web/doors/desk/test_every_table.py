"""Every table of the desk to take along: offered on its page, the same in each of its files, and as the page has it."""

from __future__ import annotations

import csv
import datetime
import html
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from tarazy.exchange.csv_written import unguarded
from tarazy.web.doors import desk
from tarazy.web.doors.desk.tables import ENDINGS
from tests.web.doors.desk.publication.things import hidden_thing, proposal
from tests.web.doors.desk.test_every_address import (
    ADDRESSES,
    WHO_MAY,
    draft_of_oblast,
    expected,
    given_document,
    imported_table,
    instruction,
    monitored_form,
    parts_of,
    penalty_case,
    people,
    planned_release,
)
from tests.web.issued import conclusion_for
from tests.web.peopled import invitation, person

pytestmark = pytest.mark.usefixtures("campaigned", "db", "without_second_factor")

TEMPLATES: Final = Path(str(desk.__file__)).parent / "templates" / "desk"
TABLES: Final = [one for one in ADDRESSES if "ending" in one.pattern.converters]
# The page of a table is called as its files are, but for the ending, or it stands here.
PAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("campaign_stages_file", "campaign_changes_file", "campaign_participants_file"), "campaign"),
    **dict.fromkeys(("feedback_file", "readiness_file", "pilot_results_file"), "pilot"),
    **dict.fromkeys(("publishing_runs_file", "publishing_proposals_file"), "publishing"),
    **dict.fromkeys(("run_changes_file", "run_figures_file"), "campaign_run"),
    **dict.fromkeys(("proposal_steps_file", "proposal_hidden_file"), "proposal"),
    "preview_changes_file": "preview",
    "monitored_bodies_file": "monitored_campaign",
}
# What must be there for a table to have a row, where the parts of its address do not bring it.
FILLED_BY: Final[Mapping[str, Callable[[], object]]] = {
    "conclusions_file": lambda: conclusion_for("conclusion"),
    "campaign_conclusions_file": lambda: conclusion_for("conclusion"),
    "documents_file": given_document,
    "instructions_file": instruction,
    "methodologies_file": draft_of_oblast,
    "imports_file": imported_table,
    "releases_file": planned_release,
    "monitoring_file": monitored_form,
    "organisation_file": invitation,
    "penalties_file": penalty_case,
    "proposal_hidden_file": lambda: hidden_thing("show_left_out"),
    "publishing_proposals_file": lambda: proposal("proposal"),
    "publishing_runs_file": lambda: proposal("proposal"),
}
# The column whose text stands on the page in each row.
SHOWN: Final[Mapping[str, str]] = {
    "campaign_assignments_file": "name", "campaign_conclusions_file": "name",
    "campaign_participants_file": "name", "campaign_progress_file": "name", "campaign_stages_file": "phase",
    "campaigns_file": "title", "import_file": "given", "imports_file": "file",
    "instructions_file": "text", "methodologies_file": "title", "monitored_bodies_file": "name",
    "organisation_file": "person", "organisations_file": "organisation_name", "own_posts_file": "organisation_name",
    "penalties_file": "name", "person_file": "organisation_name", "persons_file": "person",
    "proposal_hidden_file": "what", "proposal_steps_file": "title",
    "publishing_proposals_file": "title", "publishing_runs_file": "reason", "readiness_file": "point",
    "releases_file": "title", "sample_file": "title", "targets_file": "name",
}  # fmt: skip
HREF: Final = re.compile(r'<div class="downloads">.*?</div>', re.DOTALL)


def taken(client: Client, address: URLPattern, parts: Mapping[str, object], ending: str) -> bytes:
    answer = client.get(reverse(f"desk:{address.name}", kwargs={**parts, "ending": ending}))
    assert (answer.status_code, f".{ending}" in answer["Content-Disposition"]) == (200, True)
    return answer.content


def csv_rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def as_csv_says(cell: object) -> str:
    """What a cell of a workbook is in the CSV: moments of both by the clocks here, to the minute."""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(timespec="minutes").removesuffix("T00:00")
    return "" if cell is None else str(cell)


def as_compared(text: str) -> str:
    """A whole number is the same with and without its point, a moment without its seconds and zone."""
    plain = re.sub(r"^(\d{4}-\d\d-\d\dT\d\d:\d\d)\S*$", r"\1", unguarded(text))
    return re.sub(r"^(-?\d+)\.0$", r"\1", plain)


@pytest.mark.parametrize("address", TABLES, ids=lambda one: one.name)
def test_each_table_is_the_same_in_all_its_files_and_on_its_page(client: Client, address: URLPattern) -> None:
    name = str(address.name)
    FILLED_BY.get(name, lambda: None)()
    parts = {part: value for part, value in parts_of(address).items() if part != "ending"}
    who = expected(people(), WHO_MAY[name])
    client.force_login(person("centre.administrator" if "centre.administrator" in who else min(who)))
    data, notes = openpyxl.load_workbook(io.BytesIO(taken(client, address, parts, "xlsx"))).worksheets
    meanings = csv_rows(taken(client, address, parts, "dictionary.csv"))
    rows = csv_rows(taken(client, address, parts, "csv"))
    head, *body = data.iter_rows()
    assert [
        str(cell.value).removesuffix(f", {one['unit_of_measure']}") for cell, one in zip(head, meanings, strict=True)
    ] == [one["title"] for one in meanings]
    assert all(one["description"] for one in meanings)
    assert (data.freeze_panes, str(notes["A1"].value) != "") == ("B2", True)
    assert [[as_compared(as_csv_says(cell.value)) for cell in row] for row in body] == [
        [as_compared(row[one["column"]]) for one in meanings] for row in rows
    ]
    kinds = {one["column"]: one["type"] for one in meanings}
    days = [cell for row in body for cell, kind in zip(row, kinds.values(), strict=True) if kind in ("day", "moment")]
    assert all(cell.value is None or cell.is_date for cell in days)
    shows_page(client, name, parts, rows)


def shows_page(client: Client, name: str, parts: Mapping[str, object], rows: list[dict[str, str]]) -> None:
    """The page offers the files of a table with rows, and has each row."""
    answer = client.get(reverse(f"desk:{PAGES.get(name, name.removesuffix('_file'))}", kwargs=dict(parts)))
    assert answer.status_code == 200
    page = html.unescape(answer.content.decode())
    offered = "".join(HREF.findall(page))
    if rows:
        for ending in ENDINGS:
            assert f'href="{reverse(f"desk:{name}", kwargs={**parts, "ending": ending})}"' in offered
    if name in SHOWN:
        assert rows, "nothing to be compared"
        assert [row for row in rows if unguarded(row[SHOWN[name]]) not in page] == []


# Tables that nobody takes along, by template and columns, each with the reason.
STEP, HISTORY, WHOLE = (
    "a step of a form, which is over once it is sent",
    "what was done with one thing, a few lines of its page; the journal holds it",
    "a part of one document, which is read whole",
)
IN_ANOTHER = "in the file of another table of the page"
NOT_TAKEN: Final[Mapping[tuple[str, str], str]] = {
    **dict.fromkeys(
        (("boundaries/give", "strange_columns"), ("boundaries/give", "without_columns"),
         ("collection/certify", "columns"), ("collection/differences", "columns"),
         ("observations/differences", "meaning_columns"), ("observations/differences", "correction_columns"),
         ("verification/designs", "columns"), ("verification/designs", "plans")), STEP),
    **dict.fromkeys(
        (("collection/form", "move_columns"), ("collection/history", "columns"),
         ("conclusions/conclusion", "move_columns"), ("methodologies/version", "history_columns"),
         ("people/post", "columns"), ("verification/item", "finding_columns"),
         ("appeals/appeal", "change_columns"), ("journal/proof", "proof_columns"),
         ("publication/publishing", "task_columns")), HISTORY),
    **dict.fromkeys(
        (("conclusions/conclusion", "advice_columns"), ("conclusions/draft", "item_columns"),
         ("conclusions/earlier", "earlier_columns"), ("appeals/appeal", "term_columns"),
         ("appeals/appeal", "claim_columns"), ("appeals/appeal", "vote_columns"), ("appeals/appeal", "seat_columns"),
         ("campaigns/pilot_report", "said_columns")), WHOLE),
    **dict.fromkeys(
        (("calendar/year", "holiday_columns"), ("people/organisation", "invitation_columns"),
         ("people/organisation", "columns"), ("people/person", "columns"), ("people/own", "past_columns"),
         ("monitoring/monitoring", "own_columns"), ("monitoring/body", "towards_columns"),
         ("verification/sample", "rate_columns"), ("campaigns/assignments", "left_out_columns"),
         ("publication/proposal", "hidden_columns")), IN_ANOTHER),
    **dict.fromkeys((("workbench/moved", "mover_columns"), ("workbench/moved", "columns")),
                    "a try, of which nothing is kept; a draft that comes of it can be taken along"),
    ("followup/table", "columns"): "whatever page includes it offers the files, or the page of instructions does",
}  # fmt: skip
TABLE_TAG: Final = re.compile(r"{% table [\w.]+ ([\w.]+) %}")


def test_every_table_of_a_page_can_be_taken_along_or_says_why_not() -> None:
    without, known = [], set()
    for path in sorted(TEMPLATES.rglob("*.html")):
        text, template = path.read_text(encoding="utf-8"), path.relative_to(TEMPLATES).with_suffix("").as_posix()
        tables = [(template, columns) for columns in TABLE_TAG.findall(text)]
        known |= set(tables)
        # One of two tables with the same columns can be the one that is taken along.
        spared = len({one for one in tables if one in NOT_TAKEN})
        if len(tables) - spared > text.count("{% downloads "):
            without.append(template)
    assert without == [], "give the table its files (doors/desk/tables.py), or say here why nobody takes it along"
    assert NOT_TAKEN.keys() <= known


def test_every_downloaded_table_has_its_address_by_the_one_writer() -> None:
    assert {str(one.name) for one in TABLES} >= PAGES.keys() | FILLED_BY.keys() | SHOWN.keys()
    assert not [one.name for one in ADDRESSES if str(one.name).endswith("_csv") and one.name != "form_csv"]
