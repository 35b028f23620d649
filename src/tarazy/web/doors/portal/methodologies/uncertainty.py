"""What a methodology says may vary, in words: where, how far, which other ways there are, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tarazy.engine.model import uncertainty as stated
from tarazy.engine.model.methodology import Methodology, Node, Variable
from tarazy.engine.steps import TITLES
from tarazy.engine.words import say
from tarazy.web.doors.portal.methodologies.rules import Kinds, Rule, origin_of, rules_of
from tarazy.web.doors.portal.methodologies.words import exact, exact_percent
from tarazy.web.ui.written import in_language, language, number

# Where an assumption holds that names no node and no variable.
EVERYWHERE: Final[dict[tuple[str, str], Promise]] = {
    ("weights", "all"): gettext_lazy("wherever something has two or more parts"),
    ("methods", "all"): gettext_lazy("wherever these steps are taken"),
    ("goalposts", "all"): gettext_lazy("every indicator with goalposts"),
    ("imputation", "all"): gettext_lazy("every indicator whose missing values are filled in"),
    ("leave_out", "indicators"): gettext_lazy("every indicator that is not an only part"),
    ("leave_out", "dimensions"): gettext_lazy("every dimension that is not an only part"),
    ("standard_errors", "all"): gettext_lazy("every figure that has a standard error"),
    ("error_rates", "all"): gettext_lazy("every figure that bodies report"),
    ("revisions", "all"): gettext_lazy("every figure"),
}
A_QUARTER: Final = 0.25  # the weight at which the reach of a concentration is shown


@dataclass(frozen=True)
class ChoiceInWords:
    """One way to do it; without rules, as the methodology says. `share`: how likely it is, where the text says."""

    title: str
    share: str
    rules: list[Rule]


@dataclass(frozen=True)
class AssumptionInWords:
    """What varies, where, how far, and by whose word."""

    id: str
    title: str
    where: str
    sentences: list[str]
    choices: list[ChoiceInWords]
    origin: str


@dataclass(frozen=True)
class UncertaintyInWords:
    lead: str
    assumptions: list[AssumptionInWords]


def uncertainty_of(methodology: Methodology, kinds: Kinds) -> UncertaintyInWords | None:
    """The section in words; None where the methodology does not say what may vary."""
    said = methodology.uncertainty
    if said is None:
        return None
    lead = _(
        "The index is computed %(replicates)s times, each time with these assumptions drawn anew. "
        "An interval holds %(level)s percent of what came out."
    ) % {"replicates": number(said.replicates, 0), "level": exact(said.level_percent)}
    return UncertaintyInWords(lead, [_in_words(one, methodology, kinds) for one in said.assumptions])


def _in_words(one: stated.Assumption, methodology: Methodology, kinds: Kinds) -> AssumptionInWords:
    choices = one.choices if isinstance(one, stated.ChoiceOfMethods) else ()
    return AssumptionInWords(
        id=one.assumption,
        title=in_language(one.title),
        where=_where(one, methodology),
        sentences=list(_sentences(one)),
        choices=[_choice(choice, methodology, kinds) for choice in choices],
        origin=origin_of(one),
    )


def _where(one: stated.Assumption, methodology: Methodology) -> str:
    at: tuple[str, ...] | str
    titles: Mapping[str, Variable | Node]
    if isinstance(one, stated.StandardErrors | stated.ErrorRates | stated.Revisions):
        at, titles = one.variables, methodology.variables_by_name
    else:
        at, titles = one.at, methodology.nodes
    if isinstance(at, str):
        return str(EVERYWHERE[one.kind, at])
    return "; ".join(in_language(titles[id].title) for id in at)


def _choice(choice: stated.Choice, methodology: Methodology, kinds: Kinds) -> ChoiceInWords:
    rules = rules_of(methodology, choice.methods, kinds)
    rules += [Rule(say(TITLES[step], language()), _("none")) for step, taken in choice.methods.items() if taken == ()]
    share = "" if choice.share is None else exact_percent(choice.share)
    return ChoiceInWords(in_language(choice.title), share, rules)


@singledispatch
def _sentences(one: stated.Assumption) -> Iterator[str]:
    """How far it varies, a sentence each."""
    raise NotImplementedError(type(one))


@_sentences.register
def _weights(one: stated.Weights) -> Iterator[str]:
    match one.by:
        case stated.Spread(percent=percent):
            yield _("Each weight lies anywhere within %(percent)s percent of itself, up or down.") % {
                "percent": exact(percent)
            }
            yield _("Then all weights beside each other are brought to 100 percent again.")
        case stated.Dirichlet(concentration=concentration):
            deviation = 100 * (A_QUARTER * (1 - A_QUARTER) / (concentration + 1)) ** 0.5
            yield _("Weights are drawn around the stated ones, by Dirichlet's distribution of concentration %(c)s.") % {
                "c": exact(concentration)
            }
            yield _("A weight of 25 percent then has a standard deviation of %(points)s percentage points.") % {
                "points": number(deviation, 1)
            }
        case stated.Experts(as_="one"):
            yield _("Experts gave the points. In each replicate the weights are those of one of them, any of them.")
        case stated.Experts():
            yield _(
                "Experts gave the points. In each replicate the weights are the mean of as many experts, drawn from "
                "among them; one may be drawn several times."
            )


@_sentences.register
def _methods(one: stated.ChoiceOfMethods) -> Iterator[str]:
    if one.choices[0].share is None:
        yield _("In each replicate one of these ways is taken, all equally likely:")
    else:
        yield _("In each replicate one of these ways is taken, as likely as stated:")


@_sentences.register
def _goalposts(one: stated.Goalposts) -> Iterator[str]:
    yield _(
        "Each of the two goalposts lies anywhere within %(percent)s percent of the distance between them, up or down."
    ) % {"percent": exact(one.percent)}


@_sentences.register
def _leave_out(one: stated.LeaveOut) -> Iterator[str]:
    yield _("In each replicate one of them is left out, or none, all equally likely.")
    yield _("Its weight goes to those beside it.")


@_sentences.register
def _standard_errors(one: stated.StandardErrors) -> Iterator[str]:
    yield _("A value is drawn from the normal distribution, as wide as its standard error, and stays a possible value.")


@_sentences.register
def _error_rates(one: stated.ErrorRates) -> Iterator[str]:
    yield _("%(wrong)s percent of the values are wrong.") % {"wrong": exact(one.wrong_percent)}
    yield _("A wrong value is off by a normal share of itself, with a standard deviation of %(off)s percent.") % {
        "off": exact(one.off_percent)
    }


@_sentences.register
def _imputation(one: stated.Imputation) -> Iterator[str]:
    yield _(
        "An imputed value is drawn from the normal distribution about what is filled in. Its standard deviation is "
        "that of the values that are there, times %(spread)s."
    ) % {"spread": exact(one.spread)}


@_sentences.register
def _revisions(one: stated.Revisions) -> Iterator[str]:
    yield _("A value may be revised by a normal share of itself, with a standard deviation of %(percent)s percent.") % {
        "percent": exact(one.percent)
    }
