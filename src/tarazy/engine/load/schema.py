"""The JSON Schema of a methodology's files, for authors' editors: made from the same forms by which the files are read.

    python -m tarazy.engine.load.schema > docs/manual/methodology.schema.json

It knows keys, types and letters. What only the whole text shows (quotes, the tree, names, weights) is found by
`tarazy methodology check`.
"""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec

from tarazy.engine import steps
from tarazy.engine.load.forms import forms
from tarazy.engine.load.key_help import with_help

_METHODS: Final = "tarazy.engine.steps."
_MODEL: Final = "tarazy.engine.model."
_PLAIN_NUMBER_TOO: Final = ("^[0-9]{4}", "^[A-Za-z0-9]")
_PLAIN_PRODUCT: Final = "^[0-9a-z(]"


def json_schema() -> dict[str, Any]:
    """One schema for all four kinds of files; which one a file is, its first key says."""
    form = forms()
    kinds = {
        "methodology": form.methodology,
        "units_of_measure": form.variables,
        "indicator": form.indicator,
        "case": form.case,
    }
    references, definitions = msgspec.json.schema_components(list(kinds.values()), ref_template="#/$defs/{name}")
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a methodology of Tarazy",
        "type": "object",
        "anyOf": [{"required": [key]} for key in kinds],
        "allOf": [
            {"if": {"required": [key]}, "then": reference} for key, reference in zip(kinds, references, strict=True)
        ],
        "$defs": {_short(name): one for name, one in definitions.items()},
    }
    schema: dict[str, Any] = _strict(whole)
    modules = {f"{step}.{name}": module for step in steps.ORDER for name, module in steps.methods(step).items()}
    for name, definition in schema["$defs"].items():
        with_help(name, definition, modules.get(name))
    return schema


def _short(name: str) -> str:
    """`normalise.goalposts` for the parameters of a method; `uncertainty.Weights` where two are called the same."""
    name = name.removeprefix(_MODEL)
    return name.removeprefix(_METHODS).removesuffix(".Parameters") if name.startswith(_METHODS) else name


def _strict(part: Any) -> Any:
    """The same schema with the format's own rules: nothing is null or empty, no default is hidden."""
    if isinstance(part, list):
        return [_strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _strict(one) for key, one in part.items() if key not in ("default", "discriminator")}
    if "anyOf" in kept:
        kept["anyOf"] = [one for one in kept["anyOf"] if one != {"type": "null"}]
        if len(kept["anyOf"]) == 1:
            kept |= kept.pop("anyOf")[0]
    if isinstance(kept.get("$ref"), str):
        prefix, _, name = kept["$ref"].rpartition("/")
        kept["$ref"] = f"{prefix}/{_short(name)}"
    if kept.get("title") == "Parameters":
        del kept["title"]
    if kept.get("type") == "array":
        kept.setdefault("minItems", 1)
    if kept.get("type") == "string":
        _strict_string(kept)
    return kept


def _strict_string(kept: dict[str, Any]) -> None:
    if str(kept.get("pattern", "")).startswith(_PLAIN_NUMBER_TOO):
        # 2023 and a unit called 398 are written plain, and an editor takes them for numbers.
        kept["type"] = ["string", "integer"]
    elif kept.get("pattern") == _PLAIN_PRODUCT:
        # 0.01 is what a percent equals, and an editor takes it for a number.
        kept["type"] = ["string", "number"]
    elif not {"pattern", "minLength", "format"} & set(kept):
        kept["pattern"] = r"\S"


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
