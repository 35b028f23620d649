from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tarazy.web.doors.api"
    label = "api"
