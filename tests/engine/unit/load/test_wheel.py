"""What ships lies in the wheel and is found there."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.build import build_wheel

from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_methodologies
from tests.house.checkout import ROOT

ASKED = """
from tarazy.engine.load import load_methodology
from tarazy.engine.load.shipped import shipped_folder, shipped_methodologies
for name in shipped_methodologies():
    print(name, load_methodology(name).hash)
print(shipped_folder("data"), shipped_folder("data").is_dir())
"""


def test_an_installed_wheel_finds_its_own_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    built = tmp_path / build_wheel(str(tmp_path))
    installed = tmp_path / "installed"
    with ZipFile(built) as wheel:
        wheel.extractall(installed)
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    expected = [f"{name} {load_methodology(name).hash}" for name in shipped_methodologies()]
    assert expected
    assert done.stdout.splitlines() == [*expected, f"{installed / 'tarazy' / 'shipped' / 'data'} True"]
