"""How sure a publication is goes out with it, and comes out of its bundle again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from pytest_django.plugin import DjangoDbBlocker

from tarazy.exchange.bundle.estimated_again import Again, estimate_again
from tarazy.exchange.bundle.read import Checked, check_bundle, read_content
from tarazy.exchange.bundle.recomputed import Outcome, recompute
from tarazy.web.grammar.act import Denied
from tarazy.web.rooms.publication.actions.publishing import publish
from tarazy.web.rooms.publication.enums import Kind
from tarazy.web.rooms.publication.queries.bundles import contents_of
from tarazy.web.rooms.results.actions.computing import compute
from tarazy.web.rooms.results.actions.estimating import estimate
from tarazy.web.rooms.results.models import Estimate, Interval, NotToldApart, Pair, Run
from tests.web.cloning import TestDatabases
from tests.web.rooms.shipped import demo, estimated_kz

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every test of this module begins with Kazakhstan computed and estimated."""
    with django_db_blocker.unblock(), databases.based_on("estimated_kz", estimated_kz):
        yield


@pytest.fixture
def run(db: None) -> Run:
    return Run.objects.select_related("version").get()


def recomputed(content: bytes, folder: Path) -> tuple[Checked, Outcome, Again]:
    path, unpacked = folder / "bundle.zip", folder / "unpacked"
    path.write_bytes(content)
    unpacked.mkdir()
    checked = check_bundle(path, unpacked)
    assert not checked.flaws
    read = read_content(checked)
    again = estimate_again(checked, read)
    assert again is not None
    return checked, recompute(checked, read), again


def test_whoever_has_the_bundle_draws_the_same_replicates(run: Run, tmp_path: Path) -> None:
    publication = publish(run, Kind.ILLUSTRATION, run.version.title, by=demo())
    checked, outcome, again = recomputed(contents_of(publication) or b"", tmp_path)
    assert (outcome.difference_count, outcome.flaws) == (0, ())
    assert (again.withheld, again.differences, again.difference_count, again.flaws) == (False, (), 0, ())
    made = Estimate.objects.get(run=run)
    assert (again.account.seed, again.account.replicates) == (made.seed, made.replicates)
    for name, model in (("intervals.csv", Interval), ("pairs.csv", Pair), ("groups.csv", NotToldApart)):
        assert len(pl.read_csv(checked.files[name].path)) == model.objects.count() > 0


def test_nothing_is_published_before_it_is_said_how_sure_it_is(run: Run, tmp_path: Path) -> None:
    later = compute(run.version, ["2025"], by=demo())
    with pytest.raises(Denied, match="not estimated yet"):
        publish(later, Kind.ILLUSTRATION, run.version.title, by=demo())
    refused = estimate(later, by=demo()).refusal
    publication = publish(later, Kind.ILLUSTRATION, run.version.title, by=demo())
    *_of, again = recomputed(contents_of(publication) or b"", tmp_path)
    assert again.account.refusal is not None
    assert refused is not None
    assert again.account.refusal.kk == refused.kk
