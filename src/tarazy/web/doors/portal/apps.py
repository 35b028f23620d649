from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "tarazy.web.doors.portal"
    label = "portal"
