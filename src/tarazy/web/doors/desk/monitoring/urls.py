"""The addresses of monitoring within the year."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.monitoring import files, pages
from tarazy.web.rooms.campaigns.queries import campaign_with
from tarazy.web.rooms.collection import rules
from tarazy.web.rooms.collection.queries.monitoring import monitored_form_numbered

urlpatterns: list[URLPattern] = [
    address("monitoring/", pages.monitoring, rule=rules.may_see_monitoring, name="monitoring"),
    address("monitoring/forms/<int:form>/", pages.body, rule=rules.may_see_monitored, name="monitored_body",
            things={"form": monitored_form_numbered}),
    address("monitoring/forms/<int:form>/csv/", files.body_csv, rule=rules.may_see_monitored,
            name="monitored_body_csv", things={"form": monitored_form_numbered}),
    address("monitoring/campaigns/<str:monitoring>/csv/", files.campaign_csv, rule=rules.may_see_monitoring_of,
            name="monitored_campaign_csv", things={"monitoring": campaign_with}),
    address("monitoring/campaigns/<str:monitoring>/", pages.campaign, rule=rules.may_see_monitoring_of,
            name="monitored_campaign", things={"monitoring": campaign_with}),
]  # fmt: skip
