"""What a class made of an exercise: each team's score, and each planted thing: how many found it, who imagined it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..domain.analysis.numbers import rounded
from ..enums import Inconsistency, InvestigationState, ScorePart
from ..models import Investigation, InvestigationExercise, InvestigationSeat
from .debrief import totals_of


@dataclass(frozen=True)
class TeamRow:
    """One investigation of the exercise; ``points`` by part, empty until it is scored."""

    investigation: Investigation
    seats: Sequence[InvestigationSeat]
    points: Sequence[Decimal | None]

    @property
    def people(self) -> str:
        return "、".join(seat.user.name for seat in self.seats)


@dataclass(frozen=True)
class InconsistencyRow:
    """``planted`` teams had it, ``found`` of them named it, ``imagined`` teams named it where it was not."""

    code: str
    name: str
    planted: int
    found: int
    imagined: int

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.found) / self.planted if self.planted else None


@dataclass(frozen=True)
class CaseRow:
    """One case: how those who had it did; whether its customer is honest is told once somebody is through with it."""

    title: str
    trade: str
    honest: bool | None
    teams: int
    mean: Decimal | None
    right: int


@dataclass(frozen=True)
class ExerciseResults:
    teams: Sequence[TeamRow]
    inconsistencies: Sequence[InconsistencyRow]
    cases: Sequence[CaseRow]
    mean: Decimal | None
    passed: int
    scored: int


def results_of(exercise: InvestigationExercise) -> ExerciseResults:
    """Two queries for any size of class."""
    rows = list(exercise.investigations.defer("case", "rule").prefetch_related("seats__user").order_by("id"))
    teams = [_team(row) for row in rows]
    scored = [row for row in rows if row.total is not None]
    totals = [row.total for row in scored if row.total is not None]
    return ExerciseResults(
        teams=teams,
        inconsistencies=_inconsistencies(scored),
        cases=_cases(rows),
        mean=_mean(totals),
        passed=sum(bool(row.passed) for row in scored),
        scored=len(scored),
    )


def _mean(totals: Sequence[Decimal]) -> Decimal | None:
    return rounded(sum(totals, Decimal(0)) / len(totals), 2) if totals else None


def _team(row: Investigation) -> TeamRow:
    points = totals_of(row)
    return TeamRow(row, list(row.seats.all()), [points.get(code) for code in ScorePart.values])


def _inconsistencies(scored: Sequence[Investigation]) -> list[InconsistencyRow]:
    planted: dict[str, int] = defaultdict(int)
    found: dict[str, int] = defaultdict(int)
    imagined: dict[str, int] = defaultdict(int)
    for row in scored:
        told = (row.score or {})["debrief"]
        for one in told["revealed"]:
            planted[one["code"]] += 1
            found[one["code"]] += one["found"]
        for code in told["imagined"]:
            imagined[code] += 1
    known = [code for code in Inconsistency.values if planted[code] or imagined[code]]
    return [InconsistencyRow(code, str(Inconsistency(code).label), planted[code], found[code], imagined[code]) for code in known]


def _cases(rows: Sequence[Investigation]) -> list[CaseRow]:
    """By case, not by team: with one case for all that is one row."""
    by: dict[str, list[Investigation]] = defaultdict(list)
    for row in rows:
        by[row.digest].append(row)
    return [_case(group) for group in by.values()]


def _case(group: Sequence[Investigation]) -> CaseRow:
    first = group[0]
    scored = [row for row in group if row.total is not None and row.state != InvestigationState.OPEN]
    right = sum(not (row.score or {}).get("cap") for row in scored)
    honest = all(one["harmless"] for one in (scored[0].score or {})["debrief"]["revealed"]) if scored else None
    return CaseRow(first.title, first.trade, honest, len(group), _mean([row.total for row in scored if row.total is not None]), right)
