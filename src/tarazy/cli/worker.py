"""What each worker of the server loads: the application, and a watch that ends it when its server was killed."""

from __future__ import annotations

from tarazy.cli.serving import end_with_parent
from tarazy.web.config.wsgi import application

__all__ = ["application"]

end_with_parent()
