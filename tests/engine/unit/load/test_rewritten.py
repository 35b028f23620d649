"""A text in which some methods are written otherwise: true files that load, every other byte as it was."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.load.rewritten import Edition, rewritten
from tarazy.engine.load.shipped import shipped_methodologies
from tarazy.engine.model.changed import Changed, with_methods
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.text import Text
from tarazy.engine.steps.aggregate import generalised, geometric
from tarazy.engine.steps.normalise import goalposts, min_max
from tarazy.engine.words import ProblemsFound

KZ = "kz/regional-development/2024.1"
VARYING = "kz/regional-development/2024.2"
TITLE = Text(kk="Басқа «атау»", ru='Другое "имя": да', en="Another name # here")
EDITION = Edition("2099.1", TITLE, "What is changed.")
STEPS = ("weigh", "aggregate", "normalise")


def own_methods(methodology: Methodology) -> Changed:
    """What every node says anyway, written again."""
    return {
        id: {step: taken for step, taken in node.methods.items() if step in STEPS}
        for id, node in methodology.nodes.items()
    }


@pytest.mark.parametrize("name", shipped_methodologies())
def test_every_shipped_methodology_is_written_again_as_it_was(name: str) -> None:
    old = load_methodology(name)
    new = methodology_from_files(rewritten(old, own_methods(old), EDITION))
    assert {id: node.methods for id, node in new.nodes.items()} == {id: one.methods for id, one in old.nodes.items()}
    assert (new.version, new.title, new.cases) == ("2099.1", TITLE, old.cases)
    assert new.uncertainty == old.uncertainty


def test_only_the_files_of_changed_nodes_are_touched_and_remarks_stay() -> None:
    files = dict(load_methodology(KZ).files)
    path = "indicators/economy/grp_growth.yaml"
    files[path] = b"# who has asked for it\n" + files[path].replace(b"better: higher", b"better: higher  # of course")
    old = methodology_from_files(files)
    changed: Changed = {"grp_growth": {"normalise": min_max.Parameters(within="period")}}
    new = rewritten(old, changed, replace(EDITION, title=old.title))
    assert {name for name in files if new[name] != files[name]} == {"CHANGES.md", "methodology.yaml", path}
    assert new[path].startswith(b"# who has asked for it\n")
    assert b"better: higher  # of course" in new[path]
    assert b"\nnormalise: {method: min_max, within: period}\n" in new[path]
    lines = zip(old.files["methodology.yaml"].splitlines(), new["methodology.yaml"].splitlines(), strict=True)
    assert [after for before, after in lines if before != after] == [b'version: "2099.1"']


def test_what_is_written_is_what_was_meant() -> None:
    old = load_methodology(KZ)
    rule = old.nodes["poverty"].methods["normalise"]
    assert isinstance(rule, goalposts.Parameters)
    assert rule.fixed is not None
    posts = msgspec.structs.replace(rule, fixed=msgspec.structs.replace(rule.fixed, high=17.25, source='a: "b" # c'))
    other = generalised.Parameters(exponent=0.5, source="Order: 5", date=rule.fixed.date)
    changed: Changed = {
        "poverty": {"normalise": posts}, "economy": {"aggregate": other},
        "index": {"aggregate": geometric.Parameters()},
    }  # fmt: skip
    new = methodology_from_files(rewritten(old, changed, EDITION))
    assert {id: node.methods for id, node in new.nodes.items()} == {
        id: node.methods for id, node in with_methods(old, changed).nodes.items()
    }


def test_the_new_version_stands_above_the_older_ones_in_changes() -> None:
    new = rewritten(load_methodology(KZ), {}, EDITION)["CHANGES.md"].decode()
    assert new.startswith("# Changes\n\n## 2099.1\nWhat is changed.\n\n## 2024.1\n")


def test_a_mapping_between_braces_stays_on_its_line() -> None:
    files = dict(load_methodology("un/hdi/2021").files)
    text = files["methodology.yaml"].decode()
    flow = (
        "index: {missing: {method: leave}, weigh: {method: equal}, aggregate: {method: geometric}, "
        "children: [life_expectancy, education, income]}\n"
    )
    start, end = text.index("index:\n"), text.index("dimensions:\n")
    files["methodology.yaml"] = (text[:start] + flow + text[end:]).encode()
    old = methodology_from_files({name: text for name, text in files.items() if not name.startswith("cases/")})
    changed: Changed = {"index": {"aggregate": old.nodes["education"].methods["aggregate"]}}
    new = rewritten(old, changed, EDITION)["methodology.yaml"].decode()
    assert flow.replace("geometric", "arithmetic") in new


def test_what_may_vary_can_be_left_out_where_it_no_longer_fits() -> None:
    old = load_methodology(VARYING)
    changed: Changed = {"index": {"aggregate": geometric.Parameters()}}  # which is one of its choices already
    with pytest.raises(ProblemsFound, match="come to the same"):
        methodology_from_files(rewritten(old, changed, EDITION))
    new = methodology_from_files(rewritten(old, changed, replace(EDITION, states_uncertainty=False)))
    assert new.uncertainty is None
    assert new.methods == old.methods
