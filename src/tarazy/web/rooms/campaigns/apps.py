from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "tarazy.web.rooms.campaigns"
    label = "campaigns"
