from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "tarazy.web.rooms.observatory"
    label = "observatory"
