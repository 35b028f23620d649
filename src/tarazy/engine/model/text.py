"""A text in three languages."""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text in Kazakh, Russian and English; none may be empty."""

    kk: str
    ru: str
    en: str

    def in_language(self, lang: str) -> str:
        text: str = getattr(self, lang)
        return text
