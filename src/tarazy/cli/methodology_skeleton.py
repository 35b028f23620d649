"""The first text of a methodology: small, valid, and plain about what its author has still to enter."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tarazy.engine.model.period import earlier, last_day, length_of
from tarazy.engine.words import LANGUAGES, msg, say

UNIT = "A-1"
PEER_GROUP = "all"
ANY = "any"

Titles = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What the author was asked. `first`: the first period assessed, whose length is that of all periods."""

    name: str
    titles: Titles
    first: str
    kinds: Sequence[str]
    indicators: Sequence[str]


def skeleton(asked: Asked) -> dict[str, str]:
    """The files of the folder by their paths. The worked example gives every indicator 50 percent, which earns 50."""
    files = {
        "methodology.yaml": _methodology(asked),
        "variables.yaml": _variables(asked),
        "cases/first.yaml": _case(asked),
        "CHANGES.md": f"# Changes\n\n## {version_of(asked)}\nThe first version.\n",
    }
    return files | {f"indicators/{id}.yaml": _indicator(id, asked) for id in asked.indicators}


def version_of(asked: Asked) -> str:
    """The first version for periods from that year on."""
    return f"{asked.first[:4]}.1"


def _first_day(period: str) -> str:
    return (last_day(earlier(period, 1)) + datetime.timedelta(days=1)).isoformat()


def _methodology(asked: Asked) -> str:
    day, kinds = _first_day(asked.first), ", ".join(asked.kinds)
    source = _said(msg("To be entered: the act or the paper that the methodology follows"))["en"]
    return f"""\
methodology: {asked.name}
version: "{version_of(asked)}"
standing: illustration
title: {_in_braces(asked.titles)}
description: {_in_braces(_said(msg("To be entered: what is assessed, and why so")))}
source: {_quoted(source)}
in_force: {{from: {day}}}
assessed_kinds: {kinds if kinds == ANY else f"[{kinds}]"}
period: {length_of(asked.first)}
assessed_periods: {{from: {asked.first}}}
points: {{low: 0, high: 100, decimals: 1, source: {_quoted(source)}, date: {day}}}
better: higher
index:
  missing: {{method: leave}}
  weigh: {{method: equal}}
  aggregate: {{method: arithmetic}}
  round: {{method: half_up, decimals: 1, source: {_quoted(source)}, date: {day}}}
  children: [{", ".join(asked.indicators)}]
dimensions: []
rank: {{method: competition, order: highest_first}}
"""


def _variables(asked: Asked) -> str:
    percent = _in_braces(_said(msg("percent")))
    head = f"""\
units_of_measure:
  - unit_of_measure: percent
    title: {percent}
    symbol: {{kk: "%", ru: "%", en: "%"}}
variables:
"""
    return head + "".join(_variable(id) for id in asked.indicators)


def _variable(indicator: str) -> str:
    return f"""\
  - variable: {indicator}_observed
    title: {_in_braces(_said(msg("To be entered: what is observed for the indicator {id}"), indicator))}
    definition: {_in_braces(_said(msg("To be entered: how it is counted")))}
    unit_of_measure: percent
    observed: {{variable: {indicator}_observed, breakdown: ""}}
    series: [statistics]
    range: {{low: 0, high: 100}}
    reported_by: {_in_braces(_said(msg("To be entered: who reports it")))}
"""


def _indicator(id: str, asked: Asked) -> str:
    day = _first_day(asked.first)
    source = _said(msg("To be entered: who says that 0 is the worst and 100 the best"))["en"]
    return f"""\
indicator: {id}
title: {_in_braces(_said(msg("To be entered: the title of the indicator {id}"), id))}
unit_of_measure: percent
better: higher
value: {id}_observed
missing: {{method: leave}}
normalise:
  method: goalposts
  scale: linear
  outside: cap
  fixed: {{low: 0, high: 100, source: {_quoted(source)}, date: {day}}}
"""


def _case(asked: Asked) -> str:
    kind = PEER_GROUP if asked.kinds[0] == ANY else asked.kinds[0]
    observed = "".join(
        f"  - {{unit: {UNIT}, period: {asked.first}, variable: {id}_observed, value: 50}}\n" for id in asked.indicators
    )
    expected = "".join(f"  - {{unit: {UNIT}, node: {id}, score: 50, decimals: 1}}\n" for id in asked.indicators)
    return f"""\
case: first
title: {_in_braces(_said(msg("To be entered: a worked example of your own")))}
source: "By hand: 100 * (50 - 0) / (100 - 0) = 50; the mean of equal scores is the same"
period: {asked.first}
units:
  - {{unit: {UNIT}, kind: {kind}, peer_group: {PEER_GROUP}}}
observations:
{observed}expect:
{expected}  - {{unit: {UNIT}, node: index, score: 50, decimals: 1, rank: 1}}
"""


def _said(text: str, id: str = "") -> Titles:
    return {lang: say(text, lang, {"id": id}) for lang in LANGUAGES}


def _in_braces(titles: Titles) -> str:
    return "{" + ", ".join(f"{lang}: {_quoted(titles[lang])}" for lang in LANGUAGES) + "}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
