"""The tree against the published roots of Certificate Transparency, and its paths against every forgery of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.exchange.bundle.merkle import leads_to, leaf_hash, path_to, root_of

# The test tree of RFC 6962's reference implementation (google/certificate-transparency, merkletree).
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize("count", range(1, 9))
def test_roots_are_those_of_certificate_transparency(count: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(text)) for text in LEAVES[:count]]
    assert root_of(leaves).hex() == ROOTS[count - 1]


@given(st.integers(1, 70), st.data())
def test_a_path_leads_from_its_leaf_to_the_root_and_from_nothing_else(count: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(str(i).encode()) for i in range(count)]
    at = data.draw(st.integers(0, count - 1))
    root, path = root_of(leaves), path_to(leaves, at)
    assert leads_to(root, leaves[at], at, count, path)
    assert not leads_to(root, leaf_hash(b"other"), at, count, path)
    assert not leads_to(root, leaves[at], at, count, [*path, root])
    assert not leads_to(root, leaves[at], count, count, path)
    assert not leads_to(root, leaves[at], -1, count, path)
    other = data.draw(st.integers(0, count - 1).filter(lambda one: count == 1 or one != at))
    assert leads_to(root, leaves[at], other, count, path) is (other == at)
    for step in range(len(path)):
        assert not leads_to(root, leaves[at], at, count, path[:step] + path[step + 1 :])
        assert not leads_to(root, leaves[at], at, count, [*path[:step], leaf_hash(b""), *path[step + 1 :]])


def test_a_node_does_not_pass_for_a_leaf() -> None:
    leaves = [leaf_hash(b"a"), leaf_hash(b"b")]
    assert leaf_hash(leaves[0] + leaves[1]) != root_of(leaves)
