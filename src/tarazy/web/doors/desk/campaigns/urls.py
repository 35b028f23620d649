"""The addresses of campaigns."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.campaigns import (
    assignments,
    campaigns,
    conduct,
    pilot_files,
    pilots,
    preparation,
    progress,
    table_files,
    targets,
)
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.campaigns import rules
from tarazy.web.rooms.campaigns.queries import assignment_with, campaign_with, readiness_point_with
from tarazy.web.rooms.people.rules import is_person
from tarazy.web.rooms.units.queries import unit_with

CAMPAIGN = {"campaign": campaign_with}
OF_ONE = "campaigns/<str:campaign>/"

urlpatterns: list[URLPattern] = [
    address("campaigns/", campaigns.campaigns, rule=is_person, name="campaigns"),
    table_address("campaigns/table.<str:ending>", table_files.campaigns_table, rule=is_person, name="campaigns_file"),
    address("campaigns/prepare/", preparation.prepare, rule=rules.may_prepare_campaigns, name="prepare_campaign"),
    address("campaigns/prepare/pilot/", preparation.prepare_pilot, rule=rules.may_prepare_campaigns,
            name="prepare_pilot"),
    address(OF_ONE, campaigns.campaign, rule=rules.may_see, name="campaign", things=CAMPAIGN),
    table_address(f"{OF_ONE}schedule/table.<str:ending>", table_files.stages_table, rule=rules.may_see,
                  name="campaign_stages_file", things=CAMPAIGN),
    table_address(f"{OF_ONE}moved-deadlines/table.<str:ending>", table_files.changes_table, rule=rules.may_see,
                  name="campaign_changes_file", things=CAMPAIGN),
    table_address(f"{OF_ONE}participants/table.<str:ending>", table_files.participants_table, rule=rules.may_see,
                  name="campaign_participants_file", things=CAMPAIGN),
    address(f"{OF_ONE}participants/", preparation.participants, rule=rules.may_change, name="campaign_participants",
            things=CAMPAIGN),
    address(f"{OF_ONE}schedule/", preparation.schedule, rule=rules.may_change, name="campaign_schedule",
            things=CAMPAIGN),
    address(f"{OF_ONE}assignments/", assignments.assignments, rule=rules.may_make_assignments,
            name="campaign_assignments", things=CAMPAIGN),
    table_address(f"{OF_ONE}assignments/table.<str:ending>", table_files.assignments_table,
                  rule=rules.may_make_assignments, name="campaign_assignments_file", things=CAMPAIGN),
    address(f"{OF_ONE}assignments/<str:node>/", assignments.assign, rule=rules.may_make_assignments, name="assign",
            things=CAMPAIGN),
    address("assignments/<int:assignment>/end/", assignments.end, rule=rules.may_end_assignment,
            name="end_assignment", things={"assignment": assignment_with}),
    address(f"{OF_ONE}move/<str:move>/", conduct.move, rule=rules.may_move, name="move_campaign",
            things=CAMPAIGN | {"move": conduct.move_called}),
    address(f"{OF_ONE}phases/<str:phase>/move/", conduct.shift, rule=rules.may_shift_stage, name="shift_stage",
            things=CAMPAIGN | {"phase": conduct.phase_called}),
    address(f"{OF_ONE}progress/", progress.progress, rule=rules.may_see_progress, name="campaign_progress",
            things=CAMPAIGN),
    table_address(f"{OF_ONE}progress/table.<str:ending>", progress.progress_table, rule=rules.may_see_progress,
                  name="campaign_progress_file", things=CAMPAIGN),
    address(f"{OF_ONE}pilot/", pilots.pilot, rule=rules.may_see_pilot, name="pilot", things=CAMPAIGN),
    address(f"{OF_ONE}pilot/report/", pilots.report, rule=rules.may_see_pilot_report, name="pilot_report",
            things=CAMPAIGN),
    address(f"{OF_ONE}pilot/feedback/", pilots.say, rule=rules.may_say_feedback, name="say_feedback",
            things=CAMPAIGN),
    table_address(f"{OF_ONE}pilot/feedback/<str:ending>/", pilot_files.feedback_table,
                  rule=rules.may_see_pilot_report, name="feedback_file", things=CAMPAIGN),
    address(f"{OF_ONE}pilot/readiness/", pilots.readiness, rule=rules.may_judge_readiness, name="readiness",
            things=CAMPAIGN),
    table_address(f"{OF_ONE}pilot/readiness/table.<str:ending>", pilot_files.readiness_table,
                  rule=rules.may_see_pilot, name="readiness_file", things=CAMPAIGN),
    table_address(f"{OF_ONE}pilot/results/table.<str:ending>", pilot_files.results_table,
                  rule=rules.may_see_pilot_report, name="pilot_results_file", things=CAMPAIGN),
    address(f"{OF_ONE}pilot/readiness/<int:point>/", pilots.judge, rule=rules.may_judge_readiness,
            name="judge_readiness", things=CAMPAIGN | {"point": readiness_point_with}),
    address(f"{OF_ONE}targets/", targets.targets, rule=rules.may_see_progress, name="targets", things=CAMPAIGN),
    table_address(f"{OF_ONE}targets/table.<str:ending>", table_files.targets_table, rule=rules.may_see_progress,
                  name="targets_file", things=CAMPAIGN),
    address(f"{OF_ONE}targets/<str:unit>/", targets.targets_of_body, rule=rules.may_see_body, name="targets_of_body",
            things=CAMPAIGN | {"unit": unit_with}),
    table_address(f"{OF_ONE}targets/<str:unit>/table.<str:ending>", table_files.targets_of_body_table,
                  rule=rules.may_see_body, name="targets_of_body_file", things=CAMPAIGN | {"unit": unit_with}),
    address(f"{OF_ONE}target/<int:target>/", targets.change, rule=rules.may_change_targets, name="change_target",
            things=CAMPAIGN | {"target": targets.target_called}),
    address(f"{OF_ONE}copy/", preparation.copy, rule=rules.may_copy, name="copy_campaign", things=CAMPAIGN),
]  # fmt: skip
