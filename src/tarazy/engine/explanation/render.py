"""An explanation as plain text, for a terminal or a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tarazy.engine.explanation.model import Change, Explained, Input, NodeExplained, Taken
from tarazy.engine.model.methodology import INDEX
from tarazy.engine.words import in_words, msg, say, with_decimals

INDENT = "  "
CHANGES_SHOWN = 5
# Why an observation has no value, by its status.
WITHOUT_VALUE = {
    "M": msg("cannot exist"),
    "O": msg("missing"),
    "L": msg("exists, but was not collected"),
    "Q": msg("suppressed"),
    "X": msg("excluded by a decision"),
}


def in_language(explanation: Explained, lang: str) -> str:
    """The whole explanation in `kk`, `ru` or `en`: the score, the walk to the observations, what would change it."""
    lines = [
        *_head(explanation, lang),
        "",
        *_node(explanation, explanation.tree, lang, 0),
        "",
        *_changes(explanation, lang),
    ]
    return "\n".join(lines).rstrip() + "\n"


def points(explanation: Explained, number: float | None, lang: str) -> str:
    """A number of points with the decimals that the methodology shows."""
    return "–" if number is None else with_decimals(number, explanation.decimals, lang)


def short(number: float | None, lang: str) -> str:
    """A number that is not a score, to six significant digits."""
    return "–" if number is None else in_words(float(f"{number:.6g}"), lang)


def _head(explanation: Explained, lang: str) -> Iterator[str]:
    tree = explanation.tree
    name = explanation.unit_name.in_language(lang) if explanation.unit_name else explanation.unit
    yield f"{name} ({explanation.unit}), {explanation.period}"
    title, hash = explanation.methodology_title.in_language(lang), explanation.methodology_hash[:12]
    yield f"{title}, {explanation.methodology}/{explanation.version} (SHA-256 {hash}…)"
    if explanation.standing == "illustration":
        yield say(msg("This is an illustration, not an official assessment."), lang)
    if explanation.node != INDEX:
        yield say(msg("Explained here: {title}."), lang, {"title": tree.title.in_language(lang)})
    if tree.score is None:
        yield say(msg("No score. Why: {reason}."), lang, {"reason": reason_in_words(tree.reason, lang)})
        return
    said = {
        "score": points(explanation, tree.score, lang),
        "best": points(explanation, tree.best, lang),
        "lost": points(explanation, tree.points_lost, lang),
        "not_counted": short(100 * tree.share_not_counted, lang),
    }
    yield say(
        msg("Score {score}; the best possible is {best}; points lost {lost}; not counted {not_counted} %."), lang, said
    )
    if tree.share_imputed:
        imputed = short(100 * tree.share_imputed, lang)
        yield say(msg("Of the weight, {imputed} % stands on values that were filled in."), lang, {"imputed": imputed})
    if tree.rank is not None:
        yield say(msg("Place {rank} of {count}."), lang, {"rank": tree.rank, "count": explanation.ranked_units})
    if tree.band is not None:
        yield say(msg("Band: {band}."), lang, {"band": explanation.bands[tree.band].in_language(lang)})


def reason_in_words(reason: str, lang: str) -> str:
    """Why there is no score, as a reader says it."""
    match reason.split(":", 1):
        case ["not_applicable"]:
            return say(msg("not applicable"), lang)
        case ["missing"]:
            return say(msg("no data"), lang)
        case ["below_coverage"]:
            return say(msg("too much of it has no data"), lang)
        case ["no_total"]:
            return say(msg("no total is made here"), lang)
        case ["excluded", source]:
            return say(msg("excluded by the decision {source}"), lang, {"source": source})
        case ["gate", gate]:
            return say(msg("the gate {gate} was not passed"), lang, {"gate": gate})
        case _:
            return reason


def _node(explanation: Explained, node: NodeExplained, lang: str, depth: int) -> Iterator[str]:
    pad = INDENT * depth
    yield pad + _title_line(explanation, node, lang)
    for given in node.inputs:
        yield pad + INDENT + _input_line(given, lang)
    for step in node.steps:
        yield pad + INDENT + say(step.text, lang, _said(explanation, step, node, lang))
        if step.note is not None:
            yield pad + INDENT + step.note.in_language(lang)
    for child in node.children:
        yield from _node(explanation, child, lang, depth + 1)


def _said(explanation: Explained, step: Taken, node: NodeExplained, lang: str) -> dict[str, float | int | str]:
    """A step's numbers as a reader wants them: in few digits, a node or a band by its title."""
    titles = {id: title.in_language(lang) for id, title in node.titles.items()}
    bands = {band: title.in_language(lang) for band, title in explanation.bands.items()}
    texts = {name: of for name, of in step.numbers.items() if isinstance(of, str)}
    numbers = {name: of for name, of in step.numbers.items() if not isinstance(of, str)}
    named = {name: (bands if name == "band" else titles).get(text, text) for name, text in texts.items()}
    return {**_in_few_digits(numbers), **named}


def _in_few_digits(numbers: Mapping[str, float | int]) -> dict[str, float | int]:
    """Six significant digits, but all of them where two different numbers would otherwise look the same: 29.9999995
    lies below 30.
    """
    few = {name: float(f"{of:.6g}") if isinstance(of, float) else of for name, of in numbers.items()}
    alike = {name for name in few for other in few if few[name] == few[other] and numbers[name] != numbers[other]}
    return {name: numbers[name] if name in alike else few[name] for name in few}


def _title_line(explanation: Explained, node: NodeExplained, lang: str) -> str:
    title = node.title.in_language(lang) + (f" ({node.code})" if node.code else "")
    if node.score is None:
        return say(
            msg("{title}: no score ({reason})"), lang, {"title": title, "reason": reason_in_words(node.reason, lang)}
        )
    said = {"title": title, "score": points(explanation, node.score, lang)}
    if node.weight is None or node.points_lost is None:
        return say(msg("{title}: {score}"), lang, said)
    said |= {"weight": short(node.weight, lang), "lost": points(explanation, node.points_lost, lang)}
    if node.contribution is None:
        return say(msg("{title}: {score}, weight {weight}, points lost {lost}"), lang, said)
    said["contribution"] = points(explanation, node.contribution, lang)
    return say(msg("{title}: {score}, weight {weight}, brings {contribution}, points lost {lost}"), lang, said)


def _input_line(given: Input, lang: str) -> str:
    variable = f"{given.variable} {given.breakdown}".rstrip()
    said = {"title": given.title.in_language(lang), "period": given.period, "variable": variable}
    if not given.series:
        return say(msg("{title}, {period}: no observation ({variable})"), lang, said)
    said |= {"series": given.series, "source": given.source or "–"}
    if given.value is None:
        said["why"] = say(WITHOUT_VALUE[given.status], lang)
        return say(msg("{title}, {period}: no value, {why} ({variable}, {series}, source {source})"), lang, said)
    said |= {
        "value": in_words(given.value, lang),
        "unit_of_measure": given.unit_of_measure.in_language(lang),
    }
    return say(msg("{title}, {period}: {value} {unit_of_measure} ({variable}, {series}, source {source})"), lang, said)


def _changes(explanation: Explained, lang: str) -> Iterator[str]:
    if explanation.tree.score is None and not explanation.changes:
        return
    yield say(msg("What would change the result, each by itself:"), lang)
    if not explanation.changes:
        yield INDENT + say(msg("No possible change of a single value would change the place or the band."), lang)
    for title, better in ((msg("To a better place or band:"), True), (msg("To a worse place or band:"), False)):
        found = [change for change in explanation.changes if change.better is better]
        if not found:
            continue
        yield INDENT + say(title, lang)
        for change in found[:CHANGES_SHOWN]:
            yield 2 * INDENT + _change_line(explanation, change, lang)
        if len(found) > CHANGES_SHOWN:
            yield 2 * INDENT + say(msg("(and {more} larger changes)"), lang, {"more": len(found) - CHANGES_SHOWN})


def _change_line(explanation: Explained, change: Change, lang: str) -> str:
    said = {
        "title": change.title.in_language(lang),
        "value": in_words(change.value, lang),
        "needed": in_words(change.needed, lang),
        "unit_of_measure": change.unit_of_measure.in_language(lang),
    }
    if change.of == "rank":
        # A gate may take the score away, and with it the place.
        said |= {"before": change.before or "–", "after": change.after or "–"}
        return say(msg("{title} {value} → {needed} {unit_of_measure}: place {before} → {after}"), lang, said)
    said |= {"before": explanation.bands[change.before].in_language(lang)} if change.before else {"before": "–"}
    said |= {"after": explanation.bands[change.after].in_language(lang)} if change.after else {"after": "–"}
    return say(msg("{title} {value} → {needed} {unit_of_measure}: band “{before}” → “{after}”"), lang, said)
