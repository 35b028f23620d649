from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "tarazy.web.rooms.work"
    label = "work"
