"""What a variable is, which methodologies read it, and what is to be read with care in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tarazy.engine.model.methodology import Indicator, Methodology
from tarazy.web.doors.portal.goals import goals_called, words_before
from tarazy.web.doors.portal.indices.facts import KeyFact
from tarazy.web.doors.portal.methodologies.addresses import title_of, version_href
from tarazy.web.doors.portal.observatory.asked import Asked
from tarazy.web.doors.portal.observatory.rows import Values, is_flagged
from tarazy.web.doors.portal.observatory.short import Precision
from tarazy.web.rooms.methodologies.queries import methodologies_of, public_versions
from tarazy.web.rooms.observatory.models import Break, Doubt, Variable
from tarazy.web.rooms.observatory.queries.statuses import status_in_words
from tarazy.web.rooms.observatory.queries.values import Value
from tarazy.web.ui.parts import Fact, Link
from tarazy.web.ui.written import in_language, number
from tarazy.web.ui.written import period as period_text

FEW: Final = 3


def facts_of(variable: Variable) -> list[Fact]:
    """What the variable is. What nobody has stated is said to be so: nothing is left out, nothing invented."""
    facts = [
        (_("Unit of measure"), in_language(variable.unit_of_measure.title)),
        (_("Formula"), stated(variable.formula)),
        (_("Direction"), variable.get_better_display()),
        (_("Topic"), in_language(variable.topic.name) if variable.topic else ""),
        (_("Owner"), in_language(variable.owner.name) if variable.owner else ""),
        (_("Reported by"), in_language(variable.reported_by.name) if variable.reported_by else ""),
        (_("Legal basis"), stated(variable.legal_basis)),
        (_("Official table"), variable.official_table),
        (_("Periodicity"), variable.get_periodicity_display()),
        (_("Collection"), stated(variable.collection)),
        (_("Comparability"), stated(variable.comparability)),
        (_("Limitations"), stated(variable.limitations)),
        (_("Sustainable Development Goals"), "; ".join(goal.words for goal in goals_called(variable.goals))),
        (_("Millennium Development Goals before"), "; ".join(words_before(variable.goals))),
        (_("National goal"), stated(variable.national_goal)),
        (_("Plan"), stated(variable.plan)),
        (_("Identifier"), variable.pk),
    ]
    return [Fact(term, str(said) or _("not stated")) for term, said in facts]


def stated(text: object) -> str:
    return in_language(text) if text else ""


def key_facts(asked: Asked, values: Values, precision: Precision) -> list[KeyFact]:
    """The whole, the ends of the scale, how many values there are."""

    def titled(label: str) -> str:
        return f"{label}, {asked.symbol}"

    facts = [
        KeyFact(
            titled(str(one.unit.name)),
            precision.of(one.value) if one.value is not None else _("no data"),
            status_in_words(one.status),
        )
        for one in values.wholes
    ]
    known = [one for one in values.compared if one.value is not None and one.unit.pk not in values.covered]
    if len(known) > 1:
        ends = ((_("Highest"), max(values.on_scale)), (_("Lowest"), min(values.on_scale)))
        facts += [KeyFact(titled(label), precision.of(end), names_of(known, end)) for label, end in ends]
    flagged = sum(1 for one in known if is_flagged(one))
    note = _("%(count)s to be read with care") % {"count": number(flagged, 0)} if flagged else ""
    return [*facts, KeyFact(_("Values"), number(len(known), 0), note)] if values.compared else facts


def names_of(known: Iterable[Value], end: float) -> str:
    """Whose value it is; how many they are where they are not few."""
    names = [str(one.unit.name) for one in known if one.value == end]
    if len(names) <= FEW:
        return ", ".join(names)
    return ngettext("%(count)s of them", "%(count)s of them", len(names)) % {"count": number(len(names), 0)}


@dataclass(frozen=True)
class Use:
    """A version of a methodology that reads a variable, and the indicators that are made from it."""

    title: str
    href: str
    indicators: list[Link]


def uses_of(variable: str) -> list[Use]:
    """Every version that reads the variable."""
    known = list(public_versions())
    texts = methodologies_of(known)
    found = []
    for version in known:
        href = version_href(version)
        indicators = [
            Link(in_language(node.title), f"{href}#node-{node.id}") for node in reading(texts[version.pk], variable)
        ]
        if indicators:
            found.append(Use(title_of(version), href, indicators))
    return found


def reading(text: Methodology, variable: str) -> Iterable[Indicator]:
    names = {one.variable for one in text.variables if one.observed.variable == variable}
    return (node for node in text.indicators if names & {given.variable for given in node.reads()})


@dataclass(frozen=True)
class Care:
    """One reason to read values with care, and of whom and when they are."""

    note: str
    period: str
    names: list[str]


def grouped(notes: Iterable[Break | Doubt]) -> list[Care]:
    """Notes that say the same of the same period together. A note without a unit is about all of them."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in notes:
        names = found.setdefault((one.period, in_language(one.note)), [])
        names.append(str(one.unit.name) if one.unit else pgettext("whom a note is about", "all"))
    return [Care(note, period_text(period), names) for (period, note), names in found.items()]
