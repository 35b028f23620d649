"""`tarazy boundaries import`, in a process of its own: both sides to the last name."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tarazy.web.rooms.units.models import Boundaries
from tests.web.cloning import TestDatabases
from tests.web.peopled import TEMPLATE, people_kazakhstan

pytestmark = pytest.mark.usefixtures("transactional_db")
GEO = Path(__file__).resolve().parents[3] / "shared" / "data" / "geo"
ABOUT = ("--place", "kz", "--attribution", "Nobody's survey", "--licence", "CC0", "--why", "A test")


@pytest.fixture(scope="module", autouse=True)
def kazakhstan(databases: TestDatabases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), databases.based_on(TEMPLATE, people_kazakhstan):
        yield


def called(databases: TestDatabases, *words: str, by: str = "centre.administrator") -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("TARAZY_DATABASE", "LC_"))}
    addresses = {"DATABASE_URL": databases.url("tarazy_app"), "DATABASE_OWNER_URL": databases.url("tarazy_owner")}
    return subprocess.run(
        [sys.executable, "-m", "tarazy.cli", "boundaries", "import", *words, *ABOUT, "--by", by],
        env={**plain, **addresses, "LANG": "C.UTF-8"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def cities(folder: Path, *codes: str) -> str:
    rings = [[[[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]] for at in range(len(codes))]
    features = [
        {"type": "Feature", "properties": {"kato": code}, "geometry": {"type": "Polygon", "coordinates": ring}}
        for code, ring in zip(codes, rings, strict=True)
    ]
    path = folder / "cities.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return str(path)


def test_a_trial_then_the_import_then_a_refusal(databases: TestDatabases, tmp_path: Path) -> None:
    file = cities(tmp_path, "710000000", "750000000", "790000000")
    asked = (file, "--key", "kato", "--code", "kato", "--set", "cities")
    trial = called(databases, *asked, "--dry-run")
    assert trial.returncode == 0, trial.stderr
    assert "Matched: 3. Outlines without a unit: 0. Units without an outline: 0." in trial.stderr
    assert not Boundaries.objects.filter(name="cities").exists()
    done = called(databases, *asked)
    assert done.returncode == 0, done.stderr
    assert "Kept as kz-cities" in done.stderr
    strange = called(databases, cities(tmp_path, "710000000", "750000001"), *asked[1:])
    assert strange.returncode == 1
    assert "cities.geojson: 2: 750000001: no unit; perhaps 750000000 is meant" in strange.stderr
    assert "KZ-79: no outline in the file" in strange.stderr
    assert "Nothing is left out unasked." in strange.stderr
    foreign = called(databases, *asked, by="scoped.administrator")
    assert foreign.returncode == 1
    assert "Only an administrator of the centre may do this." in foreign.stderr


@pytest.mark.skipif(not GEO.is_dir(), reason="the layers of regions and districts do not come with a clone")
def test_the_layers_of_kazakhstan(databases: TestDatabases) -> None:
    regions = called(
        databases, str(GEO / "kz_adm1_2024_lo.geojson"), "--key", "kato", "--code", "kato", "--set", "regions",
        "--partly",
    )  # fmt: skip
    assert "Matched: 20. Outlines without a unit: 0." in regions.stderr
    assert Boundaries.objects.filter(pk="kz-regions").exists()
    districts = called(databases, str(GEO / "kz_adm2_2024_lo.geojson"), "--key", "kato", "--code", "kato", "--dry-run")
    assert districts.returncode == 1
    assert "Outlines without a unit: 2" in districts.stderr
    assert districts.stderr.count("no unit") >= 200  # every district by name: the place has no such units yet
