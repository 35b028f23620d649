"""The ten steps of the Handbook on Constructing Composite Indicators (OECD/JRC 2008)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tarazy.engine.robustness.examination import limits
from tarazy.engine.robustness.examination.coverage import known_of_units
from tarazy.engine.robustness.examination.frameworks.facts import (
    bands,
    definitions,
    found_of,
    unknown,
    without_findings,
)
from tarazy.engine.robustness.examination.listing import percent
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Finding, Framework, Requirement, Said, Told
from tarazy.engine.words import msg

DATA: Final = ("low_coverage", "thin_units", "doubtful_values", "one_value")
MISSING: Final = ("imputed", "not_counted")
COHERENCE: Final = ("against_parent", "redundant_pair", "low_consistency", "several_components", "other_dimension")
POINTS: Final = ("untreated_outliers", "ceiling", "nothing_reached", "sign_error", "size_effect")
WEIGHTS: Final = ("weight_unlike_importance", "silent_indicator", "nothing_added")


def oecd_jrc(material: Material, findings: Sequence[Finding]) -> Framework:
    """Each step with what of it can be seen."""
    enough = material.scored >= limits.FEWEST_UNITS
    requirements = [
        definitions(material, msg("1. What is measured, and why")),
        _selection(material, findings),
        without_findings(msg("3. Missing data"), findings, MISSING),
        without_findings(msg("4. How the parts go together"), findings, COHERENCE, enough),
        without_findings(msg("5. Values become points"), findings, POINTS),
        without_findings(msg("6. Weights and aggregation"), findings, WEIGHTS, enough),
        _robustness(material),
        _back_to_the_data(material),
        unknown(
            msg("9. Links with other measures"),
            msg(
                "Needed: a recognised measure of the same thing from elsewhere, with which the index would be compared."
            ),
        ),
        bands(material, msg("10. Presentation")),
    ]
    about = Said(msg("The steps of the Handbook on Constructing Composite Indicators (OECD and JRC, 2008)."))
    return Framework("oecd_jrc", msg("OECD/JRC: ten steps"), about, requirements)


def _selection(material: Material, findings: Sequence[Finding]) -> Requirement:
    known, asked = known_of_units(material)
    share = float(known.sum() / max(1, asked.sum()))
    found = len(found_of(findings, DATA))
    told: Told = {"percent": percent(share), "count": found}
    evidence = Said(msg("Known of all values that apply: {percent} %; findings about the data: {count}."), told)
    if share < limits.KNOWN_OF_INDICATOR:
        return Requirement(msg("2. Choice of data"), "not", evidence)
    return Requirement(msg("2. Choice of data"), "partly" if found else "met", evidence)


def _robustness(material: Material) -> Requirement:
    name = msg("7. Uncertainty and sensitivity")
    if material.estimated.rank_low is not None:
        replicates = material.estimated.replicates
        return Requirement(name, "met", Said(msg("Intervals from {count} replicates."), {"count": replicates}))
    if material.methodology.uncertainty is not None:
        return Requirement(name, "partly", Said(msg("What may vary is stated; intervals are not computed.")))
    return Requirement(name, "not", Said(msg("Neither is it stated what may vary, nor are intervals computed.")))


def _back_to_the_data(material: Material) -> Requirement:
    leaves = [material.nodes[id].contribution is not None for id in material.indicators]
    told: Told = {"count": sum(leaves), "all": len(leaves)}
    evidence = Said(msg("Indicators whose points can be followed into the index by addition: {count} of {all}."), told)
    # Where nothing is added up, an explanation still leads from every score down to the observations.
    return Requirement(msg("8. Back to the data"), "met" if all(leaves) else "partly", evidence)
