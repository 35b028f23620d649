from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "tarazy.web.rooms.post"
    label = "post"
