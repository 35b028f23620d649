"""What CHANGES.md says of a version that comes from the workbench, in three languages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from tarazy.engine.words import LANGUAGES

HEADS: Mapping[str, str] = {"kk": "Қазақша", "ru": "По-русски", "en": "In English"}


def changes_of(
    before: str, told: Mapping[str, Sequence[str]], source: str, day: datetime.date, *, is_without: bool
) -> str:
    """`told`: by language, a sentence for each change; `source`: who says so; `is_without`: whether what may vary is
    left out.
    """
    parts = []
    for lang in LANGUAGES:
        with override(lang):
            said = {"before": before, "day": day.isoformat(), "source": source}
            lead = _("Drawn up on the workbench from %(before)s on %(day)s. Source: %(source)s.") % said
            more = (
                [_("The section “uncertainty” is left out; what may vary has to be stated anew.")] if is_without else []
            )
        parts.append("\n".join([f"### {HEADS[lang]}", lead, *(f"* {one}" for one in (*told[lang], *more))]))
    return "\n\n".join(parts)
