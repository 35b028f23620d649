"""Units as they are searched: by their names, their codes in other registers, and what sort they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from tarazy.web.rooms.search.life import Told, joined, searched
from tarazy.web.rooms.units.models import UnitCode
from tarazy.web.rooms.units.queries import units_of_kind


@searched("unit", room="units")
def units_told() -> Iterator[Told]:
    """Every unit, former ones too."""
    codes: dict[str, list[str]] = defaultdict(list)
    for unit, code in UnitCode.objects.order_by("scheme", "code").values_list("unit", "code").distinct():
        codes[unit].append(code)
    for one in units_of_kind():
        yield Told(one.pk, one.name, joined(one.kind.name, one.pk, *dict.fromkeys(codes[one.pk])))
