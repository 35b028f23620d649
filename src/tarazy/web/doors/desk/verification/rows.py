"""What stands in the tables and lists of re-verification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tarazy.engine.statistics.error_rate import ErrorRate
from tarazy.engine.statistics.misstatement import Misstatement
from tarazy.engine.statistics.planning import items_for_half_width, items_for_money, items_for_upper_limit
from tarazy.engine.words import ProblemsFound
from tarazy.web.grammar.text import local_text
from tarazy.web.rooms.campaigns.models import Campaign
from tarazy.web.rooms.methodologies.queries import methodology_of
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.units.queries import units_by_id
from tarazy.web.rooms.verification import rules
from tarazy.web.rooms.verification.enums import Design, Factor
from tarazy.web.rooms.verification.models import Frame, SampleItem
from tarazy.web.rooms.verification.queries.findings import (
    Coverage,
    Rates,
    is_to_settle,
    outcome_of,
)
from tarazy.web.rooms.verification.queries.frames import Plan, closing_of, listed
from tarazy.web.ui.parts import Fact, Link
from tarazy.web.ui.written import in_language, long_date, number, percent, with_unit

HALF_WIDTH, TOLERABLE, EXPECTED = 0.05, 0.05, 0.1


def titles_of(campaign: Campaign) -> dict[str, str]:
    """The title of each number by the observatory's variable."""
    variables = methodology_of(campaign.version).variables
    return {one.observed.variable: local_text(one.title).here for one in variables}


def steps_of(user: User, campaign: Campaign) -> list[Link]:
    """What somebody may do next in the re-verification of a campaign."""
    asked = (
        (_("Draw a sample"), "sample_designs", rules.may_publish_frame),
        (_("Penalty cases"), "penalties", rules.may_see_findings),
        (_("Close re-verification"), "close_verification", rules.may_close_verification),
    )
    found = [Link(label, reverse(f"desk:{name}", args=[campaign.pk])) for label, name, may in asked
             if may(user, campaign) is True]  # fmt: skip
    if rules.may_see_worklist(user) is True:
        found.insert(0, Link(_("Items that you check"), reverse("desk:worklist")))
    return found


def steps_of_frame(user: User, frame: Frame) -> list[Link]:
    found = []
    if rules.may_draw(user, frame) is True:
        found.append(Link(_("Draw the sample"), reverse("desk:draw_sample", args=[frame.pk])))
    if hasattr(frame, "sample") and rules.may_assign_items(user, frame.sample) is True:
        found.append(Link(_("Share out the items"), reverse("desk:share_out", args=[frame.pk])))
    return found


def frame_facts(frame: Frame) -> list[Fact]:
    """What is published of a list, and of what was drawn from it."""
    given = frame.parameters
    facts = [
        Fact(_("Design"), str(frame.get_design_display())),
        Fact(_("Items to draw"), str(given["wanted"])),
        Fact(_("List published"), long_date(frame.published_at)),
    ]
    if "weights" in given:
        weights = "; ".join(f"{Factor(name).label}: {weight:g}" for name, weight in given["weights"].items())
        facts.append(Fact(_("Weights of the factors of risk"), weights))
    drawn = getattr(frame, "sample", None)
    if drawn:
        facts += [Fact(_("Seed"), drawn.seed), Fact(_("Drawn"), long_date(drawn.drawn_at))]
        if closing_of(frame.campaign) is not None:
            facts.append(Fact(_("Seed of the second checks"), drawn.second_seed))
    return facts


def coverage_facts(coverage: Coverage) -> list[Fact]:
    return [
        Fact(_("Drawn"), str(coverage.drawn)),
        Fact(_("Decided"), str(coverage.decided)),
        Fact(_("Checks made"), _("%(made)s of %(all)s") % {"made": coverage.checks_made, "all": coverage.checks}),
        Fact(_("Two checks differ"), str(coverage.to_settle)),
    ]


def misstatement_facts(found: Misstatement | None, frame: Frame) -> list[Fact]:
    """The amounts of a monetary sample in all, and by how much they are misstated; nothing until all is decided."""
    if found is None:
        return []
    units = methodology_of(frame.campaign.version).units_of_measure_by_id
    measure = in_language(units[frame.parameters["measured_in"]].symbol)

    def amount(value: float) -> str:
        return with_unit(number(value, 0), measure)

    limits = {"low": amount(found.low), "high": amount(found.high)}
    return [
        Fact(_("Reported in all"), amount(found.reported)),
        Fact(_("Overstated in the items drawn"), amount(found.found)),
        Fact(_("Overstated in all, estimated"), amount(found.overstated)),
        Fact(_("Interval of 90 percent"), _("%(low)s to %(high)s") % limits),
        Fact(_("At most, with 95 percent"), amount(found.upper_limit)),
        Fact(_("Understated in all, estimated, without a limit"), amount(found.understated)),
    ]


@dataclass(frozen=True)
class ItemRow:
    title: str
    body: str
    state: str
    href: str


def item_rows(items: Sequence[SampleItem], campaign: Campaign) -> list[ItemRow]:
    titles = titles_of(campaign)
    return [
        ItemRow(
            title_of(item, titles),
            str(item.item.change.cell.submission.unit.name),
            state_in_words(item),
            reverse("desk:drawn_item", args=[item.pk]),
        )
        for item in items
    ]


def title_of(item: SampleItem, titles: dict[str, str]) -> str:
    cell = item.item.change.cell
    title = titles.get(cell.variable, cell.variable)
    return f"{title} ({cell.breakdown})" if cell.breakdown else title


def state_in_words(item: SampleItem) -> str:
    outcome = outcome_of(item)
    if outcome is not None:
        return str(outcome.verdict.label)
    return _("two checks differ") if is_to_settle(item) else _("being checked")


@dataclass(frozen=True)
class RateRow:
    """`rate` None: nothing was checked, so that there is no estimate."""

    label: str
    found: ErrorRate
    rate: str | None
    interval: str


def rate_rows(rates: Rates, campaign: Campaign) -> list[tuple[str, list[RateRow]]]:
    """The error rate of the whole list, by body and by number; each with its interval."""
    titles, units = titles_of(campaign), units_by_id(list(rates.by_unit))
    by_unit = [_rate_row(str(units[id].name), rate) for id, rate in rates.by_unit.items()]
    by_variable = [_rate_row(titles.get(id, id), rate) for id, rate in rates.by_variable.items()]
    return [
        (_("The whole list"), [_rate_row(_("All values"), rates.whole)]),
        (_("By body"), by_unit),
        (_("By number reported"), by_variable),
    ]


def _rate_row(label: str, found: ErrorRate) -> RateRow:
    interval = _("%(low)s to %(high)s") % {"low": percent(found.low, 1), "high": percent(found.high, 1)}
    return RateRow(label, found, percent(found.rate, 1) if found.checked else None, interval)


@dataclass(frozen=True)
class DesignRow:
    label: str
    href: str
    when: str
    gives: str


def design_rows(campaign: Campaign) -> list[DesignRow]:
    words = {
        Design.SIMPLE: (
            _("Nothing is known of the values, or each is to have the same chance."),
            _("One error rate of all values that is easily explained."),
        ),
        Design.STRATIFIED: (
            _("Each block, kind of body or body is to be represented."),
            _("A figure for each stratum; with equal numbers the whole is less exact."),
        ),
        Design.BY_RISK: (
            _("Time is short and factors of risk can be stated."),
            _("More errors are found, and the rate of all values is still estimated; its interval is wider."),
        ),
        Design.MONETARY: (
            _("Amounts of one unit of measure are checked."),
            _("Each unit of an amount has the same chance, so that large amounts are nearly always drawn."),
        ),
    }  # fmt: skip
    return [
        DesignRow(str(design.label), reverse("desk:publish_frame", args=[campaign.pk, design.value]), *said)
        for design, said in words.items()
    ]


def planning_rows(campaign: Campaign) -> list[tuple[str, int]]:
    """How many items a sample of everything that is certified needs; empty while nothing is."""
    try:
        size = len(listed(campaign, Plan(Design.SIMPLE, 1)).changes)
    except ProblemsFound:
        return []
    shares = {"width": percent(HALF_WIDTH), "limit": percent(TOLERABLE), "rate": percent(EXPECTED)}
    return [
        (_("All values that can be drawn") % shares, size),
        (_("The error rate to within %(width)s each way, if it is about %(rate)s") % shares,
         items_for_half_width(size, EXPECTED, HALF_WIDTH)),
        (_("The same by risk or with unequal strata, where weights differ much") % shares,
         items_for_half_width(size, EXPECTED, HALF_WIDTH, design_effect=2)),
        (_("That at most %(limit)s are wrong, if no error is found") % shares, items_for_upper_limit(size, TOLERABLE)),
        (_("That at most %(limit)s of an amount is overstated, if no overstatement is found") % shares,
         items_for_money(1.0, TOLERABLE)),
    ]  # fmt: skip
