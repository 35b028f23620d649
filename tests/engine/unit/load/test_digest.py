"""The hash of a methodology is the one that anybody computes by hand."""

import shutil
import subprocess
from pathlib import Path

from tarazy.engine.load import load_methodology
from tarazy.engine.load.digest import methodology_hash
from tests.engine.unit.load.tiny_text import FOLDER
from tests.house.checkout import ROOT

# As docs/manual/formats.md gives it.
BY_HAND = (
    "find . -type f ! -path './cases/*' ! -path './CHANGES.md' ! -path '*/.*' -printf '%P\\n'"
    " | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum"
)
ODD = {
    "methodology.yaml": b"a",
    "variables.yaml": b"",
    "indicators/b.yaml": b"\xff\x00",
    "indicators/B.yaml": b"big",
    "indicators/a b/c.yaml": b"space",
    "indicators/a-b/c.yaml": b"hyphen",
    "indicators/a.yaml": b"a",
    "indicators/a/a.yaml": b"slash sorts after point",
    "indicators/Здоровье/Әлем.yaml": "қазақша".encode(),
    "indicators/\U0001f4a1.yaml": b"beyond the first plane",
    "indicators/\ufb01.yaml": b"before it in UTF-16 and not in UTF-8",
    "indicators/quote'\"$(x).yaml": b"quotes",
    "indicators/cases/in.yaml": b"in: not the folder cases of the top",
    "indicators/CHANGES.md": b"in",
    "CHANGES.md": b"out",
    "cases/one.yaml": b"out",
    "cases/deep/two.yaml": b"out",
    ".hidden": b"out",
    "indicators/.hidden/x.yaml": b"out",
    "indicators/.swp": b"out",
}


def by_hand(folder: Path) -> str:
    done = subprocess.run(["bash", "-c", BY_HAND], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.split()[0]


def test_the_tiny_methodology(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "tiny"))
    assert load_methodology(folder).hash == by_hand(folder)


def test_a_folder_with_odd_names(tmp_path: Path) -> None:
    for path, content in ODD.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert methodology_hash(ODD) == by_hand(tmp_path)


def test_a_byte_and_a_name_change_the_hash() -> None:
    before = methodology_hash(ODD)
    assert methodology_hash(ODD | {"indicators/b.yaml": b"\xff\x01"}) != before
    renamed = {("indicators/z.yaml" if path == "indicators/b.yaml" else path): ODD[path] for path in ODD}
    assert methodology_hash(renamed) != before


def test_the_vector_of_the_manual() -> None:
    files = {"methodology.yaml": b"a\n", "indicators/b.yaml": b"b\n", "cases/c.yaml": b"c\n", "CHANGES.md": b"d\n"}
    page = (ROOT / "docs" / "manual" / "formats.md").read_text(encoding="utf-8")
    assert f"the hash is `{methodology_hash(files)}`" in page
    assert BY_HAND in page
