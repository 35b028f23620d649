"""Room collection is tried on the pilot of three oblasts."""

from tests.web.piloted import Pilot, pilot, piloted

__all__ = ["Pilot", "pilot", "piloted"]
