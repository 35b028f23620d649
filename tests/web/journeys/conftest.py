"""Journeys go through a real browser, on a site with everything that ships published."""

from tests.web.doors.portal.conftest import published

__all__ = ["published"]
