from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "tarazy.web.rooms.search"
    label = "search"
