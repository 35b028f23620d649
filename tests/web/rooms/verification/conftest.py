"""Room verification is tried on certified forms of the pilot."""

from tests.web.verifying import verifying, verifying_template

__all__ = ["verifying", "verifying_template"]
