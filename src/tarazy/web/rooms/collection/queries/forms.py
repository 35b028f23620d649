"""The form of a body: what the methodology asks it, with everything that stands beside each question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

import numpy as np

from tarazy.engine.checks.all_checks import findings, holding_back
from tarazy.engine.model import sheet
from tarazy.engine.model.finding import Finding
from tarazy.engine.model.methodology import Methodology
from tarazy.engine.model.period import a_year_before, length_of, year_of
from tarazy.engine.model.spread import Spread, spread_of
from tarazy.engine.model.thresholds import CellThresholds
from tarazy.engine.run.questions import Question
from tarazy.exchange.forms.form import Answer, Beside, Block, Cell, Form
from tarazy.web.rooms.campaigns.enums import Phase
from tarazy.web.rooms.collection import models
from tarazy.web.rooms.collection.enums import Agreement
from tarazy.web.rooms.collection.queries.links import LinkStanding, link_standings
from tarazy.web.rooms.collection.queries.questions import Text, key_of, questions_of, text_of
from tarazy.web.rooms.collection.queries.submissions import cells_of, earlier_files, evidence_of, explanations_of
from tarazy.web.rooms.observatory.enums import Series
from tarazy.web.rooms.observatory.models import Observation
from tarazy.web.rooms.observatory.queries.values import last_revisions

# What is known from one of these before a body reports is shown for confirmation and not asked again.
KNOWN_ALREADY = (Series.STATISTICS.value, Series.REGISTER.value)
# With whose figures a body's own is compared.
SAID_BY_OTHERS = (*KNOWN_ALREADY, Series.INDEPENDENT.value)
# In whose words last year's value stands, the surest first.
OF_LAST_YEAR = (Series.VERIFIED.value, Series.STATISTICS.value, Series.REGISTER.value, Series.SELF_REPORT.value)
OF_TARGETS = (Series.DECISION.value, Series.TARGET.value)


class Asked:
    """A submission with its methodology: asked once for a page, everything else follows.

    `only`: of a few cells, where nothing else is shown or saved; None: of the whole form.
    """

    def __init__(self, submission: models.Submission, only: Collection[tuple[str, str]] | None = None) -> None:
        self.submission = submission
        self.period = submission.period
        self.only = None if only is None else frozenset(only)

    @property
    def year(self) -> str:
        """The year of which a monitored month or quarter is a part; any other period is its own."""
        own = self.methodology.period
        return self.period if length_of(self.period) == own else year_of(self.period)

    @cached_property
    def text(self) -> Text:
        return text_of(self.submission.campaign.version)

    @property
    def methodology(self) -> Methodology:
        return self.text.methodology

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        every = questions_of(self.submission.campaign.version, self.submission.unit, self.period)
        return tuple(question for key, question in every.items() if self.only is None or key in self.only)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], models.Cell]:
        return cells_of(self.submission, None if self.only is None else {variable for variable, _ in self.only})

    @cached_property
    def recorded(self) -> Mapping[tuple[str, str, str, str], Observation]:
        """What the observatory knows of this body, by variable, breakdown, period and series."""
        asked = [key_of(question) for question in self.questions]
        wanted = {variable for key in asked for variable, _ in (key, self.text.targets.get(key, key))}
        rows = last_revisions().filter(
            unit=self.submission.unit_id,
            variable__in=wanted,
            period__in={self.period, a_year_before(self.period), self.year, a_year_before(self.year)},
        )
        return {(row.variable_id, row.breakdown, row.period, row.series): row for row in rows}

    def recorded_as(self, key: tuple[str, str], period: str, series: Collection[str]) -> Beside | None:
        """What the first of the series says of a number in a period; None where none says anything."""
        for one in series:
            row = self.recorded.get((*key, period, one))
            if row is not None and row.value is not None:
                return Beside(row.value, row.status, row.source)
        return None

    def known(self, question: Question) -> Beside | None:
        accepted = self.text.variables[question.variable].series
        return self.recorded_as(key_of(question), self.period, [one for one in KNOWN_ALREADY if one in accepted])

    def said_elsewhere(self, question: Question) -> Iterator[sheet.OtherSource]:
        """What others than the body say of a number, whether the methodology takes it or not."""
        for series in SAID_BY_OTHERS:
            said = self.recorded_as(key_of(question), self.period, [series])
            if said is not None and said.value is not None:
                yield sheet.OtherSource(source=said.source or series, value=said.value)

    def last_year(self, question: Question) -> Beside | None:
        return self.recorded_as(key_of(question), a_year_before(self.period), OF_LAST_YEAR)

    def last_whole_year(self, question: Question) -> Beside | None:
        """Last year's value beside that of a month or quarter."""
        if self.year == self.period:
            return None
        return self.recorded_as(key_of(question), a_year_before(self.year), OF_LAST_YEAR)

    def target(self, question: Question) -> Beside | None:
        """Targets are of the year, for a month or quarter too."""
        key = key_of(question)
        if key in self.text.targets:
            return self.recorded_as(self.text.targets[key], self.year, OF_TARGETS)
        return self.recorded_as(key, self.year, [Series.TARGET.value])


def form_of(asked: Asked) -> Form:
    """Everything that a body is asked, with last year's values, targets and what is known already beside it."""
    submission, campaign, methodology = asked.submission, asked.submission.campaign, asked.methodology
    blocks: dict[str, list[Cell]] = {}
    for cell in cells_asked(asked):
        blocks.setdefault(cell.question.block, []).append(cell)
    closing = next((stage.closes_on for stage in campaign.stages.all() if stage.phase == Phase.COLLECTION), None)
    return Form(
        form=f"{campaign.pk} {submission.unit_id} {submission.period}",
        title=campaign.title,
        unit=submission.unit_id,
        unit_name=submission.unit.name,
        periods=(submission.period,),
        deadline=closing,
        blocks=tuple(Block(id, methodology.nodes[id].title, tuple(cells)) for id, cells in blocks.items()),
    )


def cells_asked(asked: Asked) -> list[Cell]:
    """The questions with everything that stands beside them, in the order of the form."""
    return [_cell(asked, question) for question in asked.questions]


def cells_to_answer(asked: Asked) -> list[Cell]:
    """The same with what a new answer is held to and nothing else: that is asked at every save."""
    return [Cell(question=question, known=asked.known(question)) for question in asked.questions]


def _cell(asked: Asked, question: Question) -> Cell:
    stored = asked.cells.get(key_of(question))
    return Cell(
        question=question,
        known=asked.known(question),
        answer=Answer() if stored is None else answer_of(stored),
        evidence=None if question.evidence is None else question.evidence.document,
        last_year=asked.last_year(question),
        last_whole_year=asked.last_whole_year(question),
        target=asked.target(question),
    )


def answer_of(cell: models.Cell | models.CellChange) -> Answer:
    return Answer(cell.value, cell.status, cell.agreement, cell.note)  # type: ignore[arg-type]  # of three words


def sheet_of(asked: Asked, others: Mapping[tuple[str, str], Spread]) -> sheet.Sheet:
    """The same as the checks read it. `others`: the spread of each cell over all bodies, see `spreads`."""
    given = evidence_of(asked.submission)
    standings = link_standings({one.link for several in given.values() for one in several if one.link})
    evidence = {cell: tuple(_document(one, standings) for one in several) for cell, several in given.items()}
    return sheet.Sheet(
        unit=asked.submission.unit_id,
        period=asked.period,
        sums=asked.text.sums,
        relations=asked.text.relations,
        earlier_files=earlier_files(asked.submission),
        thresholds=asked.text.sheet_thresholds,
        cells=tuple(_cell_of_sheet(asked, question, evidence, others) for question in asked.questions),
    )


def _cell_of_sheet(
    asked: Asked,
    question: Question,
    evidence: Mapping[int, tuple[sheet.Evidence, ...]],
    others: Mapping[tuple[str, str], Spread],
) -> sheet.Cell:
    key = key_of(question)
    stored, known = asked.cells.get(key), asked.known(question)
    last_year, target = asked.last_year(question), asked.target(question)
    value = stored.value if stored else None
    agreed = known is not None and (stored is None or stored.agreement != Agreement.OBJECTED)
    return sheet.Cell(
        asked=sheet.Asked(
            key=sheet.Key(*key),
            range=question.range,
            only_values=question.only_values,
            better=question.better,
            evidence_required=question.evidence is not None,
            thresholds=asked.text.cell_thresholds.get(sheet.Key(*key), CellThresholds()),
        ),
        value=known.value if agreed and known is not None else value,
        status=stored.status if stored else "",
        earlier={} if last_year is None or last_year.value is None else {a_year_before(asked.period): last_year.value},
        target=None if target is None else target.value,
        other_sources=() if agreed else tuple(asked.said_elsewhere(question)),
        others=others.get(key),
        evidence=evidence.get(stored.pk, ()) if stored else (),
    )


def _document(evidence: models.Evidence, standings: Mapping[str, LinkStanding]) -> sheet.Evidence:
    standing = standings.get(evidence.link)
    return sheet.Evidence(
        name=evidence.file_name or evidence.link,
        digest=evidence.file,
        dated=evidence.valid_from,
        valid_until=evidence.valid_to,
        reachable=None if standing is None else standing.opens,
    )


def spreads(submission: models.Submission) -> Mapping[tuple[str, str], Spread]:
    """Where the values of the other bodies of the same kind lie, cell by cell, as far as they have reported."""
    rows = models.Cell.objects.filter(
        submission__campaign=submission.campaign_id,
        submission__period=submission.period,
        submission__unit__kind=submission.unit.kind_id,
    )
    values: dict[tuple[str, str], list[float]] = {}
    for variable, breakdown, value in rows.values_list("variable", "breakdown", "value"):
        if value is not None:
            values.setdefault((variable, breakdown), []).append(value)
    found = {key: spread_of(np.array(column)) for key, column in values.items()}
    return {key: spread for key, spread in found.items() if spread is not None}


def findings_of(asked: Asked) -> tuple[Finding, ...]:
    """Everything that the checks say of a submission as it stands."""
    return findings(sheet_of(asked, spreads(asked.submission)))


def held_back_by(asked: Asked) -> list[Finding]:
    """The findings because of which it cannot be submitted yet."""
    return list(holding_back(findings_of(asked), explanations_of(asked.submission)))


def progress_of(form: Form) -> tuple[int, int]:
    """How many cells are answered, of how many. What is known already counts once it is confirmed or objected to."""
    cells = form.cells.values()
    return sum(cell.answer.is_given for cell in cells), len(cells)
