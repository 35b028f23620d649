"""What YAML allows and a methodology does not: one message each."""

from __future__ import annotations

from typing import Final

from yaml import MarkedYAMLError

from tarazy.engine.load.report import Place, Report, shortened
from tarazy.engine.words import msg

ONE_SPELLING: Final = msg("A methodology has one spelling for one idea, so that two readers never read it differently.")

# The beginnings of what the YAML parser says, and what an author can do with it.
_SYNTAX: Final = (
    (
        "mapping values are not allowed",
        msg("A colon stands where no key can begin."),
        msg("The text before it needs quotes, or the line is indented differently from its neighbours."),
    ),
    (
        "could not find expected ':'",
        msg("A key without a colon."),
        msg("Write «key: value», with a space after the colon."),
    ),
    (
        "did not find expected ',' or '}'",
        msg("A {brace} is not closed, or a comma is missing between its parts."),
        msg("Separate the parts by commas, put texts into quotes and close the brace."),
    ),
    (
        "did not find expected ',' or ']'",
        msg("A [list] is not closed, or a comma is missing between its parts."),
        msg("Separate the parts by commas, put texts into quotes and close the bracket."),
    ),
    (
        "found unexpected end of stream",
        msg("The quotes opened here are never closed."),
        msg("Close the quotes; inside \" quotes write \\\", inside ' quotes write ''."),
    ),
    (
        "did not find expected key",
        msg("The line does not fit the structure around it."),
        msg("Give lines of one level the same indentation; put a text that holds quotes or colons into quotes."),
    ),
    (
        "block sequence entries are not allowed",
        msg("A list item begins where none can begin."),
        msg("Put each «- item» on a line of its own, below its key."),
    ),
    (
        "found unexpected document indicator",
        msg("The quotes opened here are never closed."),
        msg("Close the quotes; inside \" quotes write \\\", inside ' quotes write ''."),
    ),
    (
        "did not find expected alphabetic or numeric character",
        msg("A value begins with * or &, which have a meaning of their own in YAML."),
        msg("Put a text that begins with * or & into quotes."),
    ),
    (
        "did not find expected comment or line break",
        msg("After | or > stands a text on the same line."),
        msg("Begin the text on the next line, indented; put a text that begins with | or > into quotes."),
    ),
    (
        "did not find expected node content",
        msg("A bracket or comma stands where a value belongs."),
        msg("Write the value; put a text that begins with a bracket or comma into quotes."),
    ),
    (
        "found character",
        msg("A character stands where no value can begin with it."),
        msg("Put a text that begins with @, `, % or another such mark into quotes."),
    ),
    (
        "did not find expected '-' indicator",
        msg("The line does not fit the structure around it."),
        msg("Give lines of one level the same indentation; put a text that holds quotes or colons into quotes."),
    ),
    (
        "found unknown escape character",
        msg('After the backslash inside " quotes stands a letter that means nothing.'),
        msg("Use ' quotes, or write \\\\ for a backslash."),
    ),
)

_ILL_FORMED: Final = [
    msg("The text is not well-formed YAML here."),
    msg("Look at this line and the one above: indentation, colons, quotes and brackets."),
]


# Where these begin is said, not what follows, at which the parser gives up.
_OPENED: Final = ("while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key")


def syntax(file: str, error: MarkedYAMLError, report: Report) -> None:
    """The text is no YAML."""
    opened = str(error.context or "").startswith(_OPENED)
    mark = (error.context_mark if opened else error.problem_mark) or error.problem_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    said = str(error.problem or "")
    what, mend = next((texts for beginning, *texts in _SYNTAX if said.startswith(beginning)), _ILL_FORMED)
    why = msg("The file cannot be read beyond this place, so its other problems are not known yet.")
    report.add(place, what, why, mend, brace="{…}", list="[…]")


def unreadable(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("The text is not well-formed YAML."),
        msg("The file cannot be read at all, so its other problems are not known yet."),
        msg("Compare it with the file of a methodology that ships with Tarazy."),
    )


def no_content(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("The file holds only comments."),
        msg("Every file of a methodology says something."),
        msg("Fill it in, or remove it."),
    )


def key_not_a_word(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("A key is not a plain word."),
        msg("A key is one of the words of the format."),
        msg("Write «key: value»."),
    )


def quoted_key(place: Place, key: str, report: Report) -> None:
    report.add(place, msg("The key «{key}» is in quotes."), ONE_SPELLING, msg("Remove the quotes."), key=shortened(key))


def merge_key(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("The merge key << brings in keys from elsewhere."),
        msg("Every part of a methodology says all it means in its own place."),
        msg("Write the keys out here."),
    )


def duplicate_key(place: Place, key: str, first: int, report: Report) -> None:
    report.add(
        place,
        msg("The key «{key}» stands here a second time; the first is in line {first}."),
        msg("One of the two would silently win."),
        msg("Keep the one that is right."),
        key=shortened(key),
        first=first,
    )


def too_deep_or_many(place: Place, depth: int, nodes: int, report: Report) -> None:
    report.add(
        place,
        msg("The text goes deeper than {depth} levels or holds more than {nodes} parts."),
        msg("No person could check such a text, and no methodology needs it."),
        msg("Divide the file, and give the tree fewer levels in one place."),
        depth=depth,
        nodes=nodes,
    )


def several_documents(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("A second document begins here (---)."),
        msg("A file of a methodology is one document, and what follows would not be read."),
        msg("Remove the line ---, or move what follows to a file of its own."),
    )


def directive(place: Place, report: Report) -> None:
    report.add(
        place,
        msg("The file begins with a YAML directive (%)."),
        ONE_SPELLING,
        msg("Remove the directive; a methodology is always read as YAML 1.2."),
    )


def alias(place: Place, name: str, report: Report) -> None:
    report.add(
        place,
        msg("*{name} repeats a part of the text from elsewhere."),
        msg("Every part of a methodology says all it means in its own place."),
        msg("Write the part out here; put a text that begins with * into quotes."),
        name=shortened(name),
    )


def anchor(place: Place, name: str, report: Report) -> None:
    report.add(
        place,
        msg("&{name} gives a name to a part of the text in order to repeat it."),
        msg("Every part of a methodology says all it means in its own place."),
        msg("Remove the name; put a text that begins with & into quotes."),
        name=shortened(name),
    )


def tag(place: Place, name: str, report: Report) -> None:
    report.add(
        place,
        msg("{name} forces a type on the value."),
        msg("The format itself says of what type each value is."),
        msg("Remove it; put a text that begins with ! into quotes."),
        name=shortened(name),
    )
