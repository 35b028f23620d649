"""Room collection is tried on the pilot of three oblasts, and on its monitoring within the year."""

from tests.web.monitored import Monitoring, monitoring, with_monitoring
from tests.web.piloted import Pilot, pilot, piloted

__all__ = ["Monitoring", "Pilot", "monitoring", "pilot", "piloted", "with_monitoring"]
