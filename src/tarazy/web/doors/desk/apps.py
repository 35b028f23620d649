from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tarazy.web.doors.desk"
    label = "desk"
