"""The browser and the server of tests/web/browsing.py, for the tests of the components."""

from tests.web.browsing import browser, site

__all__ = ["browser", "site"]
