"""The signs that stand beside values, and what each says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Sign:
    """A tag as it stands beside a value; `kind` is its look."""

    word: str
    kind: str
    meaning: str


def signs() -> list[Sign]:
    return [
        Sign(
            _("doubtful"),
            "doubt",
            _("The source itself, or a check, gives reason to doubt the value. The note says why."),
        ),
        Sign(_("estimated"), "doubt", _("The publisher estimated the value instead of measuring it.")),
        Sign(
            _("break in the series"),
            "break",
            _("From this period on the values are counted otherwise; compare with earlier ones only with care."),
        ),
        Sign(
            _("back-cast"),
            "",
            _("The value is of a territory in its later boundaries, worked out for a time before they were drawn."),
        ),
        Sign(
            _("former boundaries"),
            "",
            _("The value is of a territory divided later; it contains what also stands by itself in the table."),
        ),
        Sign(
            _("no data"),
            "",
            _("No value is published. It is neither zero nor average, and nothing is invented for it."),
        ),
        Sign(_("not applicable"), "", _("The question does not arise here, such as local roads in a city.")),
    ]
