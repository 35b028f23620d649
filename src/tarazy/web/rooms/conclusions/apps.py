from django.apps import AppConfig


class ConclusionsConfig(AppConfig):
    name = "tarazy.web.rooms.conclusions"
    label = "conclusions"

    def ready(self) -> None:
        """The room campaigns reminds of deadlines and does not know this room: it is told how to ask."""
        from tarazy.web.rooms.campaigns.enums import Phase
        from tarazy.web.rooms.campaigns.queries.reminders import learn_who_is_done
        from tarazy.web.rooms.conclusions.queries.conclusions import bodies_done

        learn_who_is_done(Phase.REPLY, bodies_done)
