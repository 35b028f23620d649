"""What every part of a methodology's text is made as."""

from __future__ import annotations

import msgspec


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A part of a methodology's text: unknown keys are errors, nothing is changed after loading."""
