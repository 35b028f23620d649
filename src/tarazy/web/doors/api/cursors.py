"""Where the next page begins: the key of the last row of this one, in letters that fit into an address."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tarazy.web.doors.api.parameters import Parameter, one

LONGEST: Final = 2000


def cursor_of(operation: str, key: Sequence[Any]) -> str:
    """
    >>> cursor_of("units", ["KZ-10"])
    'WyJ1bml0cyIsIktaLTEwIl0'
    """
    return base64.urlsafe_b64encode(msgspec.json.encode([operation, *key])).decode().rstrip("=")


def key_in(cursor: str, operation: str, types: Sequence[type]) -> list[Any]:
    """The key that a cursor of this list names. Raises ValueError for any other text."""
    if len(cursor) > LONGEST:
        raise ValueError(cursor)
    try:
        known = msgspec.json.decode(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise ValueError(cursor) from fault
    if not isinstance(known, list) or len(known) != len(types) + 1 or known[0] != operation:
        raise ValueError(cursor)
    key = known[1:]
    if any(type(value) is not wanted for value, wanted in zip(key, types, strict=True)):
        raise ValueError(cursor)
    if any("\0" in value if isinstance(value, str) else not 0 <= value < 2**63 for value in key):
        raise ValueError(cursor)
    return key


def cursor(operation: str, types: Sequence[type]) -> Parameter:
    """The parameter of one list."""
    allowed: Promise = gettext_lazy("the cursor of an answer to the same question")
    about = gettext_lazy("Where the page begins: `next_cursor` of the answer before.")
    return Parameter("cursor", about, allowed, {"type": "string"}, one(lambda given: key_in(given, operation, types)))
