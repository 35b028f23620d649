"""What was changed on the workbench is saved as a draft: a true text that scores what the workbench showed."""

from __future__ import annotations

import pytest
from django.test import Client

from tarazy.engine.load import load_methodology
from tarazy.web.journal.models import Entry
from tarazy.web.rooms.methodologies.models import Upload, Version
from tarazy.web.rooms.methodologies.queries import files_of, methodology_of, next_number, outcomes_of
from tests.web.computed import Computed
from tests.web.doors.desk.workbench.test_page import FIRST, address, ranks_of, seen
from tests.web.rooms.shipped import KZ_VARYING, put_in_force

pytestmark = pytest.mark.usefixtures("db", "without_second_factor")
CHANGED = FIRST | {
    "weight.economy": "60",
    "weight.poverty": "7",
    "aggregate.people": "generalised",
    "aggregate.people.generalised.exponent": "0,25",
    "normalise.unemployment": "z_score",
    "normalise.road_deaths.goalposts.low": "1.5",
}
NAMED = {"kk": "Басқа индекс", "ru": "Другой индекс", "en": "Another index", "version": "2024.7",
         "source": "A working group, 5 March: “try it”"}  # fmt: skip


def saved(client: Client, version: Version, **otherwise: str) -> Version:
    answer = client.post(address(version, "draft/", **CHANGED), NAMED | otherwise)
    assert answer.status_code == 302, answer.content.decode()
    return Version.objects.latest("pk")


def test_the_draft_scores_what_the_workbench_showed(methodologist: Client, version: Version) -> None:
    shown = ranks_of(seen(methodologist, address(version, **CHANGED, all="yes")))
    draft = saved(methodologist, version)
    assert (str(draft), draft.state, draft.title.en) == ("kz/regional-development/2024.7", "draft", "Another index")
    again = ranks_of(seen(methodologist, address(draft, **FIRST, all="yes")))
    assert {name: ranks[0] for name, ranks in again.items()} == {name: ranks[1] for name, ranks in shown.items()}
    assert any(before != after for before, after in shown.values())
    assert "nothing was computed by this version yet" in seen(methodologist, address(draft))


def test_its_text_says_what_was_meant_and_who_says_so(methodologist: Client, version: Version) -> None:
    draft = saved(methodologist, version)
    text, old = methodology_of(draft), load_methodology("kz/regional-development/2024.1")
    weights = text.index.methods["weigh"].dated[0]  # type: ignore[union-attr]
    assert weights.weights == pytest.approx({"economy": 60 / 135, "labour_and_income": 25 / 135, "people": 25 / 135,
                                             "infrastructure": 25 / 135}, abs=1e-8)  # fmt: skip
    assert weights.source == NAMED["source"]
    posts = text.nodes["road_deaths"].methods["normalise"]
    assert (posts.fixed.low, posts.fixed.source) == (1.5, NAMED["source"])  # type: ignore[union-attr]
    assert text.nodes["people"].methods["aggregate"].exponent == 0.25  # type: ignore[union-attr]
    files = files_of(draft)
    kept = [path for path in old.files if files[path] == old.files[path]]
    assert set(old.files) - set(kept) == {
        "CHANGES.md", "methodology.yaml", "indicators/labour_and_income/unemployment.yaml",
        "indicators/people/road_deaths.yaml",
    }  # fmt: skip


def test_changes_tell_it_in_three_languages(methodologist: Client, version: Version) -> None:
    changes = files_of(saved(methodologist, version))["CHANGES.md"].decode()
    assert changes.startswith("# Changes\n\n## 2024.7\n### Қазақша\n")
    for words in ("is now 44.44 percent instead of 25.00 percent.", "теперь 44,44 процента вместо 25,00 процента.",
                  "енді 25,00 пайыздың орнына 44,44 пайыз.", NAMED["source"]):  # fmt: skip
        assert words in changes
    assert "## 2024.1\n" in changes


def test_it_is_a_draft_like_every_other(computed: Computed, methodologist: Client, version: Version) -> None:
    draft = saved(methodologist, version)
    assert draft.registered_by == computed.methodologist
    assert outcomes_of(draft).exists()
    assert list(Entry.objects.order_by("-pk").values_list("verb", flat=True)[:3]) == [
        "draw_up_version", "run_cases", "register_version",
    ]  # fmt: skip
    assert not Upload.objects.exists()
    page = seen(methodologist, f"/en/desk/methodologies/{draft.pk}/")
    assert "Put up for public consultation" in page
    assert next_number(version) == "2024.2"


def test_a_number_that_is_taken_is_refused_and_nothing_is_kept(methodologist: Client, version: Version) -> None:
    answer = methodologist.post(address(version, "draft/", **CHANGED), NAMED | {"version": "2024.1"})
    assert answer.status_code == 422
    assert "There is a version of this number already." in answer.content.decode()
    assert methodologist.post(address(version, "draft/", **CHANGED), NAMED | {"source": ""}).status_code == 422
    assert Version.objects.count() == 1


def test_without_changes_there_is_nothing_to_save(methodologist: Client, version: Version) -> None:
    answer = methodologist.get(address(version, "draft/", **FIRST))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(address(version))


def test_the_form_proposes_the_next_number_and_tells_the_changes(methodologist: Client, version: Version) -> None:
    page = seen(methodologist, address(version, "draft/", **CHANGED))
    assert 'value="2024.2"' in page
    assert "Economy: the weight within" in page
    assert "uncertainty" not in page


def test_nobody_else_saves(computed: Computed, client: Client, version: Version) -> None:
    client.force_login(computed.analyst)
    assert client.post(address(version, "draft/", **CHANGED), NAMED).status_code == 403
    assert Version.objects.count() == 1


@pytest.fixture
def varying(computed: Computed) -> Version:
    """A version that says what may vary: among it, that the index is put together by a geometric mean."""
    return put_in_force(KZ_VARYING)


@pytest.mark.parametrize(
    ("language", "words"),
    [("kk", "осы жерге белгі қойыңыз"), ("ru", "Поставьте здесь отметку"), ("en", "Tick this box")],
)
def test_a_draft_that_is_one_of_the_stated_choices_says_how_it_can_be_saved(
    methodologist: Client, varying: Version, language: str, words: str
) -> None:
    href = address(varying, "draft/", language, period="2024", **{"aggregate.index": "geometric"})
    answer = methodologist.post(href, NAMED)
    assert answer.status_code == 422
    page = answer.content.decode()
    beside = page[page.index('<input type="checkbox"') - 2000 :]
    assert words in beside
    assert "«geometric»" in beside
    assert not Version.objects.filter(version=NAMED["version"]).exists()


def test_what_may_vary_can_be_left_out(methodologist: Client, varying: Version) -> None:
    href = address(varying, "draft/", period="2024", **{"aggregate.index": "geometric"})
    assert 'type="checkbox" name="without_uncertainty"' in seen(methodologist, href)
    answer = methodologist.post(href, NAMED | {"without_uncertainty": "on"})
    assert answer.status_code == 302
    saved = methodology_of(Version.objects.latest("pk"))
    assert saved.uncertainty is None
    assert saved.index.methods["aggregate"].method == "geometric"  # type: ignore[union-attr]
    changes = saved.files["CHANGES.md"].decode()
    assert "The section “uncertainty” is left out; what may vary has to be stated anew." in changes


def test_what_may_vary_stays_where_it_fits(methodologist: Client, varying: Version) -> None:
    href = address(varying, "draft/", period="2024", **{"aggregate.people": "geometric"})
    assert methodologist.post(href, NAMED).status_code == 302
    saved = methodology_of(Version.objects.latest("pk"))
    assert saved.uncertainty == methodology_of(varying).uncertainty


def test_what_fails_for_another_reason_does_not_blame_what_may_vary(methodologist: Client, varying: Version) -> None:
    href = address(varying, "draft/", period="2024", **{"aggregate.index": "geometric"})
    page = methodologist.post(href, NAMED | {"version": "2024.2"}).content.decode()
    assert "There is a version of this number already." in page
    assert "Tick this box" not in page
