"""`tarazy methodology diff`: what changed between two methodologies, in words."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from tarazy.cli.language import spoken, told
from tarazy.cli.parser import DONE
from tarazy.engine.words import LANGUAGES, SOURCE_LANGUAGE, Problem, ProblemsFound, in_words, msg

if TYPE_CHECKING:
    from tarazy.engine.differences import Change
    from tarazy.engine.model.methodology import Methodology

EXAMPLE: Final = "tarazy methodology diff wales/imd/2019 path/to/folder"
INDENT: Final = "  "

_ADDED: Final = {
    "node": msg("Added: {what}, under {parent}."),
    "variable": msg("Added: the variable {what}."),
    "unit_of_measure": msg("Added: the unit of measure {what}."),
    "case": msg("Added: the worked example {what}."),
}
_REMOVED: Final = {
    "node": msg("Removed: {what}, which was under {parent}."),
    "variable": msg("Removed: the variable {what}."),
    "unit_of_measure": msg("Removed: the unit of measure {what}."),
    "case": msg("Removed: the worked example {what}."),
}
_HEADS: Final = {
    "methodology": msg("The whole index"),
    "node": msg("Part of the index: {what}"),
    "variable": msg("Variable: {what}"),
    "unit_of_measure": msg("Unit of measure: {what}"),
}


def register(commands: Any) -> None:
    about = told(msg("say in words what changed between two methodologies, from when, and who is affected"))
    parser = commands.add_parser("diff", help=about, description=about, example=EXAMPLE)
    for name, metavar, help in (
        ("old", "A", msg("the earlier one: a folder, or place/name/version of a methodology that ships with Tarazy")),
        ("new", "B", msg("the later one, named in the same way")),
    ):
        parser.add_argument(name, metavar=metavar, help=told(help))
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Exit status: 0 whether or not anything changed, 1 where one of the two is refused."""
    from tarazy.engine.differences import differences

    old, new = _both(chosen.old, chosen.new)
    changes = differences(old, new)
    for line in (*_head(old, new), *_told(old, new, changes), "", *_reach(old, new, changes)):
        print(line)
    return DONE


def _both(first: str, second: str) -> tuple[Methodology, Methodology]:
    """Both methodologies; the problems of both are reported together, each below the folder that it is of."""
    from tarazy.engine.load import load_methodology

    read: list[Methodology] = []
    problems: list[Problem] = []
    for where in (first, second):
        try:
            read.append(load_methodology(where))
        except ProblemsFound as found:
            for one in found.problems:
                at = one.where if one.where == where else f"{where}: {one.where}"
                problems.append(Problem(what=one.what, where=at, why=one.why, mend=one.mend))
    if problems:
        raise ProblemsFound(problems)
    return read[0], read[1]


def _head(old: Methodology, new: Methodology) -> Iterator[str]:
    for text, methodology in ((msg("Before: {title} ({id})"), old), (msg("After: {title} ({id})"), new)):
        yield told(text, title=methodology.title.in_language(spoken()), id=methodology.id)


def _told(old: Methodology, new: Methodology, changes: Iterable[Change]) -> Iterator[str]:
    """Every change, those of one thing below its name."""
    for (of, id), group in groupby(changes, key=lambda change: (change.of, change.id)):
        alike = list(group)
        yield ""
        if not alike[0].path:
            yield _whole(old, new, alike[0])
            continue
        yield told(_HEADS[of], what=_called(new, of, id))
        for change in alike:
            yield INDENT + _line(old, new, change)


def _whole(old: Methodology, new: Methodology, change: Change) -> str:
    """A thing that is new, gone, or (a worked example) written otherwise."""
    if change.before is not None and change.after is not None:
        return told(msg("Written otherwise: the worked example {what}."), what=_called(new, change.of, change.id))
    holder, texts = (new, _ADDED) if change.before is None else (old, _REMOVED)
    parent = holder.parents.get(change.id, "") if change.of == "node" else ""
    return told(
        texts[change.of],
        what=_called(holder, change.of, change.id),
        parent=_called(holder, "node", parent) if parent else "",
    )


def _called(methodology: Methodology, of: str, id: str) -> str:
    """A thing by its title and its id."""
    things: dict[str, Mapping[str, Any]] = {
        "node": methodology.nodes,
        "variable": methodology.variables_by_name,
        "unit_of_measure": methodology.units_of_measure_by_id,
        "case": {case.case: case for case in methodology.cases},
    }
    return f"{things[of][id].title.in_language(spoken())} ({id})" if of in things else ""


def _line(old: Methodology, new: Methodology, change: Change) -> str:
    if change.of == "node" and change.path == ("parent",):
        parents = _called(old, "node", change.before), _called(new, "node", change.after)
        return told(msg("Moved from {before} to {after}."), before=parents[0], after=parents[1])
    what = _path_in_words(change)
    lang = _language_that_differs(change)
    if lang != spoken():
        what = f"{what} › {lang}"
    before, after = (None if one is None else value_in_words(one, lang) for one in (change.before, change.after))
    if before is None:
        return told(msg("{what}: added: {after}"), what=what, after=after or "")
    if after is None:
        return told(msg("{what}: taken out, was: {before}"), what=what, before=before)
    return told(msg("{what}: {before} → {after}"), what=what, before=before, after=after)


def _path_in_words(change: Change) -> str:
    """The step by its name; keys as the text writes them, so that they are found there; then since when."""
    from tarazy.engine.steps import TITLES

    step, *keys = change.path
    words = [told(TITLES[step])] if step in TITLES else [step]
    path = " › ".join([*words, *keys])
    if change.since is None or change.since.isoformat() in keys:
        return path
    return told(msg("{path} (from {day} on)"), path=path, day=change.since.isoformat())


def _language_that_differs(change: Change) -> str:
    """The language of this process, or, where a text is changed only in others, the first of these."""
    from tarazy.engine.model.text import Text

    if not isinstance(change.before, Text) or not isinstance(change.after, Text):
        return spoken()
    texts = change.before, change.after
    differing = [lang for lang in LANGUAGES if texts[0].in_language(lang) != texts[1].in_language(lang)]
    return spoken() if spoken() in differing else differing[0]


def value_in_words(value: Any, lang: str) -> str:
    """A number, a text, a list or a whole method as a reader of the language has it."""
    import msgspec

    from tarazy.engine.model.parameters import Parameters
    from tarazy.engine.model.text import Text

    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return in_words(value, lang)
        case datetime.date():
            return value.isoformat()
        case Text():
            return _quoted(value.in_language(lang))
        case Parameters():
            return _method_in_words(value, lang)
        case msgspec.Struct():
            return _fields_in_words(value, lang)
        case Mapping():
            return ", ".join(f"{key} {value_in_words(one, lang)}" for key, one in value.items())
        case tuple() | list():
            return "; ".join(value_in_words(one, lang) for one in value)
    text = str(value)
    return _quoted(text) if " " in text else text


def _quoted(text: str) -> str:
    opening, closing = ("“", "”") if spoken() == SOURCE_LANGUAGE else ("«", "»")
    return f"{opening}{' '.join(text.split())}{closing}"


def _method_in_words(parameters: Any, lang: str) -> str:
    from tarazy.engine.steps import ORDER, methods

    titles = (one.TITLE for step in ORDER for one in methods(step).values() if type(parameters) is one.Parameters)
    numbers = _fields_in_words(parameters, lang)
    named = f"{told(next(titles))} ({parameters.method})"
    return f"{named}: {numbers}" if numbers else named


def _fields_in_words(struct: Any, lang: str) -> str:
    """What is given, each after its key; what has keys of its own in brackets."""
    import msgspec

    from tarazy.engine.model.text import Text

    said = []
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if value is not None and value != ():
            rows = value if isinstance(value, tuple) else (value,)
            is_nested = any(isinstance(row, msgspec.Struct | Mapping) and not isinstance(row, Text) for row in rows)
            words = value_in_words(value, lang)
            said.append(f"{field.encode_name} ({words})" if is_nested else f"{field.encode_name} {words}")
    return ", ".join(said)


def _reach(old: Methodology, new: Methodology, changes: tuple[Change, ...]) -> Iterator[str]:
    """Whether scores may change, from which period on, and whose."""
    from tarazy.engine.differences import first_period, kinds_affected

    if not changes:
        yield told(
            msg("The two texts are the same.")
            if old.files == new.files
            else msg("Both say the same: only remarks, notes, spaces or the order of what is written differ.")
        )
        return
    begins = first_period(new, changes)
    if begins is None:
        yield told(msg("No score changes by this: only what people read, or which periods are assessed."))
        return
    yield told(msg("Scores may change from the period {period} on."), period=begins)
    kinds = kinds_affected(old, new, changes)
    if kinds == "any":
        yield told(msg("Affected: units of any kind."))
    else:
        yield told(msg("Affected, by kind: {kinds}."), kinds=", ".join(sorted(kinds)) or "—")
    yield told(msg("Others may move with them, where a score or a rank compares units with each other."))
