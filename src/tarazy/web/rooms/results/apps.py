from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "tarazy.web.rooms.results"
    label = "results"
