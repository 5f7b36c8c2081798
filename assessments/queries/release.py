"""What there is to know before results are released, and the class analysis afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from lms.evidence.models import Competency

from ..domain.exam_phase import phase_of
from ..domain.item_statistics import ItemFigures, TopicFigures, bands, choices, item_figures, mean, topic_figures
from ..domain.marking import FEWEST_TAKERS, Statistic, alpha, kr20
from ..domain.question import Question
from ..domain.sitting import CHOICES, answer_of, frozen_questions
from ..enums import ExamPhase, ResultsState, SittingState
from ..models import AnswerCurrent, Exam, Sitting, SittingKey
from .exams import present_enrolments

WEAKEST = 5


@dataclass(frozen=True)
class ReleaseState:
    """``blockers`` are codes of what is still in the way, ``waiting`` the sittings an essay of which is not marked yet."""

    blockers: list[str]
    sat: int
    waiting: int
    released: bool

    @property
    def ready(self) -> bool:
        return not self.blockers and not self.released


def release_state(exam: Exam, now: datetime) -> ReleaseState:
    """One query."""
    rows = list(Sitting.objects.filter(exam=exam).values_list("state", "score", "accepts_until"))
    sitting = sum(state == SittingState.OPEN for state, _score, _until in rows)
    waiting = sum(score is None and state != SittingState.OPEN for state, score, _until in rows)
    blockers = []
    phase = phase_of(exam.state, exam.opens_at, exam.closes_at, now)
    if phase in {ExamPhase.DRAFT, ExamPhase.UPCOMING, ExamPhase.OPEN}:
        blockers.append("still_open")
    if phase == ExamPhase.CANCELLED:
        blockers.append("cancelled")
    if sitting:
        blockers.append("still_sitting")
    if waiting:
        blockers.append("waits_for_marks")
    if not rows:
        blockers.append("nobody_sat")
    return ReleaseState(blockers, len(rows), waiting, exam.results == ResultsState.RELEASED)


def counted_sittings(exam: Exam) -> list[Sitting]:
    """One per person: the best attempt, of equals the earlier one; with the ``key`` that counts."""
    newest = SittingKey.objects.filter(sitting=OuterRef("pk")).order_by("-number").values("key")[:1]
    rows = Sitting.objects.filter(exam=exam).exclude(state=SittingState.OPEN).exclude(score=None).select_related("user")
    best: dict[int, Sitting] = {}
    for sitting in rows.annotate(key=Subquery(newest)).defer("questions").order_by("user_id", "-score", "attempt_no"):
        best.setdefault(sitting.user_id, sitting)
    return list(best.values())


def vector_of(sitting: Sitting) -> list[Decimal]:
    return [Decimal(points or 0) for points in sitting.score_vector or []]


def percentage(score: Decimal | None, maximum: Decimal) -> Decimal:
    return Decimal(0) if score is None or not maximum else (score * 100 / maximum).quantize(Decimal("0.01"))


def has_passed(exam: Exam, sitting: Sitting) -> bool:
    """The pass mark itself passes; compared exactly, never on a rounded percentage."""
    return sitting.score is not None and sitting.score * 100 >= exam.pass_mark * sitting.maximum


@dataclass(frozen=True)
class Weak:
    """A question that went badly, and what its takers chose."""

    figures: ItemFigures
    question: Question
    chosen: list[tuple[str, str, int, bool]]


@dataclass(frozen=True)
class Summary:
    """The class as a whole. ``reliability`` is None with its reason where the cohort is too small or does not vary."""

    people: int
    absent: int
    mean: Decimal | None
    best: Decimal | None
    worst: Decimal | None
    passed: int
    bands: list[tuple[str, int]]
    alpha: Statistic
    kr20: Statistic
    figures: list[ItemFigures] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    topics: list[TopicFigures] = field(default_factory=list)
    sittings: list[Sitting] = field(default_factory=list)


def summary_of(exam: Exam) -> Summary:
    sittings = counted_sittings(exam)
    vectors = [vector_of(one) for one in sittings]
    questions = frozen_questions(sittings[0].key) if sittings else []
    maxima = [question.points for question in questions]
    shares = [percentage(one.score, one.maximum) for one in sittings]
    sat = {one.user_id for one in sittings}
    absent = sum(enrolment.user_id not in sat for enrolment in present_enrolments(exam))
    too_few = Statistic(None, "TOO_FEW") if len(sittings) < FEWEST_TAKERS else None
    figures = item_figures(vectors, maxima)
    return Summary(
        people=len(sittings),
        absent=absent,
        mean=mean(shares),
        best=max(shares, default=None),
        worst=min(shares, default=None),
        passed=sum(has_passed(exam, one) for one in sittings),
        bands=bands(shares),
        alpha=too_few or alpha(vectors),
        kr20=too_few or kr20(vectors, maxima),
        figures=[replace(one, discrimination=None) for one in figures] if too_few else figures,
        questions=questions,
        topics=topic_figures([question.topic for question in questions], vectors, maxima) if vectors else [],
        sittings=sittings,
    )


def weakest(summary: Summary, count: int = WEAKEST) -> list[Weak]:
    """The hardest questions; two queries whatever their number."""
    hard = sorted(summary.figures, key=lambda one: (one.facility, one.position))[:count]
    values: dict[int, dict[int, str]] = {}
    rows = AnswerCurrent.objects.filter(sitting__in=summary.sittings, position__in=[one.position for one in hard])
    for sitting, position, value in rows.values_list("sitting_id", "position", "value"):
        values.setdefault(position, {})[sitting] = value
    return [Weak(one, summary.questions[one.position - 1], _chosen(one.position, summary, values.get(one.position, {}))) for one in hard]


def _chosen(position: int, summary: Summary, values: dict[int, str]) -> list[tuple[str, str, int, bool]]:
    question = summary.questions[position - 1]
    if question.kind not in CHOICES:
        return []
    keys: dict[int, Sequence[dict[str, Any]]] = {sitting.pk: sitting.key for sitting in summary.sittings}
    answers = [answer_of(question, keys[pk][position - 1]["tokens"], value) for pk, value in values.items()]
    return choices(answers, question.key, {option.id: option.text for option in question.options})


def topic_names(codes: Sequence[str]) -> dict[str, str]:
    """Topic code → the name people read."""
    return {one.code: str(one) for one in Competency.objects.filter(code__in=list(codes))}
