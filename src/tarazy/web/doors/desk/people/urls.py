"""The addresses of people and their rights."""

from __future__ import annotations

from django.urls import URLPattern

from tarazy.web.doors.desk.access import address
from tarazy.web.doors.desk.people import invitations, organisations, persons, posts, scopes, table_files
from tarazy.web.doors.desk.tables import table_address
from tarazy.web.rooms.people import rules
from tarazy.web.rooms.people.queries import invitation_with, organisation_with, person_with, post_with
from tarazy.web.rooms.units.queries import unit_with
from tarazy.web.rooms.units.rules import may_represent, may_set_scope

ORGANISATION = {"organisation": organisation_with}
POST, PERSON, INVITATION = {"post": post_with}, {"person": person_with}, {"invitation": invitation_with}
OF_ONE = "organisations/<str:organisation>/"

urlpatterns: list[URLPattern] = [
    address("organisations/", organisations.organisations, rule=rules.may_see_organisations, name="organisations"),
    table_address("organisations/table.<str:ending>", table_files.organisations_table,
                  rule=rules.may_see_organisations, name="organisations_file"),
    address("organisations/found/", organisations.found, rule=rules.may_found_organisations, name="found_organisation"),
    address(OF_ONE, organisations.organisation, rule=rules.may_see_organisation, name="organisation",
            things=ORGANISATION),
    table_address(f"{OF_ONE}posts/table.<str:ending>", table_files.organisation_table,
                  rule=rules.may_see_organisation, name="organisation_file", things=ORGANISATION),
    address(f"{OF_ONE}rename/", organisations.rename, rule=rules.may_rename_organisation, name="rename_organisation",
            things=ORGANISATION),
    address(f"{OF_ONE}close/", organisations.close, rule=rules.may_close_organisation, name="close_organisation",
            things=ORGANISATION),
    address(f"{OF_ONE}invite/", invitations.invite, rule=rules.may_invite_into, name="invite", things=ORGANISATION),
    address(f"{OF_ONE}scope/", scopes.scope, rule=may_set_scope, name="scope", things=ORGANISATION),
    address(f"{OF_ONE}scope/give/", scopes.give_scope, rule=may_set_scope, name="give_scope", things=ORGANISATION),
    address(f"{OF_ONE}scope/<str:unit>/take/", scopes.take_scope, rule=may_set_scope, name="take_scope",
            things=ORGANISATION | {"unit": unit_with}),
    address(f"{OF_ONE}unit/give/", scopes.give_representation, rule=may_represent, name="give_representation",
            things=ORGANISATION),
    address(f"{OF_ONE}unit/take/", scopes.take_representation, rule=may_represent, name="take_representation",
            things=ORGANISATION),
    address("invitations/<int:invitation>/again/", invitations.send_again, rule=rules.may_change_invitation,
            name="send_invitation_again", things=INVITATION),
    address("invitations/<int:invitation>/withdraw/", invitations.withdraw, rule=rules.may_change_invitation,
            name="withdraw_invitation", things=INVITATION),
    address("invitations/answer/<str:secret>/", invitations.answer, rule=rules.anybody, name="answer_invitation"),
    address("posts/", posts.own, rule=rules.is_person, name="own_posts"),
    table_address("posts/table.<str:ending>", table_files.own_posts_table, rule=rules.is_person,
                  name="own_posts_file"),
    address("posts/<int:post>/", posts.post, rule=rules.may_see_post, name="post", things=POST),
    address("posts/<int:post>/end/", posts.end, rule=rules.may_end_post, name="end_post", things=POST),
    address("posts/<int:post>/delegate/", posts.delegate, rule=rules.may_delegate_post, name="delegate_post",
            things=POST),
    address("persons/", persons.persons, rule=rules.may_see_persons, name="persons"),
    table_address("persons/table.<str:ending>", table_files.persons_table, rule=rules.may_see_persons,
                  name="persons_file"),
    address("persons/<int:person>/", persons.person, rule=rules.may_see_person, name="person", things=PERSON),
    table_address("persons/<int:person>/posts/table.<str:ending>", table_files.person_table,
                  rule=rules.may_see_person, name="person_file", things=PERSON),
    address("persons/<int:person>/second-factor/lift/", persons.lift, rule=rules.may_lift_second_factor,
            name="lift_second_factor", things=PERSON),
    address("persons/<int:person>/deactivate/", persons.deactivate, rule=rules.may_deactivate,
            name="deactivate_person", things=PERSON),
    address("persons/<int:person>/reactivate/", persons.reactivate, rule=rules.may_reactivate,
            name="reactivate_person", things=PERSON),
]  # fmt: skip
