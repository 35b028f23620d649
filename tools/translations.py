"""Translations: both catalogues, Kazakh and Russian, are complete or `make check` fails.

    python -m tools.translations check          names every message without a sound translation
    python -m tools.translations missing kk     lists what is still to be translated
    python -m tools.translations update         adds new messages to the catalogues, empty; changes nothing else
    python -m tools.translations prune          takes out of the catalogues what no source asks for any more
    python -m tools.translations compile        makes the files that Django reads

Two domains. What the engine and the command line say lies in src/tarazy/engine/locale/<name>.<language>.po and is read
as it is; what the pages say lies in src/tarazy/web/locale and is compiled. English is the language of the sources.
"""

import argparse
import contextlib
import fcntl
import importlib.util
import re
import string
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, normalize, read_po

from tools import ROOT
from tools.messages import Asked, NotAText, engine_messages, web_messages

SOURCES = ROOT / "src" / "tarazy"
LOCK = ROOT / "build" / "translations.lock"
PLURALS = {
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
"""
ENGLISH_WORD = re.compile(r"\b[a-z]{4,}\b")
PERCENT_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%([sd])")
ANY_PLACEHOLDER = re.compile(rf"{PERCENT_PLACEHOLDER.pattern}|\{{\w+\}}")

Key = tuple[str | None, str]


def engine_catalogues(language: str, sources: Path = SOURCES) -> list[Path]:
    return sorted((sources / "engine" / "locale").glob(f"*.{language}.po"))


def web_catalogue(language: str, sources: Path = SOURCES) -> Path:
    return sources / "web" / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def entries(catalogue: Catalog) -> Iterator[tuple[Key, Message]]:
    for message in catalogue:
        if message.id:
            yield (message.context, first(message.id)), message


def first(text: str | Iterable[str]) -> str:
    return text if isinstance(text, str) else next(iter(text))


def forms(text: str | Iterable[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def placeholders(text: str) -> set[str]:
    """Names in braces and after percent signs; a text that only looks like a format has none."""
    found = {match[1] or match[2] for match in PERCENT_PLACEHOLDER.finditer(text)}
    with contextlib.suppress(ValueError):
        found |= {name for _, name, _, _ in string.Formatter().parse(text) if name}
    return found


def flaws(asked: Asked, message: Message | None) -> Iterator[str]:
    """What keeps one translation from being sound."""
    translated = forms(message.string) if message else [""]
    if message is None or not all(translated):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is marked fuzzy: read it again, then remove the mark"
    if (asked.plural is not None) != (not isinstance(message.id, str)):
        yield "has a plural on one side only"
    allowed = [placeholders(text) for text in (asked.text, asked.plural) if text is not None]
    if any(placeholders(text) not in allowed for text in translated):
        yield f"has other placeholders than {sorted(allowed[-1])}"
    if asked.text in translated and ENGLISH_WORD.search(ANY_PLACEHOLDER.sub("", asked.text)):
        yield "is still in English"


@cache
def known_to_libraries() -> Mapping[Key, Asked]:
    """The texts of Django and of allauth, which our catalogues may translate anew where theirs have gaps."""
    found: dict[Key, Asked] = {}
    for library in ("django", "allauth"):
        spec = importlib.util.find_spec(library)
        assert spec is not None
        assert spec.origin is not None
        for path in sorted(Path(spec.origin).parent.rglob("locale/ru/LC_MESSAGES/django.po")):
            for key, message in entries(read(path, "ru")):
                plural = None if isinstance(message.id, str) else list(message.id)[1]
                found[key] = Asked(key[1], plural, key[0], f"{library}:0")
    return found


def shown(key: Key) -> str:
    context, text = key
    return repr(text) if context is None else f"{text!r} (context {context!r})"


def plural_problems(paths: Iterable[Path], language: str) -> Iterator[str]:
    for path in paths:
        if f'"Plural-Forms: {PLURALS[language]}\\n"' not in path.read_text(encoding="utf-8"):
            yield f"{path.name}: the header must say Plural-Forms: {PLURALS[language]}"


def domain_problems(asked: list[Asked], paths: list[Path], language: str, foreign: Set[Key]) -> Iterator[str]:
    """Every message of one domain without a sound translation, and every translation without its message."""
    found: dict[Key, Message] = {}
    wanted = {one.key: one for one in asked}
    for path in paths:
        try:
            catalogue = read(path, language)
        except PoFileError as problem:
            yield f"{language}: {path.name}: {problem}"
            continue
        for message in catalogue.obsolete.values():
            yield f"{language}: {path.name}: {first(message.id)!r} is obsolete (#~): remove it"
        for key, message in entries(catalogue):
            if key in found and found[key].string != message.string:
                yield f"{language}: {path.name}: {shown(key)} is translated otherwise in another catalogue"
            if key not in wanted and key not in foreign:
                yield f"{language}: {path.name}: {shown(key)} is asked for by no source: remove it"
            found[key] = message
    for key, one in wanted.items():
        for flaw in flaws(one, found.get(key)):
            yield f"{language}: {one.place}: {shown(key)} {flaw}"


def problems(sources: Path = SOURCES, languages: Iterable[str] = PLURALS) -> list[str]:
    try:
        engine, web = list(engine_messages(sources)), list(web_messages(sources))
    except NotAText as problem:
        return [str(problem)]
    found: list[str] = []
    foreign = known_to_libraries().keys()
    for language in languages:
        pages = [path for path in [web_catalogue(language, sources)] if path.exists()]
        engines = engine_catalogues(language, sources)
        found += plural_problems(pages, language)
        found += domain_problems(engine, engines, language, set())
        found += domain_problems(web, pages, language, foreign)
    return found


def engine_catalogue_of(asked: Asked) -> str:
    """The catalogue a new message of the engine belongs to: a method's own, else that of its part."""
    parts = Path(asked.place.rpartition(":")[0]).with_suffix("").parts[2:]
    if parts[0] == "engine" and parts[1] == "steps" and len(parts) == 4 and parts[3] != "__init__":
        return parts[3]
    if parts[0] == "exchange" or parts[:2] == ("engine", "model"):
        return "tables"
    return parts[0] if parts[0] != "engine" else parts[1]


def append(path: Path, language: str, asked: Iterable[Asked]) -> int:
    """Adds messages without a translation at the end of a catalogue; what stands there stays byte for byte."""
    new = {one.key: one for one in asked}
    if path.exists():
        for key, _ in entries(read(path, language)):
            new.pop(key, None)
    if not new:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (
        path.read_text(encoding="utf-8")
        if path.exists()
        else HEADER.format(language=language, plurals=PLURALS[language])
    )
    for one in new.values():
        lines = [f"#: {one.place.rpartition(':')[0]}"]
        lines += [f"msgctxt {normalize(one.context)}"] if one.context is not None else []
        lines += [f"msgid {normalize(one.text, width=0)}"]
        if one.plural is None:
            lines += ['msgstr ""']
        else:
            lines += [f"msgid_plural {normalize(one.plural, width=0)}"]
            lines += [f'msgstr[{form}] ""' for form in range(int(PLURALS[language][len("nplurals=")]))]
        text += "\n" + "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")
    return len(new)


def update(sources: Path = SOURCES) -> int:
    added = 0
    for language in PLURALS:
        known = {key for path in engine_catalogues(language, sources) for key, _ in entries(read(path, language))}
        by_catalogue: dict[str, list[Asked]] = {}
        for one in engine_messages(sources):
            if one.key not in known:
                known.add(one.key)
                by_catalogue.setdefault(engine_catalogue_of(one), []).append(one)
        for name, asked in by_catalogue.items():
            added += append(sources / "engine" / "locale" / f"{name}.{language}.po", language, asked)
        added += append(web_catalogue(language, sources), language, web_messages(sources))
    return added


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Nobody else enters or takes out translations meanwhile."""
    LOCK.parent.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def key_of(block: str, language: str) -> Key | None:
    """The message of a block of a catalogue; None of its header and of remarks."""
    found = entries(read_po(BytesIO(block.encode()), locale=language)) if "msgid " in block else ()
    return next((key for key, _ in found), None)


def take_out(path: Path, language: str, kept: Set[Key]) -> int:
    """Takes every other message out of a catalogue, the obsolete ones too; what stays stands byte for byte."""
    blocks = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    staying = [block for block in blocks if not block.startswith("#~") and key_of(block, language) in kept | {None}]
    path.write_text("\n\n".join(staying) + "\n", encoding="utf-8")
    return len(blocks) - len(staying)


def prune(sources: Path = SOURCES) -> int:
    """Takes out what no source asks for; a text of a library that we translate anew stays. Returns how many."""
    engine = {one.key for one in engine_messages(sources)}
    web = {one.key for one in web_messages(sources)} | known_to_libraries().keys()
    taken = 0
    for language in PLURALS:
        taken += sum(take_out(path, language, engine) for path in engine_catalogues(language, sources))
        pages = web_catalogue(language, sources)
        taken += take_out(pages, language, web) if pages.exists() else 0
    return taken


def compile_all(sources: Path = SOURCES) -> int:
    """Makes django.mo beside each django.po; gettext need not be installed. Returns how many."""
    made = 0
    for language in PLURALS:
        path = web_catalogue(language, sources)
        if path.exists():
            # A site that starts at this moment must find the old file or the new one, never a half of it.
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".new", delete=False) as file:
                write_mo(file, read(path, language))
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path.with_suffix(".mo"))
            made += 1
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description="Translations of messages into Kazakh and Russian.")
    parser.add_argument("command", choices=["check", "missing", "update", "prune", "compile"])
    parser.add_argument("language", nargs="?", choices=sorted(PLURALS))
    parser.add_argument("--step", default="", help="such as 2/3, printed before the line of progress")
    options = parser.parse_args()
    if options.command == "compile":
        print(f"{options.step} Translations: {compile_all()} catalogues compiled".strip(), flush=True)
    elif options.command == "update":
        with alone():
            print(f"{update()} messages added")
    elif options.command == "prune":
        with alone():
            print(f"{prune()} messages taken out")
    else:
        found = problems(languages=[options.language] if options.language else PLURALS)
        if options.command == "missing":
            found = [line for line in found if line.endswith("is not translated")]
        print("\n".join(found) or "Every message is translated.")
        sys.exit(1 if found and options.command == "check" else 0)


if __name__ == "__main__":
    main()
