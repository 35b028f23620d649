"""What the columns of all files of tables mean: one name, one meaning, in every table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tarazy.exchange.table_files import Field

Type = Literal["text", "number", "share", "flag"]


class Meaning(NamedTuple):
    title: str | Promise
    description: str | Promise
    type: Type = "text"


MEANINGS: Final[Mapping[str, Meaning]] = {
    "unit": Meaning(_("Unit"), _("Identifier of who is assessed or observed; the same in every file.")),
    "name": Meaning(_("Name"), _("Its name in the language of the address.")),
    "kind": Meaning(_("Kind"), _("Identifier of the kind of unit.")),
    "period": Meaning(_("Period"), _("A year 2024, a quarter 2024-Q1, a month 2024-03 or a span 2022/2024.")),
    "title": Meaning(_("Title"), _("What is observed, in the language of the address.")),
    "unit_of_measure": Meaning(_("Unit of measure"), _("In what the value is given.")),
    "given": Meaning(_("Value as recorded"), _("The value before it was transformed."), "number"),
    "better": Meaning(_("Direction"), _("Which way is better: “higher”, “lower” or “none”.")),
    "node": Meaning(_("Part of the index"), _("Identifier of the part in the methodology; “index” is the whole.")),
    "rank": Meaning(_("Rank"), _("Place among those who are compared."), "number"),
    "value": Meaning(_("Value"), _("The value itself, at full precision; empty where there is none."), "number"),
    "value_low": Meaning(
        _("Value from"), _("Lower end of the interval of a published score; empty: not estimated."), "number"
    ),
    "value_high": Meaning(_("Value to"), _("Upper end of the interval of a published score."), "number"),
    "score": Meaning(_("Score"), _("Points, as the methodology rounds them; empty: none."), "number"),
    "band": Meaning(_("Band"), _("Identifier of the band by the methodology.")),
    "score_before": Meaning(_("Score before"), _("The score in the period before, by the same run."), "number"),
    "score_change": Meaning(_("Change"), _("The score less the score in the period before, in points."), "number"),
    "score_low": Meaning(_("Score from"), _("Lower end of the interval of the score; empty: not estimated."), "number"),
    "score_high": Meaning(_("Score to"), _("Upper end of the interval of the score."), "number"),
    "rank_low": Meaning(
        _("Place from"), _("The better end of the interval of the rank; empty: not estimated."), "number"
    ),
    "rank_high": Meaning(_("Place to"), _("The worse end of the interval of the rank."), "number"),
    "change_low": Meaning(
        _("Change from"), _("Lower end of the interval of the change; empty: not estimated."), "number"
    ),
    "change_high": Meaning(_("Change to"), _("Upper end of the interval of the change."), "number"),
    "score_median": Meaning(_("Median score"), _("The middle one of the scores of all computations."), "number"),
    "rank_median": Meaning(_("Median place"), _("The middle one of the places of all computations."), "number"),
    "p_top_10": Meaning(_("Among the first ten"), _("Share of the computations, 0 to 1."), "share"),
    "p_scored": Meaning(_("With a score"), _("Share of the computations, 0 to 1, in which it has a score."), "share"),
    "before": Meaning(_("Period before"), _("From which the change is counted.")),
    "change": Meaning(_("Change"), _("The score less that of the period before, in points."), "number"),
    "change_median": Meaning(_("Median change"), _("The middle one of the changes of all computations."), "number"),
    "p_rise": Meaning(_("Risen"), _("Share of the computations, 0 to 1, in which the score rose."), "share"),
    "peer_group": Meaning(_("Peer group"), _("Identifier of those who are compared with each other.")),
    "group": Meaning(_("Group"), _("Number of a group in which no one stands surely before another."), "number"),
    "other": Meaning(_("Other unit"), _("Identifier of the unit that it is compared with.")),
    "other_name": Meaning(_("Name of the other"), _("Its name in the language of the address.")),
    "p_ahead": Meaning(
        _("Stands before"), _("Share of the computations, 0 to 1, in which it stands before the other."), "share"
    ),
    "share_not_counted": Meaning(
        _("Share not counted"),
        _("Share of the weight, 0 to 1, that had no data."),
        "share",
    ),
    "share_imputed": Meaning(_("Share imputed"), _("Share of the weight, 0 to 1, on values filled in."), "share"),
    "reason": Meaning(_("Reason"), _("Why there is no score; “left_out” and “withheld”: by decision.")),
    "variable": Meaning(_("Variable"), _("Identifier of what is observed.")),
    "breakdown": Meaning(_("Breakdown"), _("For which part of the population, as “sex=f”; empty: for all.")),
    "series": Meaning(_("Series"), _("By whom the value was given: “statistics” or a report.")),
    "status": Meaning(
        _("Status"),
        _(
            "Code of SDMX: A normal, E estimated, P provisional, I imputed, B break, U doubtful, O missing, "
            "M cannot exist, Q suppressed, L not collected, X excluded."
        ),
    ),
    "status_meaning": Meaning(_("Status in words"), _("What the status says, in the language of the address.")),
    "revision": Meaning(_("Revision"), _("1 as first recorded; higher where it was corrected."), "number"),
    "recorded_at": Meaning(_("Recorded"), _("Day and time at which this revision was recorded.")),
    "note": Meaning(_("Note"), _("Where a value came from that nobody recorded for the unit.")),
    "source": Meaning(_("Source"), _("Identifier of the source; the notes name each with its licence.")),
    "is_back_cast": Meaning(_("Back-cast"), _("Whether carried back to before the unit existed."), "flag"),
    "break": Meaning(_("Break in the series"), _("Why it is not comparable with earlier ones.")),
    "doubt": Meaning(_("Doubt"), _("Why the value is to be read with care.")),
    "includes": Meaning(_("Includes"), _("Units of the same table that the value covers too.")),
    "se": Meaning(_("Standard error"), _("Of an estimate from a sample; empty where none was given."), "number"),
    "n": Meaning(_("Sample size"), _("Of an estimate from a sample; empty where none was given."), "number"),
    "number": Meaning(_("Number"), _("Number of the appeal."), "number"),
    "campaign": Meaning(_("Campaign"), _("Title of the campaign.")),
    "block": Meaning(_("Block"), _("The block of the methodology that the appeal is about.")),
    "area": Meaning(_("Area"), _("Identifier of the part of the country, where the body is not named.")),
    "asks_for_values": Meaning(_("Asks for values"), _("Against how many values the appeal is."), "number"),
    "asks_against_penalties": Meaning(
        _("Asks against penalties"), _("Against how many penalties the appeal is."), "number"
    ),
    "filed_on": Meaning(_("Filed"), _("Day, as YYYY-MM-DD.")),
    "is_filed_late": Meaning(_("Filed late"), _("Whether after the last day for it."), "flag"),
    "state": Meaning(_("State"), _("Code of how far it has come.")),
    "decided_on": Meaning(_("Decided"), _("Day, as YYYY-MM-DD; empty while it is not decided.")),
    "is_decided_late": Meaning(_("Decided late"), _("Whether after the last day for it."), "flag"),
    "outcome": Meaning(_("Outcome"), _("Code of what was decided; empty while it is not decided.")),
    "is_final": Meaning(_("Final"), _("Whether no further complaint is possible."), "flag"),
    "bodies_moved": Meaning(_("Bodies moved"), _("How many bodies changed place by the decision."), "number"),
}


def field_of(name: str, unit_of_measure: str = "", places: int | None = None) -> Field:
    """A column by its name, in the language of the page."""
    meaning = MEANINGS[name]
    return Field(name, str(meaning.title), str(meaning.description), meaning.type, unit_of_measure, places)
