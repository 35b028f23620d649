"""Early warnings reach body, oblast and centre, once each, every morning."""

from __future__ import annotations

import pytest

from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.collection.actions.warning import warn
from tarazy.web.rooms.collection.models import Warned
from tarazy.web.rooms.collection.queries.monitoring import monitored_bodies
from tarazy.web.rooms.collection.queries.warned import news_of
from tarazy.web.rooms.collection.tasks import warn_early
from tarazy.web.rooms.people.enums import OrganisationKind, Role
from tarazy.web.rooms.people.queries import system_actor
from tarazy.web.rooms.post.enums import Delivery
from tarazy.web.rooms.post.models import Message
from tarazy.web.rooms.units.models import Unit
from tests.web.monitored import Monitoring, certify, past_its_day
from tests.web.piloted import BODY
from tests.web.rooms.campaigns.conftest import organisation, person

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def told() -> dict[str, set[str]]:
    """Who was warned of which bodies."""
    found: dict[str, set[str]] = {}
    for row in Warned.objects.select_related("recipient", "submission"):
        found.setdefault(row.recipient.username, set()).add(row.submission.unit_id)
    return found


@pytest.fixture
def oblast(monitoring: Monitoring) -> Monitoring:
    """A second body below the oblast, and people of an office that answers for both."""
    over = organisation("over", OrganisationKind.ASSESSED, scope=BODY)
    Unit.objects.filter(pk="KZ-47").update(parent=BODY)
    person("akim", Role.HEAD, over)
    person("clerk", Role.OFFICER, over)
    return monitoring


def test_body_oblast_and_centre_are_told_once_each(oblast: Monitoring) -> None:
    past_its_day(oblast.campaign)
    warn_early()
    assert told() == {
        "off": {BODY}, "head": {BODY, "KZ-47"}, "stranger": {"KZ-47"}, "akim": {BODY, "KZ-47"}, "adm": {BODY, "KZ-47"},
    }  # fmt: skip
    before = Warned.objects.count(), Message.objects.count()
    warn_early()
    assert (Warned.objects.count(), Message.objects.count()) == before


def test_what_is_new_the_next_day_is_told_then(oblast: Monitoring) -> None:
    past_its_day(oblast.campaign)
    warn_early()
    oblast.campaign.stages.filter(phase="collection").update(closes_on="2099-01-01")
    certify(oblast.form, {"roads_repaired": None})
    Message.objects.all().delete()
    warn_early()
    letter = Message.objects.get(recipient=oblast.officer.pk)
    assert "Local roads repaired: The form of quarter 2 of 2026 gives no value." in letter.text.en
    assert "was due on" not in letter.text.en
    assert letter.link == f"desk/monitoring/forms/{oblast.form.pk}/"


def test_a_letter_names_bodies_in_three_languages_and_leaves_in_the_digest(oblast: Monitoring) -> None:
    past_its_day(oblast.campaign)
    warn_early()
    letter = Message.objects.get(recipient=oblast.administrator.pk)
    assert letter.delivery == Delivery.DIGEST
    assert letter.link == f"desk/monitoring/campaigns/{oblast.campaign.pk}/"
    assert len(set(letter.text.as_dict().values())) == 3
    assert all(str(Unit.objects.get(pk=BODY).name.in_language(lang)) in text
               for lang, text in letter.text.as_dict().items())  # fmt: skip


def test_a_long_letter_ends_with_how_many_more(oblast: Monitoring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.web.rooms.collection.actions.warning.MOST_LINES", 1)
    past_its_day(oblast.campaign)
    warn_early()
    text = Message.objects.get(recipient=oblast.administrator.pk).text.en
    count = Warned.objects.filter(recipient=oblast.administrator).count()
    assert text.endswith(f"And {count - 1} more, on the page.")


def test_only_the_system_warns(oblast: Monitoring) -> None:
    past_its_day(oblast.campaign)
    news = news_of(oblast.campaign, monitored_bodies(oblast.campaign))[0]
    with pytest.raises(Denied, match="The system reminds"):
        warn(oblast.campaign, news, by=oblast.administrator)
    warn(oblast.campaign, news, by=system_actor())


def test_a_campaign_that_is_closed_warns_nobody(oblast: Monitoring) -> None:
    past_its_day(oblast.campaign)
    oblast.campaign.__class__.objects.update(state="closed")
    warn_early()
    assert not Warned.objects.exists()
