"""A tree of nodes -> the values of a struct, part by part, so that one wrong part hides no other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from tarazy.engine.checks.look_alikes import look_alikes
from tarazy.engine.checks.nearest import nearest
from tarazy.engine.load import meant
from tarazy.engine.load.cells import listed
from tarazy.engine.load.characters import invisible
from tarazy.engine.load.meant import NUMBER
from tarazy.engine.load.nodes import Broken, Mapping, Node, Scalar, Sequence, locate
from tarazy.engine.load.numbers import WRITE
from tarazy.engine.load.report import Place, Report, shortened
from tarazy.engine.load.scalars import no_value, read_scalar
from tarazy.engine.load.strings import BAD, Bad
from tarazy.engine.model.text import Text
from tarazy.engine.words import LANGUAGES, msg


@dataclass(frozen=True)
class Part:
    """What could be read of a struct: by the text's keys, without those that were left out or refused.

    `whole`: nothing in it was refused, so that the struct can be built.
    """

    struct: type[msgspec.Struct]
    node: Mapping
    values: dict[str, Any]
    whole: bool

    def get(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    def place(self, *path: str | int) -> Place:
        return locate(self.node, path)


def built(value: Any) -> Any:
    """The struct of a part that was read without a problem, with all its inner parts."""
    if isinstance(value, Part):
        names = _names(value.struct)
        return value.struct(**{names[key]: built(inner) for key, inner in value.values.items()})
    if isinstance(value, tuple):
        return tuple(built(item) for item in value)
    if isinstance(value, dict):
        return {key: built(inner) for key, inner in value.items()}
    return value


@cache
def _names(struct: type[msgspec.Struct]) -> dict[str, str]:
    """The name of each field by the key that stands in the text."""
    return {one.encode_name: one.name for one in msgspec.structs.fields(struct)}


def read_struct(node: Node | None, struct: type[msgspec.Struct], key: str, report: Report) -> Part | None:
    """The part that a node says, or None if it says no such struct at all."""
    if node is None:
        return None
    part = _Reader(report).value(node, _form_of(struct), "", key)
    return part if isinstance(part, Part) else None


@cache
def _form_of(struct: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(struct)


class _Reader:
    def __init__(self, report: Report) -> None:
        self.report = report
        self.broken = 0  # parts that were refused before this reader came to them

    def value(self, node: Node, type_: inspect.Type, form: str, key: str) -> Any:
        """A value, a tuple, a dict, a Part; BAD if it was refused."""
        if isinstance(node, Broken):
            self.broken += 1
            return BAD
        if isinstance(type_, inspect.Metadata):
            return self.value(node, type_.type, (type_.extra or {}).get("form", form), key)
        node = listed(node, type_)
        if isinstance(type_, inspect.UnionType):
            return self.union(node, type_, form, key)
        match node, type_:
            case Mapping(), inspect.StructType():
                return self.struct(node, (type_,), key)
            case Mapping(), inspect.DictType():
                return self.dictionary(node, type_, key)
            case Sequence(), inspect.VarTupleType():
                return self.sequence(node, type_, key)
            case Scalar(), _ if not isinstance(type_, inspect.StructType | inspect.DictType | inspect.VarTupleType):
                return read_scalar(node, type_, form, key, self.report)
        return self.wrong_kind(node, type_, key)

    def union(self, node: Node, union: inspect.UnionType, form: str, key: str) -> Any:
        """The member of the union that has the node's shape."""
        types = [type_ for type_ in union.types if not isinstance(type_, inspect.NoneType)]
        structs = tuple(type_ for type_ in types if isinstance(type_, inspect.StructType))
        if structs and isinstance(node, Mapping):
            return self.struct(node, structs, key)
        wanted: type[Any] | tuple[type[Any], ...] = (inspect.StructType, inspect.DictType, inspect.VarTupleType)
        if isinstance(node, Sequence):
            wanted = inspect.VarTupleType
        if structs == tuple(types):
            return self.wrong_kind(node, union, key)
        for type_ in types:
            bare = type_.type if isinstance(type_, inspect.Metadata) else type_
            if isinstance(bare, wanted) != isinstance(node, Scalar):
                return self.value(node, type_, form, key)
        return self.value(node, types[0], form, key)

    def sequence(self, node: Sequence, type_: inspect.VarTupleType, key: str) -> Any:
        least = 1 if type_.min_length is None else type_.min_length
        if len(node.items) < least:
            self.report.add(
                node.place,
                msg("The list «{key}» has {count} items."),
                msg("It needs at least {least}."),
                msg("Complete the list; leave out a key that may be left out."),
                key=key,
                count=len(node.items),
                least=least,
            )
            return BAD
        return tuple(self.value(item, type_.item_type, "", key) for item in node.items)

    def dictionary(self, node: Mapping, type_: inspect.DictType, key: str) -> Any:
        """Keys that the author chooses, such as the children of weights."""
        values, before = {}, ""
        for name, (key_node, inner) in node.entries.items():
            is_rest = isinstance(inner, Scalar) and inner.absent and NUMBER.fullmatch(before) and name.isdecimal()
            if node.flow and is_rest:
                self.stray_comma(key_node, before)
                continue
            before = inner.text if isinstance(inner, Scalar) and inner.plain else ""
            read_key = self.value(key_node, type_.key_type, "", key)
            if not isinstance(read_key, Bad):
                values[read_key] = self.value(inner, type_.value_type, "", name)
        return values

    def struct(self, node: Mapping, types: tuple[inspect.StructType, ...], key: str) -> Any:
        before = len(self.report.found), self.broken
        chosen = self.chosen(node, types, key)
        if chosen is None:
            return BAD
        values: dict[str, Any] = {}
        fields = {one.encode_name: one for one in chosen.fields}
        mistyped = self.unknown_keys(node, {*fields, chosen.tag_field or ""} - {""}, key)
        for name, one in fields.items():
            entry = node.entries.get(name)
            if entry is not None:
                value = self.value(entry[1], one.type, "", name)
                if not isinstance(value, Bad):
                    values[name] = value
            elif one.required and name not in mistyped:
                self.missing_key(node, chosen.cls, name, key)
        return Part(chosen.cls, node, values, whole=(len(self.report.found), self.broken) == before)

    def chosen(self, node: Mapping, types: tuple[inspect.StructType, ...], key: str) -> inspect.StructType | None:
        """The struct that the node's own tag (`method: exclude`) names."""
        tag_field = types[0].tag_field
        if tag_field is None:
            return types[0]
        by_tag = {str(type_.tag): type_ for type_ in types}
        tag = node.get(tag_field)
        if tag is None:
            self.report.add(
                node.place,
                msg("«{key}» does not say by which {tag}."),
                msg("Nothing is assumed that the text does not say. It can be: {words}."),
                msg("Add «{tag}:» with one of them."),
                key=key,
                tag=tag_field,
                words=", ".join(by_tag),
            )
            return None
        word = self.value(tag, inspect.LiteralType(tuple(sorted(by_tag))), "", tag_field)
        return None if isinstance(word, Bad) else by_tag[word]

    def unknown_keys(self, node: Mapping, known: set[str], key: str) -> set[str]:
        """Report the keys that the format does not have; the known keys that they were probably meant to be."""
        meant = set()
        before = ""
        for name, (key_node, inner) in node.entries.items():
            if name in known:
                before = inner.text if isinstance(inner, Scalar) and inner.plain else ""
                continue
            near = nearest(name, known - set(node.entries))
            meant.add(near)
            if node.flow and isinstance(inner, Scalar) and inner.absent:
                self.stray_comma(key_node, before)
            elif not self.odd_letters(key_node):
                self.report.add(
                    key_node.place,
                    msg("«{key}» has no key «{found}»."),
                    msg("It knows: {words}."),
                    msg("Did you mean «{near}»?") if near else msg("Remove the key, or correct it."),
                    key=key,
                    found=shortened(name),
                    words=", ".join(sorted(known)),
                    near=near,
                )
        return meant

    def odd_letters(self, key_node: Scalar) -> bool:
        """Report a letter of a key that nobody sees, or that is not what it looks like; whether there was one."""
        if unseen := invisible(key_node.text):
            self.report.add(
                key_node.place,
                msg("The key «{found}» has an invisible character ({code}) at position {position}."),
                msg("Nobody sees it, and with it this is another word."),
                msg("Delete it; write ordinary spaces only."),
                found=shortened(key_node.text),
                code=unseen[0],
                position=unseen[1],
            )
        elif foreign := look_alikes(key_node.text):
            self.report.add(
                key_node.place,
                msg("The key «{found}» has the letter «{letter}» at position {position}, which is not Latin."),
                msg("It looks like a Latin letter and makes another name."),
                msg("Type the name again with the Latin keyboard."),
                found=shortened(key_node.text),
                letter=foreign[0].letter,
                position=foreign[0].position,
            )
        else:
            return False
        return True

    def stray_comma(self, key_node: Scalar, before: str) -> None:
        """`before`: the plain value that the comma ends."""
        if NUMBER.fullmatch(before) and key_node.text.isdecimal():
            self.report.add(
                key_node.place,
                msg("The comma in «{found}» ends the number and makes «{key}» a key of its own."),
                msg("In a methodology the decimal mark is a point; a comma separates values."),
                WRITE,
                found=f"{before},{key_node.text}",
                key=key_node.text,
                better=f"{before}.{key_node.text}",
            )
            return
        self.report.add(
            key_node.place,
            msg("A comma in a text without quotes makes «{found}» a key of its own, without a value."),
            msg("Between braces a comma ends a value; what follows is read as the next key."),
            msg("Put the whole text into quotes."),
            found=shortened(key_node.text),
        )

    def missing_key(self, node: Mapping, struct: type[msgspec.Struct], name: str, key: str) -> None:
        if struct is Text and name in LANGUAGES:
            self.report.add(
                node.place,
                msg("The text of «{key}» is missing in one language: {found}."),
                msg("Kazakh, Russian and English are equal; every text has all three."),
                msg('Add «{found}: "…"», with the text between the quotes.'),
                key=key,
                found=name,
            )
            return
        self.report.add(
            node.place,
            msg("«{key}» has no «{found}»."),
            msg("Nothing is assumed that the text does not say."),
            msg("Add «{found}: {example}»."),
            key=key,
            found=name,
            example=meant.example(meant.type_of(struct, name)),
        )

    def wrong_kind(self, node: Node, type_: inspect.Type, key: str) -> Bad:
        if isinstance(node, Scalar) and node.absent:
            return no_value(node, type_, "", key, self.report)
        example = meant.example(type_)
        if isinstance(type_, inspect.VarTupleType):
            what = msg("«{key}» is not a list.")
            example = f"[{node.text}]" if isinstance(node, Scalar) and node.plain else example
        elif isinstance(type_, inspect.StructType | inspect.DictType | inspect.UnionType):
            what = msg("«{key}» is not a group of keys.")
            if isinstance(node, Scalar) and node.text in meant.tags(type_):
                example = f"{{{meant.tag_field(type_)}: {node.text}}}"
        else:
            what = msg("«{key}» is a list or a group of keys where one value belongs.")
        why, mend = msg("The format says of what kind each part is."), msg("Write «{key}: {example}».")
        self.report.add(node.place, what, why, mend, key=key, example=example)
        return BAD
