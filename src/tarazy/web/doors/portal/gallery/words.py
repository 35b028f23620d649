"""Invented texts of the gallery in three languages; they are data, so they stay out of the catalogues."""

from __future__ import annotations

from django.utils.functional import lazy

from tarazy.web.ui.written import in_language


def _in_page_language(kk: str, ru: str, en: str) -> str:
    return in_language({"kk": kk, "ru": ru, "en": en})


said = _in_page_language
said_later = lazy(_in_page_language, str)  # for texts that are written down before a page is asked for
