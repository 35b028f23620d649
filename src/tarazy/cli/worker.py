"""What each worker of the server loads: the application, and a watch that ends it when its server was killed."""

from __future__ import annotations

import os
import threading
import time

from tarazy.cli.serving import PARENT
from tarazy.web.config.wsgi import application

__all__ = ["application"]

EVERY_SECONDS = 1


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY_SECONDS)
    os._exit(0)


threading.Thread(target=_end_with, args=(int(os.environ[PARENT]),), daemon=True).start()
