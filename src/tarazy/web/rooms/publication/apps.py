from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "tarazy.web.rooms.publication"
    label = "publication"
