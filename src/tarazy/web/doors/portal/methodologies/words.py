"""How steps, parameters and their choices are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tarazy.engine.model.methodology import UnitOfMeasure
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.ui.written import in_language, number, percent

# A parameter goes by its name; where a step or one of its methods means something else by it, by `step.name` or
# `step.method.name`.
PARAMETERS: Final[Mapping[str, Promise]] = {
    "from_": _("In force from"),
    "kinds": _("Kinds"),
    "reason": _("Reason"),
    "floor": _("Least share of the weight that must be covered"),
    "scale": pgettext_lazy("of a normalisation", "Scale"),
    "outside": _("Values beyond the goalposts"),
    "low": _("Lower goalpost"),
    "high": _("Upper goalpost"),
    "within": _("Compared with"),
    "fraction": _("Share R by the place r of n"),
    "ties": _("Equal values take"),
    "weights": _("Weight"),
    "decimals": _("Decimal places"),
    "order": _("Order"),
    "rank.mode": _("Rounded for the place alone"),
    "source": _("Source"),
    "date": _("Date"),
    "adjust.bonus.variable": _("Variable that holds the bonus points"),
    "adjust.penalty.variable": _("Variable that holds the penalty points"),
    "apply.condition.variable": _("Variable that decides"),
    "denominate.per.variable": _("Denominator"),
    "variable": _("Variable"),
    "node": _("Node whose score is checked"),
    "gate": _("Name of the gate"),
    "at_least": _("Not less than"),
    "at_most": _("Not more than"),
    "missing": _("Where there are no data"),
    "least": _("Least score"),
    "greatest": _("Greatest score"),
    "above": _("Reduced where the score is above"),
    "by": _("Points taken off"),
    "adjust.decline.points": _("Points taken off"),
    "adjust.decline.periods": _("Periods of decline in a row"),
    "rank.progress.periods": _("Periods back to the score it is compared with"),
    "missing.interpolation.periods": _("Periods on each side from which a value may be taken"),
    "missing.previous_period.periods": _("Periods back from which a value may be taken"),
    "missing.constant.value": _("A missing value counts as"),
    "missing.within": _("Group whose values are taken"),
    "others": _("Other indicators"),
    "tolerance": _("Change below which the iterations end"),
    "most_iterations": _("Most iterations"),
    "applies_to": _("Applies to"),
    "units": _("Units of the list"),
    "factor": _("Per how many"),
    "aggregate.all_in.threshold": _("Points that every part must reach"),
    "threshold": _("Threshold"),
    "aggregate.benefit_of_doubt.least": _("Least share of the sum, as a multiple of the weight"),
    "aggregate.benefit_of_doubt.most": _("Greatest share of the sum, as a multiple of the weight"),
    "indifference": _("A lead that counts for nothing, up to"),
    "preference": _("A lead that counts as a whole one, above"),
    "aggregate.promethee.scale": _("How the score is given"),
    "aggregate.copeland.scale": _("How the score is given"),
    "normalise.rank_exponential.scale": _("Coefficient of the exponential transform"),
    "exponent": _("Exponent"),
    "penalty": _("Penalty for imbalance"),
    "results": _("Results in figures"),
    "survey": _("What the survey says"),
    "omega": _("Share of the survey's change that counts"),
    "no_change": _("Survey points that mean no change"),
    "points_per_place": _("Points for each place"),
    "unit": _("Reference unit"),
    "normalise.distance_to_unit.points": _("Points of the reference unit"),
    "weigh.budget_allocation.points": _("Points given"),
    "points": _("Points"),
    "least_points": _("Points of the worst value"),
    "points_below": _("Points below the first threshold"),
    "on_threshold": _("A value exactly on a threshold belongs to"),
    "letter": _("Letter"),
    "normalise.letters.value": _("Number in the data"),
    "normalise.mad.centre": _("Points of the median"),
    "normalise.z_score.centre": _("Points of the mean"),
    "normalise.mad.points_per_deviation": _("Points for one median absolute deviation"),
    "normalise.z_score.points_per_deviation": _("Points for one standard deviation"),
    "deviation": _("Standard deviation"),
    "peer_group": _("Peer group"),
    "target": _("Target"),
    "normalise.target.outside": _("Achievement beyond the limits"),
    "least_percent": _("Lowest percent that counts"),
    "most_percent": _("Highest percent that counts"),
    "confirmed_by": _("Confirmed by"),
    "treat.cap.low": _("Least value that counts"),
    "treat.cap.high": _("Greatest value that counts"),
    "base": _("Base of the logarithm"),
    "shift": _("Added to every value first"),
    "lambda_": _("Lambda, the exponent"),
    "treat.box_cox.within": _("Lambda is found from the values of"),
    "treat.box_cox.least": _("Least lambda that is tried"),
    "treat.box_cox.most": _("Greatest lambda that is tried"),
    "max_skewness": _("Limit of the skewness"),
    "max_kurtosis": _("Limit of the kurtosis"),
    "max_points": _("Most values that may be moved"),
    "shift_share": _("Share of the span that is added before the logarithm"),
    "left_tail": _("With a tail on the left the logarithm is taken"),
    "child": _("Part of the index"),
    "over": _("Part it is compared with"),
    "times": _("How many times as important"),
    "components": _("Components kept"),
    "explained": _("Share of the variance to be explained"),
    "importance": _("Share of the importance that is wanted"),
    "measure": _("What importance is"),
    "consistency_limit": _("Highest consistency ratio allowed"),
    "ground": _("What the points are recorded for"),
    "expert": _("Expert"),
    "total": _("Points that each had to give"),
}

# A choice goes by its parameter, or by that of a step or of a method.
CHOICES: Final[Mapping[str, Promise | str]] = {
    "scale.linear": _("linear"),
    "scale.log": _("logarithmic"),
    "outside.cap": _("count as the nearer goalpost"),
    "outside.leave": _("stay as they are"),
    "outside.refuse": _("are refused"),
    "within.period": _("all who are scored in the period"),
    "within.peer_group": _("the peer group"),
    "fraction.n_minus_r_plus_1": "R = (n − r + 1) / n",
    "fraction.n_minus_r": "R = (n − r) / n",
    "ties.lowest": _("the lowest of their ranks"),
    "ties.average": _("the average of their ranks"),
    "ties.highest": _("the highest of their ranks"),
    "ties.dense": _("one rank, and the next value the next rank"),
    "order.highest_first": _("the highest score is first"),
    "order.lowest_first": _("the lowest score is first"),
    "mode.half_up": _("half up"),
    "mode.half_even": _("half to even"),
    "adjust.gate.missing.pass": _("the condition counts as met"),
    "adjust.gate.missing.fail": _("the condition counts as not met"),
    "adjust.decline.missing.pass": _("that counts as no decline"),
    "adjust.decline.missing.fail": _("that counts as a decline"),
    "missing.zero": _("that counts as no such points"),
    "missing.refuse": _("the run is refused"),
    "missing.applies": _("it applies"),
    "missing.does_not_apply": _("it does not apply"),
    "applies_to.listed": _("the units of the list"),
    "applies_to.all_others": _("all but the units of the list"),
    "scale.points": _("points on the scale of the methodology"),
    "scale.net_wins": _("wins less losses"),
    "scale.net_flow": _("leads less lags"),
    "penalty.minus": _("is taken off the mean"),
    "penalty.plus": _("is added to the mean"),
    "within.kind": _("all of the same kind"),
    "deviation.population": _("of all units (divided by n)"),
    "deviation.sample": _("of a sample (divided by n − 1)"),
    "on_threshold.upper": _("the upper step"),
    "on_threshold.lower": _("the lower step"),
    "normalise.target.outside.cap": _("counts as the nearer limit"),
    "normalise.target.outside.leave": _("stays as it is"),
    "left_tail.from_least": _("from the least value, as with a tail on the right"),
    "left_tail.from_greatest": _("from the greatest value, the sign changed"),
    "components.first": _("the first alone"),
    "components.above_one": _("those with an eigenvalue above 1"),
    "components.explained": _("as many as explain the share together"),
    "measure.correlation": _("the correlation with the weighted sum"),
    "measure.squared_correlation": _("the square of the correlation with the weighted sum"),
    "base.natural": _("e (natural logarithm)"),
    "base.ten": "10",
}

# Parameters that are shares of a whole, 0..1.
SHARES: Final = frozenset({"floor", "weights", "omega", "explained", "importance"})

COMPARED: Final[Mapping[str, Promise]] = {
    "value": _("Value"),
    "score": _("Score"),
    "rank": _("Rank"),
    "band": _("Band"),
    "reason": _("Why there is no score"),
}

COLLECTED: Final[Mapping[str, Promise]] = {
    "year": _("every year"),
    "quarter": _("every quarter"),
    "month": _("every month"),
}

WITHIN_YEAR: Final[Mapping[str, Promise]] = {
    "sum": _("months and quarters are added up to the year"),
    "mean": _("the year is the mean of its months or quarters"),
    "last": _("the last month or quarter stands for the year"),
}


def parameter_in_words(name: str, method: str) -> str:
    """`method`: whose parameter it is, as `step.method`."""
    return str(_nearest(PARAMETERS, method, name) or name)


def word_of(choice: str, parameter: str, method: str) -> str:
    return str(_nearest(CHOICES, method, f"{parameter}.{choice}") or choice)


def _nearest(words: Mapping[str, Promise | str], method: str, name: str) -> Promise | str | None:
    """The word of the method itself before that of its step, and that before the one for all."""
    keys = (f"{method}.{name}", f"{method.partition('.')[0]}.{name}", name)
    return next((words[key] for key in keys if key in words), None)


def series_in_words(series: tuple[str, ...]) -> str:
    """Whose word is taken, the first accepted first."""
    return ", ".join(str(Series(one).label) for one in series)


def unit_in_words(unit: UnitOfMeasure) -> str:
    """The title of a unit of measure, and as the text writes it what it equals."""
    title = in_language(unit.title)
    return title if unit.equals is None else f"{title} (= {unit.equals})"


def exact(value: float) -> str:
    """A number of the text with every digit that the text gives."""
    return number(value, places_of(Decimal(repr(value))))


def exact_percent(share: float) -> str:
    """A share of the text in percent, with every digit that the text gives."""
    return percent(share, places_of(Decimal(repr(share)) * 100))


def places_of(given: Decimal) -> int:
    return max(0, -int(given.normalize().as_tuple().exponent))
