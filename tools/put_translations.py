"""Enters translations of the pages' texts; safe while others do the same.

    python -m tools.put_translations FILE.json     {"English text": {"kk": "...", "ru": "..."}}

A text with a plural takes a list of forms a language: two in Kazakh, three in Russian. A text with a context is written
"context|text". New texts are looked up in the sources first, then among those of Django and allauth; a text that nobody
asks for is named and left out.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel.messages.pofile import normalize

from tools.messages import Asked
from tools.translations import PLURALS, Key, alone, append, key_of, known_to_libraries, update, web_catalogue

Given = Mapping[str, Mapping[str, str | Sequence[str]]]


def put(given: Given, language: str) -> list[str]:
    """Write the translations of one language into its catalogue; the texts that the catalogue does not hold."""
    path = web_catalogue(language)
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    places = {_name(key_of(block, language)): number for number, block in enumerate(blocks)}
    unknown = []
    for english, translations in given.items():
        if english not in places:
            unknown.append(english)
            continue
        block = blocks[places[english]]
        ending = "\n" if block.endswith("\n") else ""
        kept = block[: block.index("\nmsgstr")]
        blocks[places[english]] = "\n".join([kept, *_lines(translations[language])]) + ending
    path.write_text("\n\n".join(blocks), encoding="utf-8")
    return unknown


def _lines(translation: str | Sequence[str]) -> list[str]:
    if isinstance(translation, str):
        return [f"msgstr {normalize(translation, width=0)}"]
    return [f"msgstr[{form}] {normalize(one, width=0)}" for form, one in enumerate(translation)]


def _name(key: Key | None) -> str:
    """A text with its context before it."""
    context, text = key or (None, "")
    return text if context is None else f"{context}|{text}"


def of_libraries(given: Given) -> list[Asked]:
    """Those texts that a library asks for, which no source of ours names."""
    return [asked for key, asked in known_to_libraries().items() if _name(key) in given]


def main() -> None:
    given: Given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with alone():
        update()
        for language in PLURALS:
            append(web_catalogue(language), language, of_libraries(given))
        unknown = {text for language in PLURALS for text in put(given, language)}
    for text in sorted(unknown):
        print(f"No source asks for {text!r}.")
    print(f"{len(given) - len(unknown)} texts entered.")
    sys.exit(1 if unknown else 0)


if __name__ == "__main__":
    main()
