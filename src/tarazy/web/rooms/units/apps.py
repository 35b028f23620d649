from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "tarazy.web.rooms.units"
    label = "units"
