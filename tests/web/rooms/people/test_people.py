from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tarazy.web.rooms.people.enums import Kind
from tarazy.web.rooms.people.models import User
from tarazy.web.rooms.people.queries import DEMO, SYSTEM, system_actor
from tarazy.web.rooms.people.rules import is_person, is_system


def test_the_user_model_is_our_own() -> None:
    assert get_user_model() is User


@pytest.mark.parametrize("username", [SYSTEM, DEMO])
def test_system_actors_exist_from_the_first_migration_and_can_never_sign_in(db: None, username: str) -> None:
    actor = system_actor(username)
    assert is_system(actor)
    assert not is_person(actor)
    assert not actor.is_active
    assert not actor.has_usable_password()
    assert not actor.check_password("")


@pytest.mark.parametrize("change", [{"is_active": True}, {"password": "pbkdf2_sha256$1$a$b"}, {"password": ""}])
def test_the_database_refuses_a_system_actor_that_could_sign_in(db: None, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="system_never_signs_in"), transaction.atomic():
        User.objects.filter(username=DEMO).update(**change)


def test_a_person_is_not_the_system(db: None) -> None:
    person = User.objects.create(username="aigerim", full_name="Айгерім Нұрланқызы")
    assert is_person(person)
    assert not is_system(person)
    assert str(person) == "Айгерім Нұрланқызы"
    with pytest.raises(User.DoesNotExist):
        system_actor("aigerim")
    person.is_active = False
    assert not is_person(person)


def test_nobody_is_neither() -> None:
    unsaved = User(username="somebody", kind=Kind.SYSTEM)
    for user in (None, unsaved):
        assert not is_system(user)
        assert not is_person(user)


@pytest.mark.parametrize("username", ["Aigerim", "айгерім", "a b", "1a", "system:", "a:b:c", ""])
def test_user_names_are_small_latin_letters(username: str) -> None:
    with pytest.raises(ValidationError):
        User(username=username, password="!").full_clean(validate_unique=False, validate_constraints=False)


def test_two_people_without_an_address_and_no_two_with_the_same(db: None) -> None:
    User.objects.create(username="one")
    User.objects.create(username="two")
    User.objects.create(username="three", email="a@example.kz")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="four", email="a@example.kz")
