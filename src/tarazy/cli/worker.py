"""What each worker of the server loads: the application, and a watch that ends it when its server was killed."""

from __future__ import annotations

import sys
from typing import Final

from tarazy.cli.serving import end_with_parent
from tarazy.engine.words import LANGUAGES, say
from tarazy.web.config.wsgi import application

__all__ = ["application"]

# A thread that holds the journal's lock must not wait long for another that only computes.
SWITCH_SECONDS: Final = 0.001

sys.setswitchinterval(SWITCH_SECONDS)
for language in LANGUAGES:
    say("", language)  # nobody's page waits for the catalogues to be read
end_with_parent()
