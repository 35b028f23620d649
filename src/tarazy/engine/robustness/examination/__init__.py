"""Statistical examination: what auditors of indices write by hand, from a methodology and its observations."""

from __future__ import annotations

import datetime
from importlib.metadata import version

import polars as pl

from tarazy.engine.load.tables.given import observations_and_units, periods_to_score
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.observations import Observations
from tarazy.engine.model.units import Units
from tarazy.engine.robustness.examination.chapters.added_value import added_value
from tarazy.engine.robustness.examination.chapters.coherence import coherence
from tarazy.engine.robustness.examination.chapters.data import data
from tarazy.engine.robustness.examination.chapters.discrimination import discrimination
from tarazy.engine.robustness.examination.chapters.robustness import robustness
from tarazy.engine.robustness.examination.chapters.signs import signs
from tarazy.engine.robustness.examination.chapters.weights import weights
from tarazy.engine.robustness.examination.estimates import estimated_by
from tarazy.engine.robustness.examination.findings import every_finding
from tarazy.engine.robustness.examination.frameworks.iso_18091 import iso_18091
from tarazy.engine.robustness.examination.frameworks.oecd_jrc import oecd_jrc
from tarazy.engine.robustness.examination.frameworks.pefa import pefa
from tarazy.engine.robustness.examination.frameworks.sigma import sigma
from tarazy.engine.robustness.examination.gathered import gathered, last_scored
from tarazy.engine.robustness.examination.material import Estimated, Material
from tarazy.engine.robustness.examination.said import Examination
from tarazy.engine.run.problems import problems_of_periods
from tarazy.engine.words import ProblemsFound

__all__ = ["Estimated", "Examination", "examine", "examined"]

CHAPTERS = (data, coherence, weights, robustness, discrimination, signs, added_value)


def examine(
    methodology: Methodology,
    observations: Observations | pl.DataFrame,
    *,
    units: Units | pl.DataFrame | None = None,
    period: str = "",
    as_of: datetime.datetime | None = None,
    replicates: int | None = None,
    seed: int = 1,
    drivers: bool = False,
    estimated: Estimated | None = None,
) -> Examination:
    """Examine an index in one period: its data, coherence, weights, discrimination, signs, added value.

    Parameters: as for `score`; `period` empty: the last in which anybody has a score of the index. Where the
    methodology says what may vary, intervals are computed from so many `replicates` (None: as many as it says; 0: none)
    with this `seed`; `drivers`: which assumptions move the ranks, too. `estimated`: what uncertainty and sensitivity
    found already, over the units of the period in their order. What is not known the examination calls not computed.
    Returns: Examination: chapters with their tables, what frameworks ask, and findings, the gravest first.
    Raises: ProblemsFound with every problem of the input and of the run.
    Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), and the audits of the JRC after it.

    >>> import numpy as np
    >>> from tarazy.engine import load_methodology
    >>> countries, r = [f"C{i}" for i in range(30)], np.random.default_rng(1).random(30)
    >>> observations = pl.DataFrame({
    ...     "unit": countries, "period": ["2021"] * 30, "life_expectancy_at_birth": 50 + 30 * r,
    ...     "expected_years_of_schooling": 8 + 8 * r, "mean_years_of_schooling": 4 + 8 * r,
    ...     "gni_per_capita": 1000 + 40000 * r})
    >>> units = pl.DataFrame({"unit": countries, "kind": ["country"] * 30, "peer_group": ["country"] * 30})
    >>> found = examine(load_methodology("un/hdi/2021"), observations, units=units)
    >>> found.period, found.scored, [finding.kind.id for finding in found.findings]
    ('2021', 30, ['nothing_added', 'redundant_pair'])
    """
    table, given_units = observations_and_units(methodology, observations, units)
    if period:
        problems = list(problems_of_periods(methodology, given_units, [period]))
        if problems:
            raise ProblemsFound(problems)
    asked = period or last_scored(methodology, table, given_units, periods_to_score(methodology, table), as_of)
    if estimated is None:
        estimated = estimated_by(
            methodology, table, given_units, asked, as_of, replicates=replicates, seed=seed, drivers=drivers
        )
    return examined(gathered(methodology, table, given_units, asked, as_of, estimated))


def examined(material: Material) -> Examination:
    """Examine what has been gathered already."""
    findings = every_finding(material)
    return Examination(
        methodology=material.methodology.id,
        title=material.methodology.title,
        methodology_hash=material.methodology.hash,
        data_hash=material.data_hash,
        engine_version=version("tarazy"),
        period=material.period,
        units=material.count,
        scored=material.scored,
        findings=findings,
        chapters=tuple(chapter(material) for chapter in CHAPTERS),
        frameworks=(oecd_jrc(material, findings), pefa(material), sigma(material), iso_18091(material)),
    )
