"""Facts of a methodology and an examination that frameworks ask for, each as a requirement with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tarazy.engine.model.methodology import INDEX, Indicator
from tarazy.engine.model.methods import each
from tarazy.engine.robustness.examination.material import Material
from tarazy.engine.robustness.examination.said import Answer, Finding, Requirement, Said, Told
from tarazy.engine.steps import methods
from tarazy.engine.words import msg


def answer_of(count: int, total: int) -> Answer:
    """met: all; not: none; else partly.

    >>> answer_of(3, 3), answer_of(1, 3), answer_of(0, 3)
    ('met', 'partly', 'not')
    """
    return "met" if total and count == total else "partly" if count else "not"


def found_of(findings: Sequence[Finding], kinds: Collection[str]) -> list[Finding]:
    return [finding for finding in findings if finding.kind.id in kinds]


def without_findings(
    name: str, findings: Sequence[Finding], kinds: Collection[str], judged: bool = True
) -> Requirement:
    """Met where none of the kinds is found, not where something grave is. `judged` False: too few units to say."""
    if not judged:
        return Requirement(name, "not_assessed", Said(msg("Too few units have a score; needed: at least 20.")))
    found = found_of(findings, kinds)
    if not found:
        return Requirement(name, "met", Said(msg("Examined; nothing found.")))
    grave = any(finding.gravity == "grave" for finding in found)
    told: Told = {"count": len(found), "first": Said(found[0].kind.title)}
    return Requirement(name, "not" if grave else "partly", Said(msg("Findings: {count}, the first: {first}."), told))


def definitions(material: Material, name: str) -> Requirement:
    nodes = [node for id, node in material.methodology.nodes.items() if id != INDEX]
    defined = sum(node.definition is not None for node in nodes)
    told: Told = {"defined": defined, "all": len(nodes)}
    evidence = Said(msg("Dimensions and indicators with a definition: {defined} of {all}."), told)
    return Requirement(name, answer_of(defined, len(nodes)), evidence)


def fixed_rules(material: Material, name: str) -> Requirement:
    """Whether points are given by rules that do not depend on how the others do."""
    indicators = [node for node in material.methodology.nodes.values() if isinstance(node, Indicator)]
    fixed = sum(not _is_relative(node) for node in indicators)
    told: Told = {"fixed": fixed, "all": len(indicators)}
    evidence = Said(msg("Indicators whose points do not depend on other units: {fixed} of {all}."), told)
    return Requirement(name, answer_of(fixed, len(indicators)), evidence)


def _is_relative(indicator: Indicator) -> bool:
    return any(methods(step)[parameters.method].RELATIVE for step, parameters in each(indicator.methods))


def supporting_documents(material: Material, name: str) -> Requirement:
    variables = material.methodology.variables
    stated = sum(variable.evidence is not None for variable in variables)
    told: Told = {"stated": stated, "all": len(variables)}
    evidence = Said(msg("Variables for which a supporting document is named: {stated} of {all}."), told)
    return Requirement(name, answer_of(stated, len(variables)), evidence)


def worked_examples(material: Material, name: str) -> Requirement:
    count = len(material.methodology.cases)
    evidence = Said(msg("Worked examples in the text of the methodology: {count}."), {"count": count})
    return Requirement(name, "met" if count else "not", evidence)


def bands(material: Material, name: str) -> Requirement:
    parameters = dict(each(material.methodology.methods)).get("band")
    count = len(methods("band")[parameters.method].names(parameters)) if parameters is not None else 0
    evidence = Said(msg("Bands in which a score is read: {count}."), {"count": count})
    return Requirement(name, "met" if count >= 3 else "partly" if count else "not", evidence)


def unknown(name: str, needed: str) -> Requirement:
    """What the system cannot know. `needed`: what would show it, a marked text."""
    return Requirement(name, "not_assessed", Said(needed))
