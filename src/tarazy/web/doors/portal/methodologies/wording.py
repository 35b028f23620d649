"""How differences between two methodologies are called on pages: by the words of their other pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tarazy.engine.differences import Wording
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.steps import methods
from tarazy.engine.words import say
from tarazy.web.doors.portal.methodologies.rules import NODES, VARIABLES, Kinds
from tarazy.web.doors.portal.methodologies.words import COLLECTED, WITHIN_YEAR
from tarazy.web.rooms.methodologies.enums import Standing
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.results.queries.bands import band_titles
from tarazy.web.ui.parameters import parameter_in_words, word_of
from tarazy.web.ui.written import in_language, language

# Keys of the text outside of methods.
FIELDS: Final[Mapping[str, Promise]] = {
    "title": _("Title"),
    "definition": _("Definition"),
    "description": _("Why it measures so"),
    "code": _("Official code"),
    "goals": _("Goals of sustainable development"),
    "unit_of_measure": _("Unit of measure"),
    "better": _("Direction"),
    "criterion": _("Counts as a criterion"),
    "value": _("Formula"),
    "node": _("Indicator or dimension"),
    "methodology": _("Name of the methodology"),
    "version": _("Version"),
    "standing": _("Standing"),
    "source": _("Source"),
    "date": _("Date"),
    "in_force": _("In force"),
    "from": pgettext_lazy("beginning", "from"),
    "to": pgettext_lazy("end", "to"),
    "assessed_kinds": _("Who is assessed"),
    "period": _("Length of a period"),
    "assessed_periods": _("Periods assessed"),
    "points": _("Points"),
    "low": _("Lowest"),
    "high": _("Highest"),
    "decimals": _("Decimal places"),
    "uncertainty": _("What may vary"),
    "replicates": _("Replicates"),
    "level_percent": _("Percent of the replicates within an interval"),
    "assumptions": _("Assumptions"),
    "assumption": _("Assumption"),
    "vary": _("What varies"),
    "at": _("Where"),
    "variables": _("Figures"),
    "by": _("How"),
    "method": _("Method"),
    "as": _("Whose weights"),
    "choices": _("Choices"),
    "choice": _("Choice"),
    "share": _("How likely"),
    "methods": _("Methods"),
    "percent": _("Percent"),
    "concentration": _("Concentration"),
    "wrong_percent": _("Percent of the values that are wrong"),
    "off_percent": _("Percent by which a wrong value is off"),
    "spread": _("Spread of the imputed values"),
    "observed": _("Variable of the observatory"),
    "variable": _("Variable"),
    "breakdown": _("Breakdown"),
    "sum_of": _("Sum of the breakdowns"),
    "series": _("Accepted sources, in order"),
    "range": _("Possible values"),
    "reported_by": _("Reported by"),
    "why": _("Why it matters"),
    "collected": _("Collected"),
    "within_year": _("Within the year"),
    "evidence": _("Supporting document"),
    "verification": _("Re-verification"),
    "document": _("Which document"),
    "symbol": _("Sign of the unit of measure"),
    "equals": _("Equals"),
}

# Keys within methods that hold others, and are no parameter by themselves.
HOLDERS: Final[Mapping[str, Promise]] = {
    "dated": _("by date"),
    "fixed": _("for all time"),
    "bands": _("Bands"),
    "band": _("Band"),
    "title": _("Title"),
    "order": _("Order"),
    "groups": _("Peer groups"),
    "peer_groups": _("Peer groups"),
    "letters": _("Letters"),
    "steps": _("Steps"),
    "experts": _("Experts"),
    "comparisons": _("Comparisons"),
}

CHOICES: Final[Mapping[str, Promise]] = {
    "better.higher": _("higher is better"),
    "better.lower": _("lower is better"),
    "period.year": _("year"),
    "period.quarter": _("quarter"),
    "period.month": _("month"),
    "node.indicator": _("indicator"),
    "node.dimension": _("dimension"),
    "criterion.true": _("yes"),
    "criterion.false": _("no"),
    "assessed_kinds.any": _("any kind"),
    "vary.weights": _("weights"),
    "vary.methods": _("methods"),
    "vary.goalposts": _("goalposts"),
    "vary.leave_out": _("what is left out"),
    "vary.standard_errors": _("values, by their standard errors"),
    "vary.error_rates": _("values, by their error rates"),
    "vary.imputation": _("imputed values"),
    "vary.revisions": _("values, by their revisions"),
    "method.spread": _("a share of each weight"),
    "method.dirichlet": _("Dirichlet's distribution"),
    "method.experts": _("disagreement of the experts"),
    "as.one": _("those of one expert"),
    "as.resampled": _("the mean of experts drawn anew"),
    "at.all": _("wherever it can be"),
    "at.indicators": _("every indicator"),
    "at.dimensions": _("every dimension"),
    "variables.all": _("all of them"),
    **{f"collected.{length}": words for length, words in COLLECTED.items()},
    **{f"within_year.{how}": words for how, words in WITHIN_YEAR.items()},
    **{f"standing.{one.value}": one.label for one in Standing},
    **{f"series.{one.value}": one.label for one in Series},
}


def wording_of(old: Methodology, new: Methodology, kinds: Kinds) -> Wording:
    """The words of a page in its language."""

    def kind(id: str) -> str:
        return in_language(kinds[id].plural) if id in kinds else id

    bands = band_titles(old) | band_titles(new)

    def key(key: str, method: str) -> str:
        if method.startswith("band.") and key in bands:
            return bands[key]
        return _key_in_words(key, method) or _title_of(key, old, new) or key

    def choice(word: str, key: str, method: str) -> str:
        if key in ("kinds", "assessed_kinds") and word in kinds:
            return kind(word)
        if key in (*VARIABLES, *NODES, "unit_of_measure", "at", "variables") and (title := _title_of(word, old, new)):
            return title
        return word_of(word, key, method) if method else str(CHOICES.get(f"{key}.{word}", word))

    return Wording(language(), key, choice, kind, with_ids=False)


def _key_in_words(key: str, method: str) -> str:
    step, _dot, name = method.partition(".")
    if not step:
        return str(FIELDS.get(key, ""))
    called = methods(step).get(key.split()[0])
    if called and key.split()[0] == (name or key.split()[0]):  # in a list of methods: which of them
        return say(called.TITLE, language())
    if step == "band" and key == "from":
        return str(FIELDS["from"])
    parameter = parameter_in_words("from_" if key == "from" else key, method)
    return str(HOLDERS.get(key, "")) if parameter == key else parameter


def _title_of(id: str, *texts: Methodology) -> str:
    """The title of the node, variable or unit of measure with the id."""
    for text in texts:
        for things in (text.nodes, text.variables_by_name, text.units_of_measure_by_id):
            if id in things:
                return in_language(things[id].title)
    return ""
