"""What may vary: read as it is written; what could not vary, or varies twice, is refused with the reason."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tarazy.engine.load import methodology_from_files
from tarazy.engine.load.write import files_of
from tarazy.engine.model.uncertainty import (
    Assumption,
    ChoiceOfMethods,
    Dirichlet,
    ErrorRates,
    Experts,
    Goalposts,
    Imputation,
    LeaveOut,
    Revisions,
    StandardErrors,
    Uncertainty,
    Weights,
)
from tarazy.engine.words import ProblemsFound
from tests.engine.unit.load.tiny_text import BEDS, METHODOLOGY, assert_refused, changed, line_of, refused, tiny
from tests.house.checkout import ROOT

BY = 'source: "Invented for tests", date: 2024-01-01'
TITLE = 'title: {kk: "А", ru: "Б", en: "C"}'
SPREAD = "by: {method: spread, percent: 25}"
STATED = f"{{choice: stated, {TITLE}}}"
Z_SCORE = f"{{method: z_score, centre: 50, points_per_deviation: 10, deviation: sample, within: period, {BY}}}"
GEOMETRIC = "aggregate: {method: geometric}"
MEAN = "{method: group_mean, within: period}"
BUDGET = (
    f"{{method: budget_allocation, total: 100, {BY}, "
    'experts: [{expert: "A", points: {health: 60, roads: 40}}, {expert: "B", points: {health: 30, roads: 70}}]}'
)


def stating(*assumptions: str, head: str = "", files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """The tiny methodology with these assumptions in place of its own, the first `a`, the second `b`, and so on."""
    whole = dict(tiny() if files is None else files)
    text = whole[METHODOLOGY].decode()
    lines = [head or "  replicates: 1000\n  level_percent: 90\n", "  assumptions:\n"]
    for id, one in zip("abcdefgh", assumptions, strict=False):
        lines.append(f"    - {{{one}, {'' if 'assumption:' in one else f'assumption: {id}, '}{TITLE}, {BY}}}\n")
    whole[METHODOLOGY] = f"{text[: text.index('uncertainty:')]}uncertainty:\n{''.join(lines)}".encode()
    return whole


def varying(*choices: str, at: str = "all") -> str:
    return f"vary: methods, at: {at}, choices: [{', '.join(choices)}]"


def choosing(steps: str, id: str = "other") -> str:
    return f"{{choice: {id}, {TITLE}, {steps}}}"


def said_of(files: dict[str, bytes]) -> Uncertainty:
    said = methodology_from_files(files).uncertainty
    assert said is not None
    return said


def with_budget() -> dict[str, bytes]:
    """The tiny methodology, whose experts say what the blocks weigh."""
    text = tiny()[METHODOLOGY].decode()
    start, end = text.index("  weigh:\n    method: given"), text.index("  aggregate: {method: arithmetic}\n  round")
    return tiny() | {METHODOLOGY: f"{text[:start]}  weigh: {BUDGET}\n{text[end:]}".encode()}


def with_imputation() -> dict[str, bytes]:
    return changed(BEDS, "missing: {method: leave}", f"missing: {MEAN}")


EVERY_KIND = (
    "vary: weights, at: [index], by: {method: dirichlet, concentration: 50}",
    varying(STATED, choosing(f"normalise: {Z_SCORE}, treat: [], adjust: []"), at="[accidents]"),
    "vary: goalposts, at: all, percent: 10",
    "vary: leave_out, at: indicators",
    "vary: standard_errors, variables: [population]",
    "vary: error_rates, variables: all, wrong_percent: 3, off_percent: 20",
    "vary: imputation, at: all, spread: 1",
    "vary: revisions, variables: all, percent: 2",
)


def test_every_kind_of_assumption_is_read() -> None:
    kinds = [Weights, ChoiceOfMethods, Goalposts, LeaveOut, StandardErrors, ErrorRates, Imputation, Revisions]
    said = said_of(stating(*EVERY_KIND, files=with_imputation()))
    assert [type(one) for one in said.assumptions] == kinds
    weights, methods = said.assumptions[:2]
    assert isinstance(weights, Weights)
    assert weights.by == Dirichlet(concentration=50)
    assert isinstance(methods, ChoiceOfMethods)
    assert methods.choices[0].methods == {}
    assert methods.choices[1].methods["treat"] == methods.choices[1].methods["adjust"] == ()
    assert list(methods.choices[1].methods) == ["treat", "normalise", "adjust"]


def test_it_is_written_back_as_it_was() -> None:
    methodology = methodology_from_files(stating(*EVERY_KIND, files=with_imputation()))
    back = methodology_from_files({path: text.encode() for path, text in files_of(methodology).items()})
    assert back.uncertainty == methodology.uncertainty


def test_experts_may_disagree_where_experts_gave_the_points() -> None:
    files = stating("vary: weights, at: all, by: {method: experts, as: resampled}", files=with_budget())
    (weights,) = said_of(files).assumptions
    assert isinstance(weights, Weights)
    assert weights.by == Experts(as_="resampled")


def test_what_has_only_a_few_values_is_not_somewhat_off() -> None:
    yes_no = changed(BEDS, "value: 10000 * beds_all / population", "value: beds_all")
    text = yes_no[BEDS].decode().replace("unit_of_measure: per_10000", "unit_of_measure: number")
    yes_no[BEDS] = f"{text[: text.index('normalise:')]}normalise: {{method: yes_no}}\n".encode()
    yes_no.pop("cases/two_oblasts.yaml")
    files = stating("vary: revisions, variables: [beds_all], percent: 2", files=yes_no)
    assert_refused(
        files,
        line_of(METHODOLOGY, "vary: revisions", files),
        "«beds_all» has only a few possible values",
        "most replicates would fail",
        "Take it out of the list",
    )
    assert refused(stating("vary: revisions, variables: all, percent: 2", files=yes_no)) == []


def test_one_expert_alone_does_not_disagree() -> None:
    second = ', {expert: "B", points: {health: 30, roads: 70}}'
    files = changed(METHODOLOGY, second, "", with_budget())
    files = stating("vary: weights, at: [index], by: {method: experts, as: one}", files=files)
    assert_refused(
        files,
        line_of(METHODOLOGY, "vary: weights", files),
        "where only one gave points",
        "Nobody disagrees with himself",
        "Add what others gave",
    )


def test_weights_may_vary_where_a_child_may_be_left_out() -> None:
    assert refused(stating(f"vary: weights, at: [index], {SPREAD}", "vary: leave_out, at: dimensions")) == []


def test_no_choice_needs_to_be_as_stated() -> None:
    choices = choosing(GEOMETRIC, "a"), choosing("aggregate: {method: harmonic}", "b")
    assert refused(stating(varying(*choices, at="[index]"))) == []


def test_a_choice_may_hold_steps_of_both_levels() -> None:
    both = f"missing: {MEAN}, aggregate: {{method: geometric}}"
    assert refused(stating(varying(STATED, choosing(both)))) == []


@pytest.mark.parametrize(
    ("assumption", "where", "words"),
    [
        ("vary: weights, at: [heatlh], " + SPREAD, "at", ["the node «heatlh», which does not exist", "«health»?"]),
        ("vary: weights, at: [beds], " + SPREAD, "at", ["«beds» is an indicator", "no children", "Name another"]),
        ("vary: weights, at: [roads], " + SPREAD, "at", ["«roads» has one child only", "always 1"]),
        ("vary: weights, at: [index, index], " + SPREAD, "at", ["names «index» twice"]),
        (
            "vary: weights, at: [index], by: {method: experts, as: one}",
            "at",
            ["whose weights are by «given»", "Only a budget allocation", "by spread or dirichlet"],
        ),
        (
            "vary: weights, at: all, by: {method: experts, as: one}",
            "at",
            ["is to hold wherever it can, and it can nowhere", "«vary: weights»", "Remove the assumption"],
        ),
        ("vary: goalposts, at: [health], percent: 5", "at", ["«health» is no indicator", "into points"]),
        (
            "vary: goalposts, at: [accidents], percent: 5",
            "at",
            ["are to move at «accidents», which has none", "is «min_max»", "whose normalisation has goalposts"],
        ),
        ("vary: imputation, at: [index], spread: 1", "at", ["«index» is no indicator", "Only values of indicators"]),
        (
            "vary: imputation, at: [beds], spread: 1",
            "at",
            ["where none is ever imputed", "is «leave»", "rule for missing data fills in"],
        ),
        ("vary: leave_out, at: [index]", "at", ["The index itself is to be left out", "nothing is left to be ranked"]),
        ("vary: leave_out, at: [accidents]", "at", ["it is the only child of «roads»", "nothing is left of which"]),
        (
            "vary: standard_errors, variables: [bed_all]",
            "variables",
            ["the variable «bed_all», which variables.yaml does not declare", "Did you mean «beds_all»?"],
        ),
        (
            "vary: error_rates, variables: [population], wrong_percent: 3, off_percent: 20",
            "variables",
            ["nobody reports «population»", "self-report or verified", "vary: revisions"],
        ),
        (varying(STATED), "choices", ["«a» has one choice only", "does not vary", "Add another"]),
        (
            varying(STATED, choosing(GEOMETRIC), at="[beds, index]"),
            "at",
            ["No choice says anything that «beds» could take", "different steps"],
        ),
        (
            varying(STATED, choosing(f"normalise: {Z_SCORE}, aggregate: {{method: geometric}}"), at="[beds]"),
            "choices",
            ["says «aggregate», which no node of its assumption takes", "change nothing", "nodes that take it"],
        ),
        (
            varying(STATED, choosing(GEOMETRIC, "stated"), at="[index]"),
            "choices",
            ["The choice «stated» is stated a second time", "another id"],
        ),
        (
            varying(STATED, choosing(GEOMETRIC, "x"), choosing(GEOMETRIC)),
            "choices",
            ["«x» and «other» come to the same", "twice as likely", "greater share"],
        ),
        (
            varying(STATED, choosing("aggregate: {method: arithmetic}"), at="[index]"),
            "choices",
            ["«stated» and «other» come to the same"],
        ),
        (
            varying(STATED, choosing("share: 0.5, aggregate: {method: geometric}"), at="[index]"),
            "choices",
            ["Some choices of «a» have a share, and others have none", "all are equally likely"],
        ),
        (
            varying(
                f"{{choice: stated, {TITLE}, share: 0.5}}", choosing("share: 0.4, aggregate: {method: geometric}")
            ),
            "choices",
            ["The shares of the choices of «a» sum to 0.9", "sum to 1", "Correct the shares"],
        ),
        (
            varying(STATED, choosing(f"normalise: {Z_SCORE.replace('deviation: 10', 'deviation: -10')}"), at="[beds]"),
            "choices",
            ["A deviation brings", "A better value must earn more"],
        ),
        (
            varying(STATED, choosing(f"weigh: {BUDGET}"), at="[health]"),
            "choices",
            ["«A» gives points to roads, which is not a child of the dimension"],
        ),
        (
            varying(STATED, choosing("normalise: {method: target, target: beds_wanted, outside: leave}"), at="[beds]"),
            "choices",
            ["names «beds_wanted», which does not exist", "only what the methodology itself holds"],
        ),
        (
            varying(STATED, choosing("missing: {method: regression, others: [beds], within: period}"), at="[beds]"),
            "choices",
            ["names «beds» itself as another"],
        ),
        (
            varying(STATED, choosing(f"missing: {{method: previous_period, periods: 1, {BY}}}"), at="[beds]"),
            "choices",
            ["the node «beds» reads «beds_all» 1 periods before", "finds gaps", "a method that reads nothing else"],
        ),
        (
            varying(STATED, choosing(f'aggregate: {{method: no_total, reason: {{kk: "А", ru: "Б", en: "C"}}, {BY}}}')),
            "choices",
            ["The choice «other» makes no total", "no unit could be ranked", "another aggregation"],
        ),
    ],
)  # fmt: skip
def test_what_could_not_vary_is_refused(assumption: str, where: str, words: list[str]) -> None:
    files = stating(assumption)
    said = [one for one in refused(files) if words[0] in one]
    assert len(said) == 1, refused(files)
    assert said[0].startswith(f"{line_of(METHODOLOGY, f'{where}: ' if where != 'at' else 'vary: ', files)}"), said[0]
    for word in words:
        assert word in said[0], said[0]


PAGE = (ROOT / "docs" / "manual" / "uncertainty.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", re.findall(r"^```yaml\n(uncertainty:\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
def test_the_examples_of_the_manual_are_read(example: str) -> None:
    text = tiny()[METHODOLOGY].decode()
    assert (
        len(said_of(tiny() | {METHODOLOGY: f"{text[: text.index('uncertainty:')]}{example}".encode()}).assumptions) > 1
    )


def test_the_manual_names_every_kind() -> None:
    for kind in get_args(Assumption):
        assert f"| `{kind.__struct_config__.tag}` |" in PAGE


def test_every_refusal_is_told_in_three_languages() -> None:
    files = stating(
        f"vary: weights, at: [beds, roads, nowhere], {SPREAD}",
        varying(STATED),
        "vary: leave_out, at: [index, accidents]",
        "vary: goalposts, at: [accidents, health], percent: 5",
        "vary: imputation, at: all, spread: 1",
        "vary: error_rates, variables: [population], wrong_percent: 3, off_percent: 20",
        head="  replicates: 100\n  level_percent: 99.5\n",
    )
    with pytest.raises(ProblemsFound) as found:
        methodology_from_files(files)
    assert len(found.value.problems) == 11
    for problem in found.value.problems:
        for part in (problem.what, problem.why, problem.mend):
            told = {part.in_language(lang) for lang in ("kk", "ru", "en")}
            assert len(told) == 3, told


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (f"vary: weights, at: all, {SPREAD}", f"vary: weights, at: [index], {SPREAD}", ["«weigh» of «index»"]),
        (
            "vary: goalposts, at: [beds], percent: 5",
            varying(STATED, choosing(f"normalise: {Z_SCORE}"), at="[beds, doctors]"),
            ["«normalise» of «beds»"],
        ),
        (
            "vary: revisions, variables: all, percent: 5",
            "vary: revisions, variables: [population], percent: 2",
            ["«revisions» of «population»"],
        ),
        ("vary: leave_out, at: dimensions", "vary: leave_out, at: [roads]", ["«children» of «index»"]),
    ],
)
def test_two_assumptions_do_not_change_the_same(first: str, second: str, words: list[str]) -> None:
    files = stating(first, second)
    where = line_of(METHODOLOGY, f"{{{second}", files)
    assert_refused(files, where[: where.rindex(":") + 3], "«b» and «a» both change", "nobody could say", *words)


def test_an_id_names_one_assumption() -> None:
    files = stating(
        f"vary: weights, assumption: same, at: [index], {SPREAD}",
        f"vary: weights, assumption: same, at: [health], {SPREAD}",
    )
    (said,) = refused(files)
    assert "The assumption «same» is stated a second time; the first is in methodology.yaml:" in said
    assert "Give one of them another id." in said


def test_an_interval_leaves_replicates_beyond_its_ends() -> None:
    files = stating(f"vary: weights, at: all, {SPREAD}", head="  replicates: 1000\n  level_percent: 99.9\n")
    assert_refused(
        files,
        line_of(METHODOLOGY, "level_percent", files),
        "Of 1000 replicates fewer than one lies beyond each end of an interval of 99.9 percent",
        "the two oddest",
        "«replicates: 2000»",
    )
    assert refused(stating(f"vary: weights, at: all, {SPREAD}", head="  replicates: 200\n  level_percent: 99\n")) == []


def test_where_the_index_makes_no_total_nothing_is_uncertain() -> None:
    no_total = 'aggregate: {method: no_total, reason: {kk: "А", ru: "Б", en: "C"}, ' + BY + "}"
    files = changed(METHODOLOGY, "  aggregate: {method: arithmetic}\n  round", f"  {no_total}\n  round")
    said = [one for one in refused(files) if "uncertain" in one]
    assert len(said) == 1
    for words in (
        "The index makes no total, and its uncertainty is stated",
        "nothing is ranked",
        "Remove «uncertainty»",
    ):
        assert words in said[0]


BLOCK = f"""uncertainty:
  replicates: 1000
  level_percent: 90
  assumptions:
    - vary: weights
      assumption: a
      {TITLE}
      at: [index]
      by:
        method: experts
        as: one
      source: "Invented for tests"
      date: 2024-01-01
    - vary: methods
      assumption: b
      {TITLE}
      at: [beds, health]
      choices:
        - choice: stated
          {TITLE}
          share: 0.5
        - choice: other
          {TITLE}
          share: 0.5
          treat: []
          missing:
            method: exclude
            floor: 0.5
            source: "Invented for tests"
            date: 2024-01-01
          normalise:
            method: z_score
            centre: 50
            points_per_deviation: 10
            deviation: sample
            within: period
            source: "Invented for tests"
            date: 2024-01-01
      source: "Invented for tests"
      date: 2024-01-01
    - vary: error_rates
      assumption: c
      {TITLE}
      variables: [beds_all]
      wrong_percent: 3
      off_percent: 20
      source: "Invented for tests"
      date: 2024-01-01
"""


def test_whatever_line_is_missing_or_spoiled_it_is_told_and_nothing_breaks() -> None:
    head = with_budget()[METHODOLOGY].decode()
    lines = (head[: head.index("uncertainty:")] + BLOCK).split("\n")
    assert refused(tiny() | {METHODOLOGY: "\n".join(lines).encode()}) == []
    told = 0
    looked_at = [
        *range(lines.index("index:"), lines.index("dimensions:")),
        *range(lines.index("uncertainty:"), len(lines)),
    ]
    for at in looked_at:
        line = lines[at]
        indent = line[: len(line) - len(line.lstrip())]
        key = line.partition(":")[0]
        for instead in (
            [],
            [f"{key}: [x, 7]"],
            [f"{key}: nonsense"],
            [f"{key}: 0"],
            [f"{indent}strange: {{a: b}}", line],
        ):
            spoiled = [*lines[:at], *instead, *lines[at + 1 :]]
            told += bool(refused(tiny() | {METHODOLOGY: "\n".join(spoiled).encode()}))
    assert told > 3 * len(looked_at)


def test_everything_is_told_at_once() -> None:
    files = stating(f"vary: weights, at: [beds, nowhere], {SPREAD}", varying(STATED), "vary: leave_out, at: [index]")
    assert len(refused(files)) == 4


def test_unknown_keys_and_kinds_are_told_with_what_there_is() -> None:
    assert "Did you mean «weights»?" in refused(stating(f"vary: wieghts, at: all, {SPREAD}"))[0]
    assert "Did you mean «percent»?" in refused(stating("vary: weights, at: all, by: {method: spread, precent: 3}"))[0]
    apply = stating(varying(STATED, choosing("apply: {method: kinds, kinds: [oblast]}")))
    assert "has no key «apply»" in refused(apply)[0]
