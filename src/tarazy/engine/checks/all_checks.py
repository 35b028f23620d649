"""Every check of sheets, and the one way to run them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from tarazy.engine.checks import (
    against_others,
    broken_link,
    changed,
    equal_endings,
    expired_evidence,
    last_digits,
    missing_evidence,
    no_status,
    not_a_number,
    not_possible,
    out_of_range,
    over_achievement,
    relation,
    round_numbers,
    same_as_last_year,
    same_file,
    shares,
    sources_disagree,
    stale_file,
    status_forbids,
    sum_of_parts,
    unknown_status,
)
from tarazy.engine.checks.check import CheckOfSheets
from tarazy.engine.model.finding import Finding, Severity
from tarazy.engine.model.sheet import Sheet
from tarazy.engine.words import msg

# In the order in which a body reads them: what the form needs, the value itself, its evidence, the sheet as a whole.
CHECKS: Final[tuple[CheckOfSheets, ...]] = (
    not_a_number,
    no_status,
    unknown_status,
    status_forbids,
    not_possible,
    out_of_range,
    changed,
    sum_of_parts,
    shares,
    relation,
    sources_disagree,
    against_others,
    missing_evidence,
    expired_evidence,
    broken_link,
    stale_file,
    same_file,
    same_as_last_year,
    over_achievement,
    last_digits,
    round_numbers,
    equal_endings,
)
# What a body has to do about a finding.
DEMANDS: Final[Mapping[Severity, str]] = {
    "stop": msg("Mend it: the sheet cannot be submitted with it."),
    "explain": msg("Mend it or explain it: the explanation is submitted with the sheet."),
    "note": msg("Look at it again; nothing need be done."),
}


def findings(sheet: Sheet, checks: Iterable[CheckOfSheets] = CHECKS) -> tuple[Finding, ...]:
    """Everything that the checks find in one sheet, check by check in their order.

    A sheet of 60 cells takes about a millisecond. The spread of the other bodies is computed once for all sheets
    (model/spread.py), not here.

    >>> from tarazy.engine.model.sheet import Asked, Cell, Key
    >>> from tarazy.engine.model.methodology import Range
    >>> coverage = Asked(key=Key("coverage"), range=Range(low=0, high=100))
    >>> (found,) = findings(Sheet(unit="KZ-47", period="2024", cells=(Cell(asked=coverage, value=104.5),)))
    >>> found.check, found.severity, found.problem.where
    ('out_of_range', 'stop', 'KZ-47, 2024, coverage')
    """
    return tuple(finding for check in checks for finding in check.findings(sheet))


def holding_back(found: Iterable[Finding], explained: Collection[str]) -> Iterator[Finding]:
    """The findings because of which a sheet cannot be submitted yet.

    `explained`: the `case` of each finding that the body has explained. A `stop` is mended, not explained.
    """
    for finding in found:
        if finding.severity == "stop" or (finding.severity == "explain" and finding.case not in explained):
            yield finding
