"""Whether each indicator enters with the sign that its meaning asks for."""

from __future__ import annotations

from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Cell, Chapter, Column, Said, Table
from tarazy.engine.robustness.examination.signs import sign_of
from tarazy.engine.words import msg

_BETTER = {"higher": msg("higher"), "lower": msg("lower")}
_SPEAKS = {"for": msg("for it"), "against": msg("against it"), "silent": None}
_SURE = {"certain": msg("wrong: certain"), "likely": msg("wrong: likely"), "possible": msg("wrong: possible")}


def signs(material: Material) -> Chapter:
    """The evidence for every indicator, the suspicious ones first."""
    found = {id: sign_of(material, id) for id in material.indicators}
    order = ["certain", "likely", "possible", None]
    rows: list[list[Cell]] = []
    for id, sign in sorted(found.items(), key=lambda one: order.index(one[1].sureness)):
        rows.append(
            [
                material.title(id),
                Said(_BETTER[material.indicator(id).better]),
                *(_said(_SPEAKS[one]) for one in (sign.words, sign.goals, sign.figures)),
                _said(_SURE[sign.sureness]) if sign.sureness else None,
                sign.r_index,
            ]
        )
    table = Table(
        "signs",
        msg("What speaks for the sign of each indicator"),
        [
            Column(msg("Indicator"), numeric=False, wide=True),
            Column(msg("Better"), numeric=False),
            Column(msg("Words"), numeric=False),
            Column(msg("Goals"), numeric=False),
            Column(msg("Figures"), numeric=False),
            Column(msg("Sign"), numeric=False),
            Column(msg("With the rest of the index"), 2),
        ],
        rows,
    )
    sentence = msg(
        "Three kinds of evidence: words of the title that by themselves say which way is better, goals that do, and "
        "figures: whether the indicator goes with the rest of the index beyond chance. Figures alone show a conflict "
        "of aims as well as a mistake, so they count for less."
    )
    return Chapter("signs", msg("Signs"), [Said(sentence)], [table])


def _said(text: str | None) -> Said | None:
    return None if text is None else Said(text)
