"""The addresses of the journal."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.journal import pages, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.people.rules import may_prove_journal, may_read_journal

urlpatterns: list[URLPattern] = [
    address("journal/", pages.journal, rule=may_read_journal, name="journal"),
    table_address("journal/table.<str:ending>", table_files.journal_table, rule=may_read_journal, name="journal_file"),
    address("journal/proof/", pages.proof, rule=may_prove_journal, name="proof_of_journal"),
    table_address(
        "journal/proof/table.<str:ending>",
        table_files.heads_table,
        rule=may_prove_journal,
        name="proof_of_journal_file",
    ),
]
