"""A methodology -> iMeta, as COINr reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tarazy.engine.model.methodology import Indicator, Methodology
from tarazy.exchange.csv_written import Cell, csv_text
from tarazy.exchange.methodologies.imeta import AGGREGATE, DENOMINATOR, INDICATOR

COLUMNS: Final = ("Level", "iCode", "iName", "Parent", "Weight", "Direction", "Type", "Unit", "Denominator")
LEVEL_OF_INDICATORS: Final = 1


def imeta_of(methodology: Methodology, lang: str) -> str:
    """The rows as CSV, indicators first.

    COINr wants every indicator at level 1 and its parent one level above it, so a node that lies higher stands below
    aggregates of its own, `<id>_level_2` and so on, which have no other child.
    """
    rows = [*_nodes(methodology, lang), *_denominators(methodology, lang)]
    return csv_text(COLUMNS, sorted(rows, key=lambda row: (row[0] is None, row[0])))


def weights_of(methodology: Methodology, node: str) -> dict[str, float] | None:
    """The weights of the children that the text states, those in force last; None where a method computes them."""
    method = methodology.nodes[node].methods["weigh"]
    children = methodology.nodes[node].children  # type: ignore[union-attr]
    match getattr(method, "method", ""):
        case "equal":
            return dict.fromkeys(children, 1.0)
        case "given":
            rows: Any = method.dated  # type: ignore[union-attr]
            return dict(rows[-1].weights)
    return None


def computed_weights(methodology: Methodology) -> list[str]:
    """The nodes whose children iMeta can give no weight."""
    return [id for id in methodology.nodes if _has_children(methodology, id) and weights_of(methodology, id) is None]


def _has_children(methodology: Methodology, id: str) -> bool:
    return not isinstance(methodology.nodes[id], Indicator)


def _nodes(methodology: Methodology, lang: str) -> Iterator[tuple[Cell, ...]]:
    deepest = max(methodology.depths.values())
    for id, node in methodology.nodes.items():
        parent = methodology.parents.get(id)
        weight = 1.0 if parent is None else (weights_of(methodology, parent) or {}).get(id, 1.0)
        name = node.title.in_language(lang)
        level = deepest - methodology.depths[id] + LEVEL_OF_INDICATORS
        if not isinstance(node, Indicator):
            yield level, id, name, parent, weight, 1, AGGREGATE, None, None
            continue
        above = [f"{id}_level_{at}" for at in range(LEVEL_OF_INDICATORS + 1, level + 1)]
        chain = [id, *above, parent]
        for at, own in enumerate(above, start=1):
            is_last = at == len(above)
            yield (
                LEVEL_OF_INDICATORS + at,
                own,
                name,
                chain[at + 1],
                weight if is_last else 1.0,
                1,
                AGGREGATE,
                None,
                None,
            )
        unit = methodology.units_of_measure_by_id[_unit_of(methodology, node)].title.in_language(lang)
        own_weight = 1.0 if above else weight
        direction = 1 if node.better == "higher" else -1
        yield LEVEL_OF_INDICATORS, id, name, chain[1], own_weight, direction, INDICATOR, unit, _denominator(node)


def _unit_of(methodology: Methodology, node: Indicator) -> str:
    """Before a denominator divides the value, where the value is a variable as it is."""
    variable = methodology.variables_by_name.get(node.value.text)
    return variable.unit_of_measure if variable and "denominate" in node.methods else node.unit_of_measure


def _denominator(node: Indicator) -> str | None:
    method: Any = node.methods.get("denominate")
    return None if method is None else str(method.variable)


def _denominators(methodology: Methodology, lang: str) -> Iterator[tuple[Cell, ...]]:
    named = [name for one in methodology.indicators if (name := _denominator(one)) is not None]
    for name in dict.fromkeys(named):
        variable = methodology.variables_by_name[name]
        unit = methodology.units_of_measure_by_id[variable.unit_of_measure].title.in_language(lang)
        yield None, name, variable.title.in_language(lang), None, None, None, DENOMINATOR, unit, None
