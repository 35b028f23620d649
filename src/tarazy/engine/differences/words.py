"""What changed between two methodologies, in words: for the command line and for pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import msgspec

from tarazy.engine.checks.all_checks import CHECKS
from tarazy.engine.differences import varied
from tarazy.engine.differences.found import Change, Of
from tarazy.engine.differences.touched import first_period, kinds_affected
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.parameters import Parameters
from tarazy.engine.model.text import Text
from tarazy.engine.steps import ORDER, TITLES, methods
from tarazy.engine.words import LANGUAGES, SOURCE_LANGUAGE, in_words, msg, say

_ADDED: Final = {
    "node": msg("Added: {what}, under {parent}."),
    "variable": msg("Added: the variable {what}."),
    "unit_of_measure": msg("Added: the unit of measure {what}."),
    "check": msg("Added: the check {what}."),
    "case": msg("Added: the worked example {what}."),
}
_REMOVED: Final = {
    "node": msg("Removed: {what}, which was under {parent}."),
    "variable": msg("Removed: the variable {what}."),
    "unit_of_measure": msg("Removed: the unit of measure {what}."),
    "check": msg("Removed: the check {what}."),
    "case": msg("Removed: the worked example {what}."),
}
_HEADS: Final = {
    "methodology": msg("The whole index"),
    "node": msg("Part of the index: {what}"),
    "variable": msg("Variable: {what}"),
    "unit_of_measure": msg("Unit of measure: {what}"),
    "check": msg("Check: {what}"),
}


# What a methodology can state that it is checked: the checks of sheets, and what is looked at over all bodies.
CHECK_TITLES: Final = {
    **{module.CHECK.id: module.CHECK.title for module in CHECKS},
    "bunching": msg("Values just above a threshold"),
}


@dataclass(frozen=True)
class Wording:
    """How a reader is told. Keys, words to choose from and kinds of units go by what the text writes, so that an author
    finds them there, unless other names are given; so do the ids in brackets.

    `key`: of a key and the method whose it is (`step.method`, empty outside of methods). `choice`: of a word, its key
    and the method.
    """

    lang: str
    key: Callable[[str, str], str] = lambda key, method: key
    choice: Callable[[str, str, str], str] = lambda word, key, method: word
    kind: Callable[[str], str] = str
    with_ids: bool = True

    def say(self, text: str, **said: str) -> str:
        return say(text, self.lang, said)

    def named(self, title: str, id: str) -> str:
        return f"{title} ({id})" if self.with_ids else title


@dataclass(frozen=True)
class Told:
    """What changed of one thing. `head` names it, or says that it is new or gone; then there are no lines."""

    of: Of
    id: str
    head: str
    lines: tuple[str, ...] = ()


def told(old: Methodology, new: Methodology, changes: Iterable[Change], wording: Wording) -> Iterator[Told]:
    """Every change, those of one thing below its name."""
    for (of, id), group in groupby(changes, key=lambda change: (change.of, change.id)):
        alike = list(group)
        if not alike[0].path:
            yield Told(of, id, _whole(old, new, alike[0], wording))
            continue
        head = wording.say(_HEADS[of], what=_called(new, of, id, wording))
        yield Told(of, id, head, tuple(_line(old, new, change, wording) for change in alike))


def _whole(old: Methodology, new: Methodology, change: Change, wording: Wording) -> str:
    """A thing that is new, gone, or (a worked example) written otherwise."""
    if change.before is not None and change.after is not None:
        what = _called(new, change.of, change.id, wording)
        return wording.say(msg("Written otherwise: the worked example {what}."), what=what)
    holder, texts = (new, _ADDED) if change.before is None else (old, _REMOVED)
    parent = holder.parents.get(change.id, "") if change.of == "node" else ""
    return wording.say(
        texts[change.of],
        what=_called(holder, change.of, change.id, wording),
        parent=_called(holder, "node", parent, wording) if parent else "",
    )


def _called(methodology: Methodology, of: str, id: str, wording: Wording) -> str:
    """A thing by its title and its id."""
    if of == "check":
        return wording.named(_check_called(methodology, id, wording), id)
    things: dict[str, Mapping[str, Any]] = {
        "node": methodology.nodes,
        "variable": methodology.variables_by_name,
        "unit_of_measure": methodology.units_of_measure_by_id,
        "case": {case.case: case for case in methodology.cases},
    }
    return wording.named(things[of][id].title.in_language(wording.lang), id) if of in things else ""


def _check_called(methodology: Methodology, id: str, wording: Wording) -> str:
    """A check by its own title and those of the variables that it is about."""
    check, *words = id.split()
    titles = methodology.variables_by_name
    about = ", ".join(titles[word].title.in_language(wording.lang) for word in words if word in titles)
    title = wording.say(CHECK_TITLES[check])
    return f"{title}: {about}" if about else title


def _line(old: Methodology, new: Methodology, change: Change, wording: Wording) -> str:
    if change.of == "node" and change.path == ("parent",):
        before, after = _called(old, "node", change.before, wording), _called(new, "node", change.after, wording)
        return wording.say(msg("Moved from {before} to {after}."), before=before, after=after)
    method = _method_of(old, new, change)
    what = _path_in_words(old, new, change, method, wording)
    lang = _language_that_differs(change, wording.lang)
    if lang != wording.lang:
        what = f"{what} › {lang}"
    values = _Values(wording, lang, method)
    key = change.path[-1]
    if change.before is None:
        return wording.say(msg("{what}: added: {after}"), what=what, after=values.said(change.after, key))
    if change.after is None:
        return wording.say(msg("{what}: taken out, was: {before}"), what=what, before=values.said(change.before, key))
    before, after = values.said(change.before, key), values.said(change.after, key)
    return wording.say(msg("{what}: {before} → {after}"), what=what, before=before, after=after)


def _method_of(old: Methodology, new: Methodology, change: Change) -> str:
    """The method within which something changed, as `step.method`; only the step where the method itself is another;
    empty outside of methods."""
    step, *keys = change.path
    if varied.step_of(change.path):
        return varied.method_of(change.path, new, old)
    if step not in TITLES:
        return ""
    for methodology in (new, old):
        given = methodology.nodes[change.id].methods if change.id in methodology.nodes else methodology.methods
        if isinstance(given.get(step), Parameters) and keys:
            return f"{step}.{given[step].method}"  # type: ignore[union-attr]
        if isinstance(given.get(step), tuple) and len(keys) > 1:
            return f"{step}.{keys[0].split()[0]}"
    return step


def _path_in_words(old: Methodology, new: Methodology, change: Change, method: str, wording: Wording) -> str:
    """The step by its name; then its keys; then since when."""
    titles = varied.titles(change.path, new, old)
    step_at = varied.STEP if varied.step_of(change.path) else 0
    named = []
    for place, key in enumerate(change.path):
        if place == step_at and key in TITLES:
            named.append(wording.say(TITLES[key]))
        elif place in titles:
            named.append(wording.named(titles[place].in_language(wording.lang), key))
        else:
            named.append(wording.key(key, method if place else ""))
    path = " › ".join(named)
    if change.since is None or change.since.isoformat() in change.path[1:]:
        return path
    return wording.say(msg("{path} (from {day} on)"), path=path, day=change.since.isoformat())


def _language_that_differs(change: Change, lang: str) -> str:
    """The reader's language, or, where a text is changed only in others, the first of these."""
    if not isinstance(change.before, Text) or not isinstance(change.after, Text):
        return lang
    texts = change.before, change.after
    differing = [other for other in LANGUAGES if texts[0].in_language(other) != texts[1].in_language(other)]
    return lang if lang in differing else differing[0]


@dataclass(frozen=True)
class _Values:
    """Numbers, texts, lists and whole methods as a reader has them. `lang`: that in which texts are shown."""

    wording: Wording
    lang: str
    method: str

    def said(self, value: Any, key: str) -> str:
        match value:
            case bool():
                return self.wording.choice("true" if value else "false", key, self.method)
            case int() | float():
                return in_words(value, self.lang)
            case datetime.date():
                return value.isoformat()
            case Text():
                return self._quoted(value.in_language(self.lang))
            case Parameters():
                return self._method(value)
            case msgspec.Struct():
                return self._fields(value)
            case Mapping():
                names = (self._key(name) for name in value)
                return ", ".join(
                    f"{name} {self.said(one, key)}" for name, one in zip(names, value.values(), strict=True)
                )
            case () | []:
                return "—"
            case tuple() | list():
                return "; ".join(self.said(one, key) for one in value)
        text = self.wording.choice(str(value), key, self.method)
        return self._quoted(text) if " " in str(value) else text

    def _key(self, name: str) -> str:
        """A key of a mapping; of the methods of a choice, the step by its name."""
        is_step = not self.method and name in TITLES
        return self.wording.say(TITLES[name]) if is_step else self.wording.key(name, self.method)

    def _quoted(self, text: str) -> str:
        opening, closing = ("“", "”") if self.wording.lang == SOURCE_LANGUAGE else ("«", "»")
        return f"{opening}{' '.join(text.split())}{closing}"

    def _method(self, parameters: Parameters) -> str:
        of = ((step, one) for step in ORDER for one in methods(step).values() if type(parameters) is one.Parameters)
        step, module = next(of)
        title = self.wording.named(self.wording.say(module.TITLE), parameters.method)
        numbers = _Values(self.wording, self.lang, f"{step}.{parameters.method}")._fields(parameters)
        return f"{title}: {numbers}" if numbers else title

    def _fields(self, struct: msgspec.Struct) -> str:
        """What is given, each after its key; what has keys of its own in brackets."""
        said = []
        tag = struct.__struct_config__.tag_field
        if tag is not None and not isinstance(struct, Parameters):
            which = self.wording.choice(str(struct.__struct_config__.tag), tag, self.method)
            said.append(f"{self.wording.key(tag, self.method)} {which}")
        for field in varied.told_of(struct):
            value = getattr(struct, field.name)
            if value is not None and value not in ((), {}):
                rows = value if isinstance(value, tuple) else (value,)
                is_nested = any(isinstance(row, msgspec.Struct | Mapping) and not isinstance(row, Text) for row in rows)
                name, words = self.wording.key(field.encode_name, self.method), self.said(value, field.encode_name)
                said.append(f"{name} ({words})" if is_nested else f"{name} {words}")
        return ", ".join(said)


def reach_in_words(old: Methodology, new: Methodology, changes: Sequence[Change], wording: Wording) -> Iterator[str]:
    """Whether scores may change, from which period on, and whose."""
    if not changes:
        yield wording.say(
            msg("The two texts are the same.")
            if old.files == new.files
            else msg("Both say the same: only remarks, notes, spaces or the order of what is written differ.")
        )
        return
    begins = first_period(new, changes)
    if begins is None:
        yield wording.say(msg("No score changes by this: only what people read, or which periods are assessed."))
        return
    yield wording.say(msg("Scores may change from the period {period} on."), period=begins)
    kinds = kinds_affected(old, new, changes)
    if kinds == "any":
        yield wording.say(msg("Affected: units of any kind."))
    else:
        named = ", ".join(wording.kind(kind) for kind in sorted(kinds))
        yield wording.say(msg("Affected, by kind: {kinds}."), kinds=named or "—")
    yield wording.say(msg("Others may move with them, where a score or a rank compares units with each other."))
