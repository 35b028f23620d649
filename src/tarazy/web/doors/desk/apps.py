from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tarazy.web.doors.desk"
    label = "desk"

    def ready(self) -> None:
        from tarazy.web.doors.desk.account import events

        events.connect()
