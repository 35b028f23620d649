"""`tarazy methodology new`: asks a few questions and writes the first text of a methodology."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from tarazy.cli.language import tell, told
from tarazy.cli.methodology_folder import refuse_if_there, write_folder
from tarazy.cli.parser import DONE, Parser
from tarazy.engine.words import LANGUAGES, msg

EXAMPLE: Final = (
    'tarazy methodology new clinics --name example/clinics --title-kk "Емханалар" --title-ru "Клиники" '
    '--title-en "Clinics" --from 2026 --kinds oblast,city --indicators doctors,beds'
)


class Question(NamedTuple):
    """One thing to know: its option, how it is asked for, and how an answer is read."""

    option: str
    asks: str
    read: Callable[[str], Any]

    @property
    def dest(self) -> str:
        return self.option.removeprefix("--").replace("-", "_")


def read_name(text: str) -> str:
    from tarazy.engine.model.written import MethodologyId

    if not _fits(MethodologyId, text):
        _refuse(
            msg("{text} is no name; write two words of small Latin letters, digits and -, as example/clinics."), text
        )
    return text


def read_title(text: str) -> str:
    if not text.strip():
        _refuse(msg("The title is empty."), text)
    return text.strip()


def read_period(text: str) -> str:
    from tarazy.engine.model.period import is_period, length_of

    if not is_period(text) or length_of(text) == "span" or text.startswith("0"):
        _refuse(msg("{text} is no period; write a year 2026, a quarter 2026-Q1 or a month 2026-01."), text)
    return text


def read_kinds(text: str) -> tuple[str, ...]:
    from tarazy.engine.model.written import Word

    kinds = _listed(text)
    if not kinds or not all(_fits(Word, kind) for kind in kinds) or ("any" in kinds and len(kinds) > 1):
        _refuse(msg("{text} is no list of kinds; write them with commas, as oblast,city, or the word any."), text)
    return kinds


def read_indicators(text: str) -> tuple[str, ...]:
    from tarazy.engine.model.written import Id

    ids = _listed(text)
    if not ids or not all(_fits(Id, id) for id in ids) or "index" in ids:
        _refuse(
            msg(
                "{text} is no list of indicators; write their ids with commas, in small Latin letters, digits and _, "
                "as doctors,beds. The word index is taken."
            ),
            text,
        )
    return ids


QUESTIONS: Final = (
    Question("--name", msg("place/name of the methodology, as example/clinics"), read_name),
    Question("--title-kk", msg("its title in Kazakh"), read_title),
    Question("--title-ru", msg("its title in Russian"), read_title),
    Question("--title-en", msg("its title in English"), read_title),
    Question("--from", msg("the first period assessed: 2026, 2026-Q1 or 2026-01"), read_period),
    Question("--kinds", msg("the kinds of units assessed, with commas, as oblast,city; or any"), read_kinds),
    Question("--indicators", msg("the ids of the indicators, with commas, as doctors,beds"), read_indicators),
)


def register(commands: Any) -> None:
    about = told(msg("begin a methodology: asks a few questions and writes a small text that is valid at once"))
    parser = commands.add_parser("new", help=about, description=about, example=EXAMPLE)
    parser.add_argument(
        "folder", metavar=told(msg("FOLDER")), type=Path, help=told(msg("the folder to make; must not exist yet"))
    )
    for question in QUESTIONS:
        parser.add_argument(
            question.option, dest=question.dest, metavar="TEXT", type=question.read, help=told(question.asks)
        )
    parser.set_defaults(run=run, parser=parser)


def run(chosen: argparse.Namespace) -> int:
    """Exit status: 0 written, 1 refused, 2 answers are lacking and there is nobody to ask."""
    from tarazy.cli.methodology_skeleton import Asked, skeleton
    from tarazy.engine.model.text import Text

    refuse_if_there(chosen.folder)
    answers = _answers(vars(chosen), chosen.parser)
    title = Text(**{lang: answers[f"title_{lang}"] for lang in LANGUAGES})
    asked = Asked(answers["name"], title, answers["from"], answers["kinds"], answers["indicators"])
    write_folder(chosen.folder, skeleton(asked))
    tell(msg("Written: {folder}. Replace every text that is still to be entered."), folder=str(chosen.folder))
    tell(msg("Check it at any time: tarazy methodology check {folder}"), folder=str(chosen.folder))
    return DONE


def _answers(given: Mapping[str, Any], parser: Parser) -> dict[str, Any]:
    """What the options say, and what is asked for on a terminal."""
    lacking = [question.option for question in QUESTIONS if given[question.dest] is None]
    if lacking and not sys.stdin.isatty():
        parser.refuse(told(msg("Still needed: {names}."), names=", ".join(lacking)))
    return {
        question.dest: _ask(question) if given[question.dest] is None else given[question.dest]
        for question in QUESTIONS
    }


def _ask(question: Question) -> Any:
    """Ask until the answer can be understood. The end of the input ends the command, as Ctrl-C does."""
    while True:
        try:
            return question.read(input(f"{told(question.asks)}\n> ").strip())
        except argparse.ArgumentTypeError as refused:
            print(refused)
        except EOFError:
            raise KeyboardInterrupt from None


def _fits(string: Any, text: str) -> bool:
    """Whether a text may stand where the format wants a string of this form."""
    import msgspec

    try:
        msgspec.convert(text, string)
    except msgspec.ValidationError:
        return False
    return True


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _refuse(what: str, text: str) -> None:
    raise argparse.ArgumentTypeError(told(what, text=text))
