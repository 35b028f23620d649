from django.apps import AppConfig


class MethodologiesConfig(AppConfig):
    name = "tarazy.web.rooms.methodologies"
    label = "methodologies"
