"""How property tests run: without a deadline, since the cores are shared; with fixed examples where CI is set."""

from hypothesis import HealthCheck, settings

settings.register_profile("tarazy", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tarazy")
