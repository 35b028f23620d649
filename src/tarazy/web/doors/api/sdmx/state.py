"""As of when answers are: they change when something is recorded, published or withdrawn, or with another release."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from importlib.metadata import version

from django.http import HttpRequest

from tarazy.web.doors.api.sdmx.accepted import Format
from tarazy.web.rooms.observatory.queries.tables import last_recorded
from tarazy.web.rooms.publication.queries.tables import last_published


@dataclass(frozen=True)
class State:
    mark: str
    at: datetime.datetime | None

    @classmethod
    def now(cls) -> State:
        number, recorded_at = last_recorded()
        published, published_at = last_published()
        moments = [moment for moment in (recorded_at, published_at) if moment is not None]
        return cls(f"{version('tarazy')} {number} {published}", max(moments, default=None))

    @property
    def seconds(self) -> int | None:
        """The moment as `Last-Modified` has it."""
        return None if self.at is None else int(self.at.timestamp())

    def etag(self, request: HttpRequest, form: Format) -> str:
        """Weak: two answers of one state differ in the moment at which they were prepared."""
        asked = f"{self.mark} {request.get_full_path()} {form.media} {form.version}"
        return f'W/"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'
