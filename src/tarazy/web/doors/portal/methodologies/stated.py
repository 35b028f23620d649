"""What a methodology states of the figures that bodies fill in, and what follows from re-verification, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch

from django.utils.translation import gettext as _

from tarazy.engine.differences.words import CHECK_TITLES
from tarazy.engine.model import stated_checks as stated
from tarazy.engine.model.formula import Lagged
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.words import say
from tarazy.web.doors.portal.methodologies.formula import on_one_line, title_of
from tarazy.web.doors.portal.methodologies.rules import origin_of
from tarazy.web.doors.portal.methodologies.words import exact
from tarazy.web.rooms.verification.queries.sentences import sentences_of
from tarazy.web.ui.written import in_language, language


@dataclass(frozen=True)
class Said:
    """One thing that is stated: sentences, what a body has to do, who says so and since when."""

    sentences: list[str]
    demand: str
    origin: str


@dataclass(frozen=True)
class StatedCheck:
    """A check with everything that is stated of it."""

    title: str
    stated: list[Said]


def checks_of(methodology: Methodology) -> list[StatedCheck]:
    """What is stated, check by check, in the order of the text."""
    found: dict[str, list[Said]] = {}
    demands = {"stop": _("Must be mended"), "explain": _("Must be explained"), "note": _("Worth a look")}
    for one in methodology.checks:
        sentences = list(_sentences(one, methodology))
        demand = ""
        if isinstance(one, stated.Held):
            sentences += [in_language(one.reason)] if one.reason else []
            demand = demands[one.severity]
        check = str(type(one).__struct_config__.tag)
        found.setdefault(check, []).append(Said(sentences, demand, origin_of(one)))
    return [StatedCheck(say(CHECK_TITLES[check], language()), said) for check, said in found.items()]


def consequences_of(methodology: Methodology) -> list[tuple[str, Said]]:
    """What follows from findings: for all values, and for those that have a rule of their own, by their titles."""
    rules = [("", methodology.verification)]
    rules += [(in_language(variable.title), variable.verification) for variable in methodology.variables]
    return [(title, Said(sentences_of(rule), "", origin_of(rule))) for title, rule in rules if rule]


@singledispatch
def _sentences(one: stated.StatedCheck, methodology: Methodology) -> Iterator[str]:
    """What is stated, a sentence each."""
    raise NotImplementedError(type(one))


@_sentences.register
def _sum(one: stated.SumOfParts, methodology: Methodology) -> Iterator[str]:
    yield _("%(parts)s: their sum is %(whole)s.") % {
        "parts": _titles(one.parts, methodology), "whole": _title(one.whole, methodology),
    }  # fmt: skip
    yield from _rounded(one.rounded_to)


@_sentences.register
def _shares(one: stated.Shares, methodology: Methodology) -> Iterator[str]:
    yield _("%(parts)s: their sum is %(whole)s.") % {
        "parts": _titles(one.parts, methodology), "whole": exact(one.sum_to),
    }  # fmt: skip
    yield from _rounded(one.rounded_to)


def _rounded(to: float | None) -> Iterator[str]:
    if to is not None:
        yield _("The figures are rounded to %(to)s.") % {"to": exact(to)}


@_sentences.register
def _relation(one: stated.RelationOf, methodology: Methodology) -> Iterator[str]:
    senses = {
        "not_above": _("%(left)s: not above %(right)s."),
        "not_below": _("%(left)s: not below %(right)s."),
        "equal": _("%(left)s: equal to %(right)s."),
    }
    tree = one.right.tree
    if isinstance(tree, Lagged) and not tree.lag:
        right = _title(tree.variable, methodology)
    else:
        right = on_one_line(tree, methodology)
    yield senses[one.sense] % {"left": _title(one.left, methodology), "right": right}
    if one.within is not None:
        yield _("They may differ by %(within)s all the same.") % {"within": exact(one.within)}


@_sentences.register
def _changed(one: stated.Changed, methodology: Methodology) -> Iterator[str]:
    yield _("A change over the year above %(percent)s percent is to be explained: %(variables)s.") % {
        "percent": exact(one.change_percent), "variables": _titles(one.variables, methodology),
    }  # fmt: skip
    if one.change_by is not None:
        yield _("A change of no more than %(by)s never is.") % {"by": exact(one.change_by)}


@_sentences.register
def _others(one: stated.AgainstOthers, methodology: Methodology) -> Iterator[str]:
    yield _("A modified z-score above %(score)s is to be explained: %(variables)s.") % {
        "score": exact(one.modified_z_score), "variables": _titles(one.variables, methodology),
    }  # fmt: skip
    if one.others_at_least is not None:
        yield _("With fewer bodies than %(count)s nothing is compared.") % {"count": one.others_at_least}


@_sentences.register
def _sources(one: stated.SourcesDisagree, methodology: Methodology) -> Iterator[str]:
    yield _("Two sources may differ by no more than %(percent)s percent: %(variables)s.") % {
        "percent": exact(one.sources_differ_percent), "variables": _titles(one.variables, methodology),
    }  # fmt: skip


@_sentences.register
def _above_target(one: stated.OverAchievement, methodology: Methodology) -> Iterator[str]:
    yield _("A target exceeded by more than %(percent)s percent is to be explained: %(variables)s.") % {
        "percent": exact(one.above_target_percent), "variables": _titles(one.variables, methodology),
    }  # fmt: skip


@_sentences.register
def _stale(one: stated.StaleFile, methodology: Methodology) -> Iterator[str]:
    yield _("A document may be dated no more than this many days before the period: %(days)s. Of: %(variables)s.") % {
        "days": one.older_days, "variables": _titles(one.variables, methodology),
    }  # fmt: skip


@_sentences.register
def _same(one: stated.SameAsLastYear, methodology: Methodology) -> Iterator[str]:
    yield _("Looked at where at least so many values can be compared with last year: %(count)s.") % {
        "count": one.same_at_least
    }


@_sentences.register
def _digits(one: stated.LastDigits, methodology: Methodology) -> Iterator[str]:
    if one.digits_from is not None:
        yield _("Whole numbers are looked at from %(least)s on.") % {"least": one.digits_from}
    if one.last_digits_at_least is not None:
        yield _("With fewer numbers than %(count)s their last digits are not counted out.") % {
            "count": one.last_digits_at_least
        }
    if one.digits_chance is not None:
        yield _("Spoken of where chance would bring it about with a probability below %(chance)s.") % {
            "chance": exact(one.digits_chance)
        }


@_sentences.register
def _bunching(one: stated.Bunching, methodology: Methodology) -> Iterator[str]:
    text = _("%(variable)s: over all bodies, whether values crowd within %(width)s above a threshold: %(thresholds)s.")
    yield text % {
        "variable": _title(one.variable, methodology), "width": exact(one.width),
        "thresholds": "; ".join(exact(threshold) for threshold in one.thresholds),
    }  # fmt: skip


def _title(variable: str, methodology: Methodology) -> str:
    return _("“%(title)s”") % {"title": title_of(variable, methodology)}


def _titles(variables: Iterable[str], methodology: Methodology) -> str:
    return ", ".join(_title(one, methodology) for one in variables)
