"""The addresses of monitoring within the year."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.monitoring import pages, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.collection import rules
from tarazy.web.rooms.collection.queries.monitoring import monitored_form_numbered

urlpatterns: list[URLPattern] = [
    address("monitoring/", pages.monitoring, rule=rules.may_see_monitoring, name="monitoring"),
    table_address("monitoring/table.<str:ending>", table_files.monitoring_table, rule=rules.may_see_monitoring,
                  name="monitoring_file"),
    address("monitoring/forms/<int:form>/", pages.body, rule=rules.may_see_monitored, name="monitored_body",
            things={"form": monitored_form_numbered}),
    table_address("monitoring/forms/<int:form>/<str:ending>/", table_files.body_table, rule=rules.may_see_monitored,
                  name="monitored_body_file", things={"form": monitored_form_numbered}),
    table_address("monitoring/campaigns/<str:monitoring>/bodies/table.<str:ending>", table_files.bodies_table,
                  rule=rules.may_see_monitoring_of, name="monitored_bodies_file",
                  things={"monitoring": campaign_with}),
    table_address("monitoring/campaigns/<str:monitoring>/<str:ending>/", table_files.campaign_table,
                  rule=rules.may_see_monitoring_of, name="monitored_campaign_file",
                  things={"monitoring": campaign_with}),
    address("monitoring/campaigns/<str:monitoring>/", pages.campaign, rule=rules.may_see_monitoring_of,
            name="monitored_campaign", things={"monitoring": campaign_with}),
]  # fmt: skip
