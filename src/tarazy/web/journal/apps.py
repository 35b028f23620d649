from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "tarazy.web.journal"
    label = "journal"
