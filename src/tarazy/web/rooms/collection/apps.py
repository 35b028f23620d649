from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "tarazy.web.rooms.collection"
    label = "collection"
