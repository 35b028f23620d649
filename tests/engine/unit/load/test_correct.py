"""A correct text is read into the model, whole."""

from datetime import date

from tarazy.engine.load import load_methodology, methodology_from_files
from tarazy.engine.model.formula import Constant, Lagged, Operation
from tarazy.engine.model.text import Text
from tarazy.engine.model.uncertainty import ChoiceOfMethods, Spread, Weights
from tests.engine.unit.load.tiny_text import ACCIDENTS, FOLDER, METHODOLOGY, changed, refused, tiny


def test_a_folder_is_read_into_the_model() -> None:
    methodology = load_methodology(FOLDER)
    assert methodology.id == "test/tiny/2024.1"
    assert list(methodology.nodes) == ["index", "health", "beds", "doctors", "roads", "accidents"]
    assert methodology.depths == {"index": 1, "health": 2, "beds": 3, "doctors": 3, "roads": 2, "accidents": 3}
    assert methodology.assessed_kinds == ("oblast", "city")
    assert methodology.in_force.from_ == date(2024, 1, 1)
    assert methodology.index.title == Text(kk="Шағын индекс", ru="Малый индекс", en="Tiny index")
    assert methodology.description.en == "Invented for tests only.\n"


def test_what_may_vary_is_read_with_the_steps_of_each_choice_as_its_methods() -> None:
    said = load_methodology(FOLDER).uncertainty
    assert said is not None
    assert (said.replicates, said.level_percent) == (1000, 90.0)
    weights, aggregation = said.assumptions
    assert isinstance(weights, Weights)
    assert (weights.kind, weights.at, weights.by) == ("weights", "all", Spread(percent=25.0))
    assert isinstance(aggregation, ChoiceOfMethods)
    assert (aggregation.at, aggregation.date) == (("index",), date(2024, 1, 1))
    stated, other = aggregation.choices
    assert (stated.choice, stated.methods, stated.share) == ("stated", {}, None)
    assert type(other.methods["aggregate"]).__module__ == "tarazy.engine.steps.aggregate.harmonic"


def test_steps_become_the_parameters_of_their_methods() -> None:
    methodology = load_methodology(FOLDER)
    assert set(methodology.methods) == {"rank", "band"}
    assert set(methodology.index.methods) == {"missing", "weigh", "aggregate", "round"}
    beds = methodology.nodes["beds"]
    assert type(beds.methods["normalise"]).__module__ == "tarazy.engine.steps.normalise.goalposts"
    rows = beds.methods["normalise"].dated  # type: ignore[attr-defined]
    assert [(row.from_, row.low, row.high) for row in rows] == [
        (date(2020, 1, 1), 20.0, 80.0),
        (date(2024, 1, 1), 25.0, 85.0),
    ]


def test_a_formula_becomes_a_tree() -> None:
    by_id = {indicator.id: indicator for indicator in load_methodology(FOLDER).indicators}
    both = Operation("+", Lagged("accidents_all"), Lagged("accidents_all", 1))
    assert by_id["accidents"].value.tree == Operation("/", both, Constant(2.0))
    assert by_id["doctors"].value.text == "10000 * doctors_all / population"


def test_what_may_be_left_out_may_be_left_out() -> None:
    text = tiny()[METHODOLOGY].decode()
    without_band = text[: text.index("band:\n")]
    files = tiny() | {METHODOLOGY: without_band.replace(", to: 2027-12-31", "").replace(", to: 2025", "").encode()}
    methodology = methodology_from_files(files)
    assert (methodology.in_force.to, methodology.assessed_periods.to) == (None, None)
    assert "band" not in methodology.methods


def test_a_methodology_without_dimensions_and_for_any_kind() -> None:
    text = tiny()[METHODOLOGY].decode()
    start, end = text.index("dimensions:"), text.index("rank:")
    flat = text[:start] + "dimensions: []\n" + text[end:]
    flat = flat.replace("[health, roads]", "[beds, doctors, accidents]").replace("[oblast, city]", "any")
    start, end = flat.index("  weigh:\n"), flat.index("  aggregate:")
    flat = flat[:start] + "  weigh: {method: equal}\n" + flat[end:]
    methodology = methodology_from_files(tiny() | {METHODOLOGY: flat.encode()})
    assert list(methodology.nodes) == ["index", "beds", "doctors", "accidents"]
    assert methodology.assessed_kinds == "any"


def test_files_are_kept_byte_for_byte() -> None:
    assert dict(load_methodology(FOLDER).files) == tiny()


def test_comments_and_spaces_change_the_hash_and_nothing_else() -> None:
    plain = methodology_from_files(tiny())
    commented = methodology_from_files(changed(ACCIDENTS, "better: lower", "better:   lower  # fewer is better"))
    assert plain.indicators == commented.indicators
    assert plain.hash != commented.hash


def test_nothing_is_refused() -> None:
    assert refused(tiny()) == []
