from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tarazy.web.rooms.people"
    label = "people"
