"""Which links that bodies give as evidence are tried, from one word in the environment."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ImproperlyConfigured

CHOICES: Final = ("public", "everywhere", "none")


def links_tried(word: str) -> str:
    """`public`; `everywhere`: also within closed networks; `none`."""
    if word not in CHOICES:
        raise ImproperlyConfigured(f"TARAZY_LINKS is {word!r}; it is one of {', '.join(CHOICES)}.")
    return word
