"""A node that makes no total has none to give to the node above."""

from tests.engine.unit.load.tiny_text import METHODOLOGY, assert_refused, changed, line_of, refused

NO_TOTAL = """aggregate:
      method: no_total
      reason: {kk: "Қосылмайды", ru: "Не складывается", en: "It does not add up"}
      source: "Invented for tests"
      date: 2024-01-01
"""


def without_total() -> dict[str, bytes]:
    """The tiny methodology with a dimension of which no total is made."""
    return changed(METHODOLOGY, "    aggregate: {method: geometric}\n", f"    {NO_TOTAL}")


def test_a_total_above_a_node_without_one() -> None:
    files = without_total()
    where = line_of(METHODOLOGY, "  aggregate: {method: arithmetic}", files)
    assert_refused(files, where, "«index» makes a total of «health», which makes none")


def test_no_total_above_a_node_without_one() -> None:
    files = changed(
        METHODOLOGY, "\n  aggregate: {method: arithmetic}\n  round", f"\n  {NO_TOTAL}  round", without_total()
    )
    text = files[METHODOLOGY].decode()
    files[METHODOLOGY] = text[: text.index("uncertainty:")].encode()
    files.pop("cases/two_oblasts.yaml")
    assert refused(files) == []
