from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "tarazy.web.rooms.verification"
    label = "verification"
