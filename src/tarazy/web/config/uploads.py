"""Where large uploads lie while they come in: beside the files, so that what a kill leaves of them is swept too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from tarazy.web.config.home import make_folder


class PartsBesideFiles(TemporaryFileUploadHandler):
    def new_file(self, *args: Any, **kwargs: Any) -> None:
        make_folder(Path(settings.FILE_UPLOAD_TEMP_DIR), 0o700)
        super().new_file(*args, **kwargs)
