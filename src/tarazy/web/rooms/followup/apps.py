from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "tarazy.web.rooms.followup"
    label = "followup"
