from django.apps import AppConfig


class ConclusionsConfig(AppConfig):
    name = "tarazy.web.rooms.conclusions"
    label = "conclusions"
