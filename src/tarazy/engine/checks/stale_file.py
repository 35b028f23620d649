"""A document that is older than the period."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from tarazy.engine.checks.check import Check, Sentences
from tarazy.engine.model.finding import Finding, Numbers
from tarazy.engine.model.period import first_day
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

CHECK: Final = Check("stale_file", msg("A document not older than the period"), "explain")
_SENTENCES: Final = Sentences(
    msg("The document {name} is of {dated}, before the period {period} began."),
    msg("What happened in the period cannot stand in a document that is older."),
    msg("Attach the document of the period, or explain why the older one shows the value."),
)


def findings(sheet: Sheet) -> Iterator[Finding]:
    """Evidence dated before the first day of the period by more than `older_days`."""
    begins = first_day(sheet.period)
    for cell in sheet.cells:
        for evidence in cell.evidence:
            oldest = begins - datetime.timedelta(days=cell.asked.thresholds.older_days)
            if evidence.dated is not None and evidence.dated < oldest:
                numbers: Numbers = {"name": evidence.name, "dated": f"{evidence.dated}", "period": sheet.period}
                yield CHECK.finding(sheet, (cell.key,), _SENTENCES, numbers, about=evidence.name)
