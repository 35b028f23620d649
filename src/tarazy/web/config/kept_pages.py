"""The folder in which pages are kept. It may be emptied at any time."""

from __future__ import annotations

import random
from typing import Final

from django.core.cache.backends.filebased import FileBasedCache

ONE_OF: Final = 200


class KeptPages(FileBasedCache):
    """Django's cache in files. To count them takes as long as to make a page, so that it is not done for every page."""

    def _cull(self) -> None:
        if random.randrange(ONE_OF) == 0:
            super()._cull()  # type: ignore[misc]  # not in the stubs
