from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "tarazy.web.rooms.files"
    label = "files"
