"""A body proves that its own value is in the bundle, open or withheld; nobody proves another one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest

from tarazy.engine.words import ProblemsFound
from tarazy.exchange.bundle.manifest import as_json
from tarazy.exchange.bundle.proof import Proof, proof_of, proves, read_proof
from tarazy.exchange.bundle.read import Checked, check_bundle
from tarazy.exchange.bundle.rows import salt_of
from tarazy.exchange.bundle.written import rows_of
from tests.exchange.bundle.making import HDI, SECRET, hiding, made, published, put


@pytest.fixture(scope="module")
def checked() -> Checked:
    with tempfile.TemporaryDirectory() as outer, tempfile.TemporaryDirectory() as folder:
        bundle = made(published(*HDI), hiding(lambda key: key.unit == "FIN"))
        return check_bundle(put(Path(outer), bundle), Path(folder))


def proof_for(checked: Checked, unit: str) -> Proof:
    rows = rows_of(published(*HDI))
    at = next(i for i, row in enumerate(rows) if row.key.unit == unit)
    salt = salt_of(SECRET, rows[at].key) if rows[at].key in checked.withheld else b""
    return proof_of(rows, checked.leaves, checked.root, at, salt)


@pytest.mark.parametrize("unit", ["KAZ", "FIN"])
def test_a_value_is_proved_whether_it_is_withheld_or_not(checked: Checked, unit: str) -> None:
    proof = proof_for(checked, unit)
    assert bool(proof.salt) == (unit == "FIN")
    assert proves(proof, checked.root)


@pytest.mark.parametrize("unit", ["KAZ", "FIN"])
def test_another_value_another_salt_or_another_root_is_not_proved(checked: Checked, unit: str) -> None:
    proof = proof_for(checked, unit)
    other_key = proof.key._replace(unit="EST")
    for altered in (
        {"said": ("99.9", *proof.said[1:])},
        {"said": proof.said[:-1]},
        {"key": other_key},
        {"salt": "00" * 32},
        {"salt": "00"},
        {"salt": "no hex"},
        {"at": proof.at + 1},
        {"path": proof.path[1:]},
        {"path": ("zz", *proof.path[1:])},
    ):
        assert not proves(msgspec.structs.replace(proof, **altered), checked.root), altered
    assert not proves(proof, "00" * 32)
    assert not proves(proof, "no root")


def test_a_proof_goes_through_its_file(checked: Checked, tmp_path: Path) -> None:
    proof = proof_for(checked, "FIN")
    file = tmp_path / "proof.json"
    file.write_bytes(as_json(proof))
    assert read_proof(file) == proof


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b'{"format": "other"}', b" " * 1_000_001])
def test_what_is_no_proof_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "proof.json"
    file.write_bytes(content)
    with pytest.raises(ProblemsFound, match="no proof"):
        read_proof(file)
