from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "tarazy.web.rooms.units"
    label = "units"

    def ready(self) -> None:
        from tarazy.web.rooms.people.queries import Scopes, learn_scopes
        from tarazy.web.rooms.units.queries import has_scope, organisations_within

        learn_scopes(Scopes(has_scope, organisations_within))
