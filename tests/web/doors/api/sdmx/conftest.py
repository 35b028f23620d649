"""Programs read from a site with everything that ships published."""

from __future__ import annotations

from tests.web.doors.portal.conftest import published

__all__ = ["published"]
