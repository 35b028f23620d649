from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tarazy.web.doors.portal"
    label = "portal"

    def ready(self) -> None:
        """The pages of the portal register themselves with what is searched."""
        import_module("tarazy.web.doors.portal.about.searched")
