"""Files that nobody knows are swept at night: what somebody who was killed while keeping a file has left."""

from __future__ import annotations

import datetime
import logging
from typing import Final

from django.utils import timezone

from tarazy.web.rooms.files.actions import StillNeeded, sweep
from tarazy.web.rooms.files.models import Content
from tarazy.web.rooms.files.queries import parts, unknown_contents
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.work.tasks import regularly

LOG: Final = logging.getLogger(__name__)
EVERY_NIGHT: Final = "30 20 * * *"  # half past one in Almaty
# Much longer than any upload, so that nothing is taken that somebody is only just giving.
SWEPT_AFTER: Final = datetime.timedelta(days=1)


@regularly("files.sweep", EVERY_NIGHT)
def sweep_what_nobody_knows() -> None:
    """Sweep parts of uploads, and contents without a row; the log names each, and the journal holds its digest."""
    before = timezone.now() - SWEPT_AFTER
    unknown = unknown_contents(before)
    if len(unknown) > Content.objects.count():
        LOG.warning(
            "%s files are unknown to this database, more than it knows: the folder of files looks like that of "
            "another database. Nothing is swept.", len(unknown),
        )  # fmt: skip
        return
    system = system_actor()
    for path in (*parts(before), *unknown):
        try:
            digest = sweep(path, before, by=system)
        except StillNeeded:
            continue
        LOG.warning("swept %s, which no row names; SHA-256 %s", path, digest)
