from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tarazy.web.ui"
    label = "ui"
