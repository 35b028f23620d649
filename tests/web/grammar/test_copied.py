"""Very many rows as one text: what is empty, what is nothing and what has quotes can be told from each other."""

from __future__ import annotations

import pytest

from tarazy.web.grammar.copied import copied
from tarazy.web.rooms.people.models import User

pytestmark = pytest.mark.django_db


def test_rows_come_as_csv_with_the_values_of_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    for username, name in (("a", ""), ("b", 'He said "no", twice'), ("c", "%s")):
        User.objects.create(username=username, full_name=name)
    chosen = User.objects.filter(username__in=["a", "b", "c"]).order_by("username")
    assert b"".join(copied(chosen.values_list("username", "full_name", "last_login"))).decode() == (
        'a,"",\nb,"He said ""no"", twice",\nc,%s,\n'
    )
    assert [*copied(chosen.filter(full_name="%s").values_list("username"))] == [b"c\n"]
    assert [*copied(User.objects.filter(username="nobody").values_list("username"))] == []
    monkeypatch.setattr("tarazy.web.grammar.copied._AT_ONCE", 2)
    assert [*copied(chosen.values_list("username"))] == [b"a\nb\n", b"c\n"]
