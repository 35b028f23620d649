"""tarazy recompute: a publication's numbers computed again from its public bundle alone."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tarazy.cli.language import spoken, tell, told
from tarazy.cli.parser import DONE, REFUSED
from tarazy.cli.uncertainty import progress
from tarazy.engine.words import msg

if TYPE_CHECKING:
    from tarazy.exchange.bundle.read import Checked, Content
    from tarazy.exchange.bundle.recomputed import Difference, Outcome


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "recompute",
        help=told(msg("computes a publication again from its bundle and compares every number")),
        description=told(
            msg(
                "Computes the numbers of a publication again from its public bundle alone, compares each with what was "
                "published, and says which cannot be recomputed since a value is withheld. Needs no database."
            )
        ),
        example="tarazy recompute bundle.zip",
    )
    parser.add_argument("bundle", metavar="BUNDLE", type=Path, help=told(msg("the bundle, as it was published")))
    parser.add_argument(
        "--root", metavar="HASH", help=told(msg("the root that stands on the site; the bundle must have the same"))
    )
    parser.add_argument(
        "--proof",
        metavar="FILE",
        type=Path,
        help=told(
            msg("check only that the value of this proof is in the bundle; a body gets it for a value of its own")
        ),
    )
    parser.add_argument(
        "--scores-only",
        action="store_true",
        help=told(msg("draw no replicates again: intervals are not compared, which saves most of the time")),
    )
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from tarazy.exchange.bundle.read import check_bundle, read_content

    with tempfile.TemporaryDirectory(prefix="tarazy-bundle-") as folder:
        checked = check_bundle(chosen.bundle, Path(folder))
        print(checked.manifest.publication.title.in_language(spoken()))
        sound = _is_sound(checked, chosen.root)
        if chosen.proof:
            return DONE if _is_proved(checked, chosen.proof) and sound else REFUSED
        content = read_content(checked)
        _tell_of(checked, content)
        same = _is_recomputed(checked, content)
        if same is None:
            print(told(msg("Nothing could be recomputed.")))
            return REFUSED
        if not chosen.scores_only:
            same = _is_estimated(checked, content) and same
        print(told(msg("Equal.") if same else msg("Not equal.")))
        return DONE if same and sound else REFUSED


def _is_sound(checked: Checked, root: str | None) -> bool:
    """Whether the bundle is as it says itself, and has the root that is known from elsewhere."""
    for flaw in checked.flaws:
        print(flaw.in_language(spoken()), file=sys.stderr)
    print(told(msg("Root of the observations: {root}"), root=checked.root))
    if root is None:
        tell(msg("Compare the root with the one on the site, or give it with --root."))
        return not checked.flaws
    if root.strip().lower() == checked.root:
        print(told(msg("It is the root that was given.")))
        return not checked.flaws
    print(told(msg("It is not the root that was given: {root}."), root=root))
    return False


def _is_proved(checked: Checked, path: Path) -> bool:
    from tarazy.exchange.bundle.proof import proves, read_proof

    proof = read_proof(path)
    print(" ".join(filter(None, (*proof.key, *proof.said))))
    if proof.observations == len(checked.leaves) and proves(proof, checked.root):
        print(told(msg("Proved: this value is among the observations of the bundle, unaltered.")))
        return True
    print(told(msg("Not proved: this value is not among the observations of the bundle.")))
    return False


def _tell_of(checked: Checked, content: Content) -> None:
    from importlib.metadata import version

    methodology = content.methodology
    print(f"{methodology.id}  SHA-256 {methodology.hash}")
    counts = {"count": len(checked.leaves), "withheld": len(checked.withheld)}
    print(told(msg("Observations: {count}; withheld: {withheld}."), **counts))
    if content.run.engine_version != version("tarazy"):
        print(
            told(
                msg("Computed by Tarazy {theirs}; this is Tarazy {ours}."),
                theirs=content.run.engine_version,
                ours=version("tarazy"),
            )
        )


def _is_recomputed(checked: Checked, content: Content) -> bool | None:
    """Whether every score comes out again; None where none could be computed."""
    from tarazy.exchange.bundle.recomputed import recompute

    outcome = recompute(checked, content)
    for flaw in outcome.flaws:
        print(flaw.in_language(spoken()), file=sys.stderr)
    for line in (*_withheld(outcome), *_differences(outcome.difference_count, outcome.differences)):
        print(line)
    print(told(msg("Recomputed and the same, numbers: {count}."), count=outcome.equal))
    if outcome.difference_count or outcome.flaws:
        return False
    return True if outcome.equal else None


def _is_estimated(checked: Checked, content: Content) -> bool:
    """Whether the intervals come out again; a bundle may carry none."""
    from tarazy.exchange.bundle.estimated_again import estimate_again

    again = estimate_again(checked, content, progress)
    if again is None:
        return True
    said = {"replicates": again.account.replicates, "seed": again.account.seed}
    if again.account.refusal is not None:
        print(told(msg("There are no intervals: {why}"), why=again.account.refusal.in_language(spoken())))
    elif again.withheld:
        print(told(msg("Intervals cannot be drawn again: they rest on values that are withheld.")))
    else:
        for flaw in again.flaws:
            print(flaw.in_language(spoken()), file=sys.stderr)
        for line in _differences(again.difference_count, again.differences):
            print(line)
        print(
            told(
                msg("Replicates drawn again: {replicates}, seed {seed}. The same, numbers: {count}."),
                **said,
                count=again.equal,
            )
        )
    return not (again.difference_count or again.flaws)


def _withheld(outcome: Outcome) -> Iterator[str]:
    if outcome.left_out:
        yield told(msg("Not published, rows: {count}."), count=outcome.left_out)
    if not outcome.withheld:
        return
    yield told(
        msg(
            "Cannot be recomputed, numbers: {own} rest on a withheld value of their unit, {compared} come from a "
            "comparison with such units. Where, and of how many units:"
        ),
        own=outcome.own,
        compared=outcome.compared,
    )
    for one in outcome.withheld:
        yield told(
            msg("  {period}, {node}: own value withheld {own}, compared with such {compared}"),
            period=one.period,
            node=one.node,
            own=one.own,
            compared=one.compared,
        )


def _differences(count: int, differences: Sequence[Difference]) -> Iterator[str]:
    if not count:
        return
    yield told(msg("Different, numbers: {count}. The first:"), count=count)
    for one in differences:
        yield _difference(one)


def _difference(one: Difference) -> str:
    where = {"unit": one.unit, "period": one.period, "node": one.node}
    if one.column:
        told_of = {"column": one.column, "published": one.published or "—", "recomputed": one.recomputed or "—"}
        return told(
            msg("  {unit}, {period}, {node}, {column}: published {published}, recomputed {recomputed}"),
            **where,
            **told_of,
        )
    if one.published == one.recomputed:
        return told(msg("  {unit}, {period}, {node}: the row stands twice"), **where)
    if one.recomputed == "true":
        return told(msg("  {unit}, {period}, {node}: the row is missing from what was published"), **where)
    return told(msg("  {unit}, {period}, {node}: the row is published, but nothing of the kind is computed"), **where)
