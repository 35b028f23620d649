"""Our ids as ids of SDMX, and back.

SDMX allows letters, digits and `_ @ $ -`. Every other sign of ours becomes `$` and the two hexadecimal digits of each
of its bytes, as `%` does it in an address; `=`, which stands in every breakdown, becomes `@`.
"""

from __future__ import annotations

import re
from typing import Final

TOTAL: Final = "_T"  # SDMX's own code for a total

_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_WRITTEN: Final = re.compile(r"(?:[A-Za-z0-9_@-]|(?:\$[0-9A-F]{2})+)+")
_BYTES: Final = re.compile(r"(?:\$[0-9A-F]{2})+")


def sdmx_id(text: str) -> str:
    """The id of SDMX for one of ours; the empty breakdown is the total.

    >>> sdmx_id("age=15-24;sex=f"), sdmx_id("v1.2"), sdmx_id("")
    ('age@15-24$3Bsex@f', 'v1$2E2', '_T')
    """
    return "".join(map(_sign, text)) or TOTAL


def _sign(sign: str) -> str:
    if sign in _PLAIN:
        return sign
    return "@" if sign == "=" else "".join(f"${byte:02X}" for byte in sign.encode())


def plain_id(id: str) -> str:
    """Our id for one of SDMX. ValueError where it is none that `sdmx_id` gives.

    >>> plain_id("age@15-24$3Bsex@f"), plain_id("_T")
    ('age=15-24;sex=f', '')
    """
    if id == TOTAL:
        return ""
    if not _WRITTEN.fullmatch(id):
        raise ValueError(f"{id!r} is no id of SDMX")
    text = _BYTES.sub(lambda found: bytes.fromhex(found[0].replace("$", "")).decode(), id.replace("@", "="))
    if sdmx_id(text) != id:
        raise ValueError(f"{id!r} is not how {text!r} is written in SDMX")
    return text
