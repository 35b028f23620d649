"""Of which sections the page of a unit is made, and in which order: one without content is not there at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """A part of the page with an anchor of its own. `content`: the name of what it shows, without which there is
    nothing to be shown; `is_wide`: whether it takes the width of the page, below what stands beside the facts.
    """

    anchor: str
    title: str | Promise
    content: str
    is_wide: bool = False

    @property
    def template(self) -> str:
        return f"portal/units/sections/{self.anchor}.html"


# A room that comes adds its section in its place: voices after results, plan and budget after progress.
SECTIONS: Final = (
    Section("results", _("Results"), "results"),
    Section("earlier", _("Earlier results"), "earlier"),
    Section("progress", _("Progress to the target"), "progress_rows"),
    Section("figures", _("Main figures"), "groups"),
    Section("peers", _("Peers"), "peers", is_wide=True),
)


def sections_shown(context: Mapping[str, Any]) -> list[Section]:
    """The sections that have content, in their order."""
    return [one for one in SECTIONS if context.get(one.content)]
