"""The page for those who come from COINr: no function forgotten, and all that it tells them to write is there."""

import importlib
import re
import shlex
from collections.abc import Iterator

import pytest
from django.urls import resolve
from django.utils.translation import override

from tarazy.cli.main import parsed
from tarazy.engine.load.formula import parse
from tarazy.engine.steps import ORDER
from tests.engine.spec.written import parameters
from tests.house.checkout import ROOT, assert_none, files
from tests.house.test_documents import rows

MANUAL = ROOT / "docs" / "manual"
PAGE = MANUAL / "coming-from-coinr.md"

# What COINr 1.1.14 exports.
NAMESPACE = """
Aggregate CAGR COIN_to_coin Custom Denominate Impute Normalise Regen SA_estimate SA_sample Screen Treat a_amean
a_copeland a_genmean a_gmean a_hmean approx_df boxcox build_example_coin build_example_purse change_ind check_SkewKurt
check_iData check_iMeta compare_coins compare_coins_corr compare_coins_multi compare_df export_to_excel get_PCA get_corr
get_corr_flags get_cronbach get_data get_data_avail get_denom_corr get_dset get_eff_weights get_noisy_weights
get_opt_weights get_pvals get_results get_sensitivity get_stats get_str_weak get_trends get_unit_summary i_mean
i_mean_grp i_median i_median_grp icodes_to_inames import_coin_tool impute_panel is.coin is.purse kurt log_CT log_CT_orig
log_CT_plus log_GII n_borda n_dist2max n_dist2ref n_dist2targ n_fracmax n_goalposts n_minmax n_prank n_rank n_scaled
n_zscore names_to_codes new_coin outrankMatrix plot_bar plot_corr plot_dist plot_dot plot_framework plot_scatter
plot_sensitivity plot_uncertainty prc_change qNormalise qTreat rank_df remove_elements replace_df round_df signif_df
skew ucodes_to_unames winsorise
"""
EXPORTED = NAMESPACE.split()
OTHER_WORDS_OF_COINR = {"iData", "iMeta", "uCode", "Time", "Direction", "EurAsia_group", "dat_thresh"}

IN_CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"^    (tarazy .+)$", re.M)
STEP = re.compile(r"(\w+): (?:\[\{|\{)method: ")
WORD = re.compile(r"[a-z]\w*(?:\.(?:csv|yaml))?")
ANCHOR = re.compile(r"\]\(([\w./-]*)#([\w-]+)\)")


def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def code() -> list[str]:
    found = IN_CODE.findall(text())
    assert len(found) > 250
    return found


def functions() -> list[list[str]]:
    """The rows of the tables that list functions."""
    listed = text()[text().index("\n## Building\n") :]
    assert rows(PAGE)
    return [row for row in rows(PAGE) if len(row) == 3 and f"\n| {row[0]} | {row[1]} |" in listed]


def test_every_function_of_coinr_has_one_row() -> None:
    assert len(set(EXPORTED)) == len(EXPORTED) == 95
    assert sorted(row[0] for row in functions()) == sorted(f"`{name}`" for name in EXPORTED)
    assert "95 functions" in text()


def test_every_row_says_what_for_and_what_to_do() -> None:
    assert_none(row[0] for row in functions() if len(row[1]) < 10 or len(row[2]) < 8)
    # Where there is nothing, the row says so in one way, and more.
    assert_none(row[0] for row in functions() if re.fullmatch(r"\*\*[Nn]ot here\.?\*\*\W*", row[2]))
    assert sum("not here" in row[2].lower() for row in functions()) >= 20


def commands() -> list[str]:
    return [*COMMAND.findall(text()), *(one for one in code() if one.startswith("tarazy "))]


def test_every_command_can_be_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(commands()) > 50
    refused = []
    for command in commands():
        try:
            parsed(shlex.split(command)[1:])
        except SystemExit:
            refused.append(f"{command}: {capsys.readouterr().err}")
    assert_none(refused)


def test_every_file_that_commands_of_the_example_read_is_there() -> None:
    named = {word for command in commands() for word in command.split() if re.match(r"(?:data|asem|kz)/", word)}
    assert len(named) >= 6
    known = (ROOT, ROOT / "methodologies")
    assert_none(word for word in sorted(named) if not any((folder / word).exists() for folder in known))


def steps() -> Iterator[tuple[str, str]]:
    for one in code():
        match = STEP.match(one)
        if match and match[1] in ORDER:
            yield match[1], one


def test_every_method_takes_these_parameters() -> None:
    assert len({step for step, _ in steps()}) >= 8
    for step, one in steps():
        assert parameters(step, one)


def test_every_formula_can_be_read() -> None:
    formulas = [one.removeprefix("value: ") for one in code() if one.startswith("value: ")]
    assert len(formulas) >= 3
    assert_none(one for one in formulas if parse(one).flaws)


def found(dotted: str) -> bool:
    """Whether the last word is a module, or what stands in one."""
    module, _, name = dotted.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), name)
    except ModuleNotFoundError:
        return False


def test_every_python_name_is_there() -> None:
    names = [one for one in code() if re.fullmatch(r"tarazy(\.\w+)+", one)]
    assert len(names) > 10
    assert_none(name for name in names if not found(name))


def test_every_address_is_one_of_the_portal() -> None:
    addresses = {one for one in code() if one.startswith("/")}
    assert addresses
    for address in addresses:
        with override(address.split("/")[1]):
            assert resolve(address)


def test_every_word_in_code_is_known_elsewhere_in_the_manual() -> None:
    """Columns, files, findings, methods and keys: a word that no other page knows would be one of nobody."""
    pages = [page for page in files(ROOT, "docs/manual", ending=".md") if page != PAGE]
    known = {word for page in pages for word in WORD.findall(page.read_text(encoding="utf-8"))}
    words = {one for one in code() if WORD.fullmatch(one)} - {*EXPORTED, *OTHER_WORDS_OF_COINR}
    assert len(words) > 40
    assert_none(sorted(words - known - {"witness"}))


def test_links_lead_to_a_heading() -> None:
    for page, anchor in ANCHOR.findall(text()):
        target = (PAGE.parent / page).resolve() if page else PAGE
        heads = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.M)
        assert anchor in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, (page, anchor)
