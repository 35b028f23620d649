from django.apps import AppConfig


class RemarksConfig(AppConfig):
    name = "tarazy.web.rooms.remarks"
    label = "remarks"
