"""What methods name besides their column: variables, nodes below."""

from tests.engine.unit.load.test_names import with_variable
from tests.engine.unit.load.tiny_text import METHODOLOGY, assert_refused, changed, line_of, refused, tiny

GATE = """index:
  adjust:
    - method: gate
      gate: lawful
      {what}
      at_least: 50
      missing: pass
      reason: {{kk: "Заңдылық", ru: "Законность", en: "Lawfulness"}}
      source: "Invented for tests"
      date: 2024-01-01
"""


def gated(what: str, files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    return changed(METHODOLOGY, "index:\n", GATE.format(what=what), files)


def at_gate(files: dict[str, bytes]) -> str:
    return line_of(METHODOLOGY, "- method: gate", files)


def test_a_variable_that_only_a_method_reads_is_used() -> None:
    assert refused(gated("variable: spare", with_variable("spare"))) == []


def test_a_variable_that_is_not_declared() -> None:
    files = gated("variable: populaton")
    assert_refused(files, at_gate(files), "names the variable «populaton»", "Did you mean «population»?")
    files = gated("variable: xyz")
    assert_refused(files, at_gate(files), "names the variable «xyz»", "Declare it, or name another.")


def test_a_method_with_a_fault_still_uses_its_variable() -> None:
    files = changed(METHODOLOGY, "at_least: 50", "at_least: many", gated("variable: spare", with_variable("spare")))
    assert_refused(files, line_of(METHODOLOGY, "at_least", files), "«many»")


def test_a_node_that_lies_below() -> None:
    assert refused(gated("node: beds")) == []


def test_a_node_that_does_not_lie_below() -> None:
    files = gated("node: bed")
    assert_refused(files, at_gate(files), "names the node «bed»", "Did you mean «beds»?")
    assert_refused(gated("node: index"), at_gate(files), "names the node «index», which does not lie below")


def test_the_tiny_methodology_itself_names_nothing_unknown() -> None:
    assert refused(tiny()) == []
