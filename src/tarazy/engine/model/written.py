"""How strings stand in the text of a methodology: which are plain, which are quoted, which letters they may have.

A `str` without one of these types is a text: quoted, never empty. `form` names the kind of string for engine/load,
which explains it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

# Plain. Named by meaning, never reused: nodes, variables, units of measure, bands, children, keys of weights.
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", extra={"form": "id"})]
# Plain. `place/name`.
MethodologyId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$", extra={"form": "methodology"})]
# Plain. Ids of units, kinds, peer groups: KZ-47, oblast.
Word = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", extra={"form": "word"})]
# Plain. A variable of the observatory; a published score is one too: place/name:node.
ObservedId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_/:-]*$", extra={"form": "observed"})]
# Plain. 2023, 2023-Q1, 2023-07, 2022/2024.
Period = Annotated[
    str,
    Meta(pattern=r"^[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2])|/[0-9]{4})?$", extra={"form": "period"}),
]
# Plain. Why a node has no score: missing, excluded:<decision>.
ReasonWord = Annotated[
    str,
    Meta(
        pattern=r"^(not_applicable|missing|below_coverage|no_total|gate:[a-z][a-z0-9_]*|excluded:.+)$",
        extra={"form": "reason"},
    ),
]
# Plain. A code of SDMX's CL_OBS_STATUS, or L or X; without the key, a normal value.
Status = Annotated[str, Meta(pattern=r"^[A-Z]$", extra={"form": "status"})]
# Plain. What a unit of measure equals: 0.01, 1000 * tenge, tenge / person.
Equals = Annotated[str, Meta(pattern=r"^[0-9a-z(]", extra={"form": "equals"})]
# Plain. Who says so.
Series = Literal[
    "statistics", "self-report", "verified", "independent", "survey", "register", "target", "decision", "score",
]  # fmt: skip
# Quoted, since 2024.10 would read as the number 2024.1. Also the name of the version's folder.
Version = Annotated[str, Meta(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]*$", extra={"form": "version"})]
# Quoted, and may be "": the total.
Breakdown = Annotated[str, Meta(min_length=0, extra={"form": "breakdown"})]

if TYPE_CHECKING:
    from tarazy.engine.model.formula import Formula

    FormulaText = Formula
else:
    # Plain in the text; what is read of it is a Formula.
    FormulaText = Annotated[str, Meta(extra={"form": "formula"})]
