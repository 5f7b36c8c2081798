"""Lists of exams: a trainee's own with what they can do now, and those a person runs or oversees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lms.people.models import User

from ..domain.deadline import closing, may_start
from ..domain.exam_phase import phase_of
from ..enums import ExamPhase, ResultsState, SittingState
from ..models import Exam, ExamAccommodation, Sitting
from .exams import exams_overseen_by, exams_run_by, exams_to_sit, window_of

Action = Literal["", "start", "continue", "result"]


@dataclass(frozen=True)
class OwnExam:
    """An exam as its trainee sees it: where it stands for them and what they can do now."""

    exam: Exam
    phase: ExamPhase
    sittings: list[Sitting]
    state: str
    action: Action
    attempts: int
    closes_at: datetime
    accommodation: ExamAccommodation | None

    @property
    def open_sitting(self) -> Sitting | None:
        return next((one for one in self.sittings if one.state == SittingState.OPEN), None)

    @property
    def newest(self) -> Sitting | None:
        return self.sittings[-1] if self.sittings else None

    @property
    def attempts_left(self) -> int:
        return max(0, self.attempts - len(self.sittings))


def own_exams(user: User, exams: Iterable[Exam], now: datetime) -> list[OwnExam]:
    """Three queries for any number of exams (the exams included)."""
    listed = list(exams)
    sittings: dict[int, list[Sitting]] = {}
    for sitting in Sitting.objects.filter(user=user, exam__in=listed).defer("questions").order_by("attempt_no"):
        sittings.setdefault(sitting.exam_id, []).append(sitting)
    granted = {one.exam_id: one for one in ExamAccommodation.objects.filter(user=user, exam__in=listed)}
    return [_own(exam, sittings.get(exam.pk, []), granted.get(exam.pk), now) for exam in listed]


def _own(exam: Exam, sittings: list[Sitting], granted: ExamAccommodation | None, now: datetime) -> OwnExam:
    window = window_of(exam, granted)
    phase = phase_of(exam.state, exam.opens_at, closing(window), now)
    attempts = exam.attempts_allowed + (granted.extra_attempts if granted else 0)
    is_open = any(one.state == SittingState.OPEN and one.accepts_until >= now for one in sittings)
    if is_open:
        state, action = "in_progress", "continue"
    elif phase == ExamPhase.CANCELLED:
        state, action = "cancelled", ""
    elif phase == ExamPhase.RELEASED:
        state, action = ("released", "result") if sittings else ("missing", "")
    elif phase == ExamPhase.OPEN and may_start(window, now) and len(sittings) < attempts:
        state, action = "open", "start"
    elif sittings:
        state, action = "submitted", "result"
    else:
        state, action = ("upcoming", "") if phase == ExamPhase.UPCOMING else ("missing", "")
    return OwnExam(exam, phase, sittings, state, action, attempts, closing(window), granted)  # type: ignore[arg-type]  # the pairs above hold only actions


def my_exams(user: User, now: datetime) -> list[OwnExam]:
    """Newest first."""
    return own_exams(user, exams_to_sit(user).select_related("cohort").order_by("-opens_at", "-id"), now)


def _count(rows: QuerySet[Sitting]) -> Coalesce:
    """People, not attempts."""
    counted = rows.order_by().values("exam").annotate(n=Count("user", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def staff_exams(user: User, *, text: str = "", phase: str = "", now: datetime) -> QuerySet[Exam]:
    """Exams a person runs or oversees, with ``sat``, ``sitting_now`` and ``may_run``."""
    rows = exams_overseen_by(user).select_related("cohort", "paper")
    if text := text.strip():
        rows = rows.filter(Q(title__icontains=text) | Q(cohort__name__icontains=text))
    rows = in_phase(rows, phase, now)
    own = Sitting.objects.filter(exam=OuterRef("pk"))
    return rows.annotate(
        sat=_count(own.exclude(state=SittingState.OPEN)),
        sitting_now=_count(own.filter(state=SittingState.OPEN)),
        may_run=Exists(exams_run_by(user).filter(pk=OuterRef("pk"))),
    ).order_by("-opens_at", "-id")


def in_phase(rows: QuerySet[Exam], phase: str, now: datetime) -> QuerySet[Exam]:
    """The list's filter, by stored state and the clock; an unknown phase filters nothing away."""
    scheduled = rows.filter(state="scheduled")
    match phase:
        case ExamPhase.UPCOMING:
            return scheduled.filter(opens_at__gt=now)
        case ExamPhase.OPEN:
            return scheduled.filter(opens_at__lte=now, closes_at__gt=now)
        case ExamPhase.CLOSED:
            return rows.filter(Q(state="closed") | Q(state="scheduled", closes_at__lte=now))
        case ExamPhase.DRAFT | ExamPhase.RELEASED | ExamPhase.CANCELLED:
            return rows.filter(state=phase)
        case _:
            return rows


def exam_phase(exam: Exam, now: datetime) -> ExamPhase:
    return phase_of(exam.state, exam.opens_at, exam.closes_at, now)


def results_are_out(exam: Exam) -> bool:
    return exam.results == ResultsState.RELEASED
