"""The pages of monitoring are tried on the pilot in the middle of its year."""

from tests.web.monitored import monitoring, with_monitoring

__all__ = ["monitoring", "with_monitoring"]
