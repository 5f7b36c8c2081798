"""Scoring sheets: criteria, levels and red lines; several raters are compared and never merged away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assessments.domain.question import to_decimal

Rule = Literal["mean", "trimmed"]
Trigger = Literal["difference", "opposite_sides"]
TRIMMED_FROM = 5
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Level:
    """An anchor on a criterion's scale."""

    points: Decimal
    text: str


@dataclass(frozen=True)
class RubricCriterion:
    """``levels`` empty: any points from 0 to ``maximum``. ``weight`` scales the criterion in the total."""

    code: str
    text: str
    maximum: Decimal
    weight: Decimal = Decimal(1)
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class Rubric:
    """``red_lines`` maps a code to what may never happen; crossing one is reported beside the score, not mixed into it."""

    criteria: tuple[RubricCriterion, ...]
    red_lines: Mapping[str, str] = field(default_factory=dict)

    @property
    def maximum(self) -> Decimal:
        return sum((one.maximum * one.weight for one in self.criteria), Decimal(0))


@dataclass(frozen=True)
class Sheet:
    """One rater's judgement; a criterion without an entry is not judged yet, which is not 0."""

    rater: str
    scores: Mapping[str, Decimal]
    red_lines: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SheetProblem:
    criterion: str
    code: Literal["unknown_criterion", "out_of_range", "not_a_level", "unknown_red_line"]
    value: str = ""


@dataclass(frozen=True)
class SheetScore:
    """``total`` is None while ``missing`` names criteria without a judgement."""

    rater: str
    total: Decimal | None
    maximum: Decimal
    missing: tuple[str, ...]
    red_lines: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """All raters side by side. ``total`` is the declared mean of the complete sheets, None without any.

    ``triggers`` says why the raters differ too much; ``needs_another`` asks for a third rater (only while there are two).
    """

    sheets: tuple[SheetScore, ...]
    total: Decimal | None
    maximum: Decimal
    rule: Rule
    spread: Decimal | None
    triggers: tuple[Trigger, ...]
    red_lines: Mapping[str, tuple[str, ...]]

    @property
    def needs_another(self) -> bool:
        return bool(self.triggers) and sum(sheet.total is not None for sheet in self.sheets) == 2


def rubric_faults(rubric: Rubric) -> list[str]:
    """Why the sheet can't be used: codes with the criterion they concern."""
    faults = [] if rubric.criteria else ["criteria_missing"]
    codes = [one.code for one in rubric.criteria]
    faults += [f"code_repeated:{code}" for code in sorted({code for code in codes if codes.count(code) > 1})]
    for one in rubric.criteria:
        if not one.maximum.is_finite() or one.maximum <= 0:
            faults.append(f"maximum:{one.code}")
        if not one.weight.is_finite() or one.weight < 0:
            faults.append(f"weight:{one.code}")
        if any(not 0 <= level.points <= one.maximum for level in one.levels):
            faults.append(f"level:{one.code}")
    if rubric.criteria and rubric.maximum <= 0:
        faults.append("weights_zero")
    return faults


def check_sheet(rubric: Rubric, sheet: Sheet) -> list[SheetProblem]:
    """What a rater can't have meant."""
    known = {one.code: one for one in rubric.criteria}
    problems = [SheetProblem(line, "unknown_red_line") for line in sorted(sheet.red_lines - set(rubric.red_lines))]
    for code, points in sorted(sheet.scores.items()):
        if code not in known:
            problems.append(SheetProblem(code, "unknown_criterion"))
        elif not points.is_finite() or not 0 <= points <= known[code].maximum:
            problems.append(SheetProblem(code, "out_of_range", str(points)))
        elif known[code].levels and points not in {level.points for level in known[code].levels}:
            problems.append(SheetProblem(code, "not_a_level", str(points)))
    return problems


def score_sheet(rubric: Rubric, sheet: Sheet) -> SheetScore:
    """Weighted points of one rater; raises ValueError on a sheet that ``check_sheet`` refuses."""
    if problems := check_sheet(rubric, sheet):
        raise ValueError(f"{problems[0].code}: {problems[0].criterion}")
    missing = tuple(one.code for one in rubric.criteria if one.code not in sheet.scores)
    total = None if missing else sum((sheet.scores[one.code] * one.weight for one in rubric.criteria), Decimal(0))
    return SheetScore(sheet.rater, total, rubric.maximum, missing, tuple(sorted(sheet.red_lines)))


def aggregate(
    rubric: Rubric, sheets: Sequence[Sheet], *, rule: Rule = "mean", cut: Decimal | None = None, sem: Decimal | None = None
) -> Panel:
    """All raters of one performance. ``trimmed`` drops the highest and the lowest total from five raters on.

    ``cut`` (in points) and ``sem`` (standard error of one rater, in points) sharpen the trigger; both come from the locked scheme.
    """
    scores = tuple(score_sheet(rubric, sheet) for sheet in sheets)
    totals = sorted(score.total for score in scores if score.total is not None)
    counted = totals[1:-1] if rule == "trimmed" and len(totals) >= TRIMMED_FROM else totals
    mean = to_decimal(sum((Fraction(one) for one in counted), Fraction(0)) / len(counted)) if counted else None
    crossed = {line: tuple(score.rater for score in scores if line in score.red_lines) for line in rubric.red_lines}
    return Panel(
        sheets=scores,
        total=mean,
        maximum=rubric.maximum,
        rule=rule,
        spread=totals[-1] - totals[0] if len(totals) > 1 else None,
        triggers=disagreement(totals, scale=rubric.maximum, cut=cut, sem=sem),
        red_lines={line: raters for line, raters in crossed.items() if raters},
    )


def disagreement(
    totals: Sequence[Decimal], *, scale: Decimal, cut: Decimal | None = None, sem: Decimal | None = None
) -> tuple[Trigger, ...]:
    """More than max(10 % of the scale, 2·√2·SEM) apart, or on opposite sides of the cut (``>= cut`` passes)."""
    if len(totals) < 2:
        return ()
    low, high = min(totals), max(totals)
    allowed = max(scale * TENTH, Decimal(8).sqrt() * (sem or Decimal(0)))
    triggers: list[Trigger] = []
    if high - low > allowed:
        triggers.append("difference")
    if cut is not None and low < cut <= high:
        triggers.append("opposite_sides")
    return tuple(triggers)
