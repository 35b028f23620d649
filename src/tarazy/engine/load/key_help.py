"""What each key of the format means, in one English sentence, for editors that show it where a key is written.

What a method's own parameters mean stands in the docstring of its parameters, after the name of each in backticks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_NAMED: Final = re.compile(r"((?:`[a-z_]+`(?:, )?)+): (.*?)(?=[.;] *`[a-z_]+`[,:]|\Z)", re.DOTALL)

# By its name; where a struct means something else by it, by `Struct.key`.
KEYS: Final[Mapping[str, str]] = {
    "methodology": "place/name of the methodology, as its folders are called.",
    "version": 'The version in quotes, as "2024.1"; a published version is never changed.',
    "standing": "Whether this is an illustration, an official assessment or a historical one.",
    "title": "What it is called, in Kazakh, Russian and English.",
    "description": "What is assessed and why so, in three languages; may go over many lines below |.",
    "source": "Who says so: the act, paper or decision, with the place in it.",
    "date": "The day of the source.",
    "from": "The first day or period for which it holds.",
    "to": "The last day or period for which it holds; without it there is no end yet.",
    "in_force": "From when to when the act is in force; shown to readers, limits nothing.",
    "assessed_kinds": "The kinds of units that are assessed, as [oblast, city]; or the word any.",
    "period": "The length of the assessed periods.",
    "Case.period": "The period that is computed.",
    "CaseObservation.period": "The period of the observation.",
    "assessed_periods": "The first period that may be scored, and the last if the version is closed.",
    "Methodology.points": "The scale of every score: its least and greatest points.",
    "better": "Whether a higher or a lower number is better.",
    "index": "The steps of the index itself, and its children.",
    "dimensions": "The dimensions below the index, each with its steps and children; [] where there are none.",
    "verification": "What follows from a figure that re-verification finds wrong.",
    "Variable.verification": "The same for this figure alone, where it is another.",
    "uncertainty": "What may vary, how far, and who says so; without it no interval is computed.",
    "vary": "What varies: weights, methods, goalposts, what is left out, or the data themselves.",
    "assumption": "The id of the assumption: small Latin letters, digits and _.",
    "choice": "The id of the choice: small Latin letters, digits and _.",
    "Choice.missing": "What happens instead where data are missing.",
    "Choice.treat": "How values that stand far out are treated instead; [] for not at all.",
    "Choice.adjust": "What adjusts the score instead; [] for nothing.",
    "low": "The lower end.",
    "high": "The upper end.",
    "decimals": "How many digits stand after the decimal point.",
    "Expected.decimals": "The digits after the decimal point that must agree.",
    "children": "The ids of the dimensions and indicators directly below, in the order in which they are shown.",
    "apply": "To whom the node applies; a unit to which it does not has neither zero nor the average there.",
    "denominate": "By what each value is divided.",
    "missing": "What happens where data are missing.",
    "treat": "How values that stand far out are treated: a list of methods, taken in its order.",
    "normalise": "How a value becomes points.",
    "weigh": "How much each child weighs.",
    "aggregate": "How the scores of the children become one.",
    "adjust": "Penalties, bonuses, caps and gates: a list of methods, taken in its order.",
    "round": "Where and how the score is rounded.",
    "rank": "How units are put in order.",
    "Expected.rank": "The place that must come out.",
    "band": "How scores fall into bands.",
    "Band.band": "The id of the band.",
    "Expected.band": "The band that must come out.",
    "dimension": "The id of the dimension: small Latin letters, digits and _.",
    "indicator": "The id of the indicator, which its file bears: small Latin letters, digits and _.",
    "code": 'The official code in quotes, as "1.1".',
    "definition": "What it is exactly, in three languages.",
    "criterion": "Whether an assessor is assigned to this dimension and penalties belong to it.",
    "goals": 'The goals that it serves, in quotes, as ["3.8"].',
    "Indicator.value": "A formula over the names of variables.yaml: 100 * part / whole.",
    "CaseObservation.value": "The value observed.",
    "Expected.value": "The value that must come out.",
    "unit_of_measure": "The id of a unit of measure of variables.yaml.",
    "UnitOfMeasure.unit_of_measure": "The id of the unit of measure: small Latin letters, digits and _.",
    "symbol": "Its short sign beside a number, in three languages.",
    "units_of_measure": "The units of measure that variables and indicators use.",
    "variables": "The names that formulas may use.",
    "checks": "What must hold between the figures that bodies fill in, and from where on a check speaks.",
    "check": "Which check it is; docs/manual/checks.md says what each computes.",
    "severity": "stop where it always holds, explain where it holds as a rule, note where it is worth a look.",
    "Variable.variable": "The name that formulas use: small Latin letters, digits and _.",
    "Observed.variable": "The observatory's name of the variable, or place/name:node of a published score.",
    "CaseObservation.variable": "The observatory's name of the variable.",
    "observed": "The observatory's variable and breakdown that the name stands for.",
    "breakdown": 'Keys and codes, as "age=15-24;sex=f"; "" is the total.',
    "series": "Whose figures are believed, in this order.",
    "CaseObservation.series": "Who says so; without it, statistics.",
    "range": "Between which numbers a value must lie; others cannot be right.",
    "reported_by": "Who reports the figures, in three languages.",
    "why": "Why the figure matters to those who fill it in, in three languages.",
    "collected": "How often it is collected; without it, once in each assessed period.",
    "within_year": "How months or quarters make the year: added up, their mean, or the last; without it, not at all.",
    "evidence": "The document without which the figure is not accepted; left out where none is asked for.",
    "document": "Which document it is, in three languages.",
    "case": "The id of the worked example, which its file bears.",
    "Case.units": "The units of the worked example.",
    "unit": "The id of a unit, as KZ-47.",
    "kind": "The kind of the unit, as oblast.",
    "peer_group": "The group of units among which it is compared.",
    "observations": "What was observed.",
    "expect": "What must come out; only what is given is compared.",
    "Expected.node": "The id of an indicator or a dimension, or the word index.",
    "Expected.score": "The score that must come out.",
    "reason": "Why, in three languages, as readers see it.",
    "Expected.reason": "Why there is no score: missing, not_applicable, below_coverage, excluded:source.",
    "status": "Why there is no value or what is said of it: O missing, M cannot exist, X excluded by decision.",
    "dated": "Rows of numbers, each in force from its day until the next begins.",
    "fixed": "Numbers that hold for all periods.",
    "within": "Among whom units are compared.",
    "scale": "How the scale runs.",
    "outside": "What becomes of a value beyond.",
    "kk": "In Kazakh.",
    "ru": "In Russian.",
    "en": "In English.",
    "child": "The id of a child.",
    "over": "The id of the child with which it is compared.",
    "times": "How many times as much it matters.",
    "expert": "Who gave the points.",
    "threshold": "Where the step begins.",
    "letter": "The letter as it is given.",
    "ground": "For what, in three languages, as readers see it.",
}


def parameters_told(docstring: str | None) -> dict[str, str]:
    """What a docstring says of each name in backticks.

    >>> parameters_told("`low`, `high`: the two ends; one may be left out. `base`: of the logarithm.")["high"]
    'The two ends; one may be left out.'
    """
    told: dict[str, str] = {}
    for names, text in _NAMED.findall(" ".join((docstring or "").split())):
        sentence = text.strip().rstrip(".;")
        for name in re.findall("`([a-z_]+)`", names):
            told[name] = f"{sentence[:1].upper()}{sentence[1:]}."
    return told


def first_paragraph(docstring: str | None) -> str:
    return " ".join((docstring or "").strip().split("\n\n")[0].split())


def with_help(name: str, definition: dict[str, Any], module: Any) -> None:
    """Add what a person reads to the definition of a struct. `module`: of the method whose parameters it is."""
    docstring = " ".join(definition.get("description", "").split())
    told = parameters_told(docstring)
    if module is not None:
        definition["title"] = module.TITLE
        definition["description"] = first_paragraph(module.__doc__)
    for key, one in definition.get("properties", {}).items():
        is_mentioned = f"`{key}`" in docstring
        help = told.get(key) or (docstring if is_mentioned else KEYS.get(f"{name}.{key}") or KEYS.get(key) or docstring)
        if help and key != "method":
            one["description"] = help
