from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "tarazy.web.rooms.calendar"
    label = "calendar"
