"""Variables as they are searched: by everything that the catalogue says of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.functional import Promise

from tarazy.web.grammar.text import LocalText, in_every_language
from tarazy.web.rooms.observatory.models import Observation, Variable
from tarazy.web.rooms.observatory.queries.goals import GOALS, MILLENNIUM_TARGETS, targets_before
from tarazy.web.rooms.observatory.queries.variables import every_source, variables
from tarazy.web.rooms.search.life import Told, joined, searched


@searched("variable", room="observatory")
def variables_told() -> Iterator[Told]:
    """Every variable that has a page."""
    sources = titles_of_sources()
    for one in variables().filter(topic__isnull=False):
        yield Told(one.pk, one.title, joined(*stated_of(one), *sources.get(one.pk, ())))


def stated_of(variable: Variable) -> list[LocalText | str | None]:
    """What the catalogue states of a variable, its definition first."""
    owner, reporter = variable.owner, variable.reported_by
    bodies = dict.fromkeys(body.name for body in (owner, reporter) if body is not None)
    return [
        variable.definition, variable.topic.name if variable.topic else None, variable.formula, variable.limitations,
        variable.comparability, variable.collection, variable.legal_basis, variable.national_goal, variable.plan,
        *goals_in_words(variable), *bodies, variable.unit_of_measure.title, variable.official_table, variable.pk,
    ]  # fmt: skip


def goals_in_words(variable: Variable) -> list[LocalText | str]:
    """The codes of its goals with the names of the goals, those before them too."""
    before = targets_before(variable.goals)
    numbers = dict.fromkeys(code.partition(".")[0] for code in variable.goals)
    names = [GOALS[one] for one in numbers if one in GOALS] + [MILLENNIUM_TARGETS[one] for one in before]
    return [*variable.goals, *before, *map(spoken, names)]


def spoken(name: Promise) -> LocalText:
    return in_every_language(lambda: name)


def titles_of_sources() -> Mapping[str, list[LocalText]]:
    """The titles of the sources that the observations of each variable name."""
    titles = {source.pk: source.title for source in every_source()}
    found: dict[str, list[LocalText]] = defaultdict(list)
    named = Observation.objects.exclude(source="").values_list("variable", "source")
    for variable, source in named.distinct().order_by("variable", "source"):
        if source in titles:
            found[variable].append(titles[source])
    return found
