"""Where the methodologies and figures that ship with Tarazy lie: in the checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

_PACKAGE: Final = Path(__file__).parents[2]
_CHECKOUT: Final = _PACKAGE.parents[1]


def shipped_folder(what: Literal["methodologies", "data"]) -> Path:
    """The folder `methodologies/` or `data/` that ships with this installation."""
    installed = _PACKAGE / "shipped" / what
    return installed if installed.is_dir() else _CHECKOUT / what


def shipped_methodologies() -> tuple[str, ...]:
    """`place/name/version` of every methodology that ships, sorted."""
    root = shipped_folder("methodologies")
    found = root.glob("*/*/*/methodology.yaml")
    return tuple(sorted(path.parent.relative_to(root).as_posix() for path in found))
