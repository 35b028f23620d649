"""An indicator that enters against its meaning: unemployment that earns points."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tarazy.engine.robustness.examination.listing import two
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Gravity, Kind, Said, Told
from tarazy.engine.robustness.examination.signs import Sign, Sureness, sign_of
from tarazy.engine.words import msg

KIND: Final = Kind(
    "sign_error",
    msg("The indicator enters with the wrong sign"),
    "grave",
    msg("What the title and the goals say of the direction, and whether the indicator goes against all others."),
)
_STRENGTH: Final[dict[Sureness, float]] = {"certain": 3.0, "likely": 2.0, "possible": 1.0}
_SURE: Final[dict[Sureness, str]] = {
    "certain": msg("A wrong sign is certain: {indicator} counts as better the {better} it is. {evidence}"),
    "likely": msg("A wrong sign is likely: {indicator} counts as better the {better} it is. {evidence}"),
    "possible": msg("A wrong sign is possible: {indicator} counts as better the {better} it is. {evidence}"),
}
_BETTER: Final = {"higher": msg("higher"), "lower": msg("lower")}


def findings(material: Material) -> Iterator[Finding]:
    """One for each indicator of which something says so, the surest first."""
    for id in material.indicators:
        sign = sign_of(material, id)
        if sign.sureness is None:
            continue
        indicator = material.indicator(id)
        gravity: Gravity = "grave" if "against" in (sign.words, sign.goals) else "serious"
        weight = float(material.weights_in_index[id].mean())
        told: Told = {
            "indicator": indicator.title,
            "better": Said(_BETTER[indicator.better]),
            "evidence": _because(sign),
        }
        yield Finding(
            kind=KIND,
            gravity=gravity,
            what=Said(_SURE[sign.sureness], told),
            mend=Said(
                msg(
                    "Read the definition. If the sign is wrong, turn 'better' of {indicator} around, compute again and "
                    "publish a correction; if it is right, say in the definition why."
                ),
                {"indicator": indicator.title},
            ),
            numbers=_numbers(sign, weight),
            nodes=(id,),
            cases=tuple(_cases(sign)),
            strength=_STRENGTH[sign.sureness] + min(0.99, weight),
        )


def _because(sign: Sign) -> Said:
    if sign.words == "against" and sign.word is not None:
        return Said(msg("Its title speaks of “{word}”."), {"word": sign.word.word})
    if sign.goals == "against":
        return Said(msg("The goal that it serves asks for the opposite."))
    return Said(msg("It goes against nearly everything else that the index holds."))


def _cases(sign: Sign) -> Iterator[Said]:
    if sign.word is not None:
        told: Told = {"word": sign.word.word, "languages": ", ".join(sign.word.languages)}
        says = msg("Words: the title says “{word}” (in {languages}), which contradicts the direction.")
        agrees = msg("Words: the title says “{word}” (in {languages}), which agrees with the direction.")
        yield Said(says if sign.words == "against" else agrees, told)
    if sign.goals != "silent":
        says = msg("Goals: the direction of the goal contradicts that of the indicator.")
        yield Said(says if sign.goals == "against" else msg("Goals: the direction of the goal agrees."))
    if not math.isnan(sign.r_index):
        told_r: Told = {"r": two(sign.r_index), "n": sign.n, "against": sign.siblings_against, "all": sign.siblings}
        yield Said(
            msg(
                "Figures: correlation with the index without the indicator {r} (units: {n}); it goes against {against} "
                "of its {all} siblings."
            ),
            told_r,
        )


def _numbers(sign: Sign, weight: float) -> dict[str, float | str]:
    return {
        "sureness": sign.sureness or "",
        "words": sign.words,
        "goals": sign.goals,
        "figures": sign.figures,
        "word": sign.word.word.en if sign.word else "",
        "r_index": sign.r_index,
        "r_parent": sign.r_parent,
        "n": sign.n,
        "siblings_against": sign.siblings_against,
        "siblings": sign.siblings,
        "weight": weight,
    }
