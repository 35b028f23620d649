"""The nodes make one tree."""

from tests.engine.unit.load.tiny_text import (
    ACCIDENTS,
    BEDS,
    METHODOLOGY,
    assert_refused,
    changed,
    line_of,
    refused,
    tiny,
)


def test_the_file_bears_the_id_of_its_indicator() -> None:
    files = tiny()
    files["indicators/crashes.yaml"] = files.pop(ACCIDENTS)
    assert_refused(files, "indicators/crashes.yaml:1", "«accidents»", "«crashes.yaml»", "accidents.yaml")


def test_two_indicators_of_one_id() -> None:
    files = tiny()
    files["indicators/other/beds.yaml"] = files[BEDS]
    assert_refused(files, "indicators/other/beds.yaml:1", "«beds» is used a second time", f"{BEDS}:1")


def test_a_dimension_and_an_indicator_of_one_id() -> None:
    files = changed(METHODOLOGY, "dimension: roads", "dimension: accidents")
    said = refused(files)
    assert any("«accidents» is used a second time" in one for one in said)


def test_index_is_reserved() -> None:
    files = changed(METHODOLOGY, "dimension: roads", "dimension: index")
    said = refused(files)
    assert any(one.startswith(line_of(METHODOLOGY, "dimension: roads")) and "reserved" in one for one in said)


def test_an_unknown_child_and_the_nearest() -> None:
    said = refused(changed(METHODOLOGY, "children: [beds, doctors]", "children: [beds, doctor]"))
    assert len(said) == 2
    assert "indicators/health/doctors.yaml:1: «doctors» is a child of no node" in said[0]
    assert "names the child «doctor», which does not exist" in said[1]
    assert "Did you mean «doctors»?" in said[1]


def test_a_child_in_letters_that_only_look_latin_is_not_an_orphan_too() -> None:
    files = changed(METHODOLOGY, "children: [health, roads]", "children: [he\N{CYRILLIC SMALL LETTER A}lth, roads]")
    assert_refused(files, line_of(METHODOLOGY, "[health, roads]"), "which is not Latin", "health")


def test_what_stands_below_a_dimension_that_could_not_be_read_is_not_said_to_be_lost() -> None:
    files = changed(METHODOLOGY, "dimensions:", "dimensions:\n  - transport")
    files = changed(METHODOLOGY, "children: [health, roads]", "children: [health, roads, transport]", files)
    files = changed(METHODOLOGY, "{health: 0.5, roads: 0.5}", "{health: 0.5, roads: 0.4, transport: 0.1}", files)
    files = changed(METHODOLOGY, "{health: 0.6, roads: 0.4}", "{health: 0.6, roads: 0.3, transport: 0.1}", files)
    assert_refused(files, line_of(METHODOLOGY, "- transport", files), "«dimensions» is not a group of keys")


def test_a_node_used_twice() -> None:
    files = changed(METHODOLOGY, "children: [accidents]", "children: [accidents, beds]")
    assert_refused(files, line_of(METHODOLOGY, "[accidents]"), "«beds» is a child of «roads» and already of «health»")
    files = changed(METHODOLOGY, "children: [accidents]", "children: [accidents, accidents]")
    assert_refused(files, line_of(METHODOLOGY, "[accidents]"), "already of «roads»")


def test_a_node_in_no_place() -> None:
    said = refused(changed(METHODOLOGY, "children: [health, roads]", "children: [health]"))
    assert any("«roads» is a child of no node" in one for one in said)


def test_a_cycle_shows_its_path() -> None:
    files = changed(METHODOLOGY, "children: [accidents]", "children: [accidents, health]")
    said = refused(changed(METHODOLOGY, "children: [beds, doctors]", "children: [beds, doctors, roads]", files))
    assert any("goes round in a circle: health → roads → health" in one for one in said)


def test_a_node_that_is_its_own_child() -> None:
    said = refused(changed(METHODOLOGY, "children: [accidents]", "children: [accidents, roads]"))
    assert any("roads → roads" in one for one in said)


def test_a_cycle_apart_from_the_index() -> None:
    files = changed(METHODOLOGY, "children: [health, roads]", "children: [health]")
    said = refused(changed(METHODOLOGY, "children: [accidents]", "children: [accidents, roads]", files))
    assert any("roads → roads" in one for one in said)


def test_what_follows_from_a_broken_file_is_not_said() -> None:
    files = changed(BEDS, "better: higher", "better: [")
    said = refused(files)
    assert [one.partition(":")[0] for one in said] == [BEDS]
