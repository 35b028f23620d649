from django.apps import AppConfig


class CollectionConfig(AppConfig):
    name = "tarazy.web.rooms.collection"
    label = "collection"

    def ready(self) -> None:
        from tarazy.web.rooms.campaigns.enums import Phase
        from tarazy.web.rooms.campaigns.queries.reminders import learn_who_is_done
        from tarazy.web.rooms.collection.queries.progress import bodies_done

        learn_who_is_done(Phase.COLLECTION, bodies_done)
