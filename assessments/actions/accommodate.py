"""More time or another attempt, for one person or for all; nothing here ever shortens anything."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lms.people.models import User
from lms.records.enums import Verb

from ..domain.deadline import accepts_until, deadline
from ..enums import ExamState, SittingState
from ..models import Exam, ExamAccommodation, Sitting
from ..queries.exams import present_enrolments, window_of
from .exam_problems import ExamProblem
from .write_exam import locked_exam, log_exam


def _lengthen(exam: Exam, sittings: list[Sitting], granted: dict[int, ExamAccommodation]) -> int:
    """Recompute the deadlines of open sittings; a later one counts, an earlier one doesn't."""
    longer = []
    for sitting in sittings:
        window = window_of(exam, granted.get(sitting.user_id))
        ends = max(sitting.deadline_at, deadline(window, sitting.started_at))
        accepts = max(sitting.accepts_until, accepts_until(window, sitting.started_at))
        if (ends, accepts) != (sitting.deadline_at, sitting.accepts_until):
            sitting.deadline_at, sitting.accepts_until = ends, accepts
            longer.append(sitting)
    Sitting.objects.bulk_update(longer, ["deadline_at", "accepts_until"])
    return len(longer)


def _open_sittings(exam: Exam, user: User | None = None) -> list[Sitting]:
    rows = Sitting.objects.select_for_update(of=("self",)).filter(exam=exam, state=SittingState.OPEN).order_by("pk")
    return list(rows if user is None else rows.filter(user=user))


def _running(exam: Exam, reason: str) -> Exam:
    exam = locked_exam(exam)
    if not reason.strip():
        raise ExamProblem("reason_missing")
    if exam.state not in {ExamState.DRAFT, ExamState.SCHEDULED}:
        raise ExamProblem("already_over")
    return exam


@transaction.atomic
def grant_accommodation(
    *,
    exam: Exam,
    user: User,
    actor: User,
    reason: str,
    extra_percent: int = 0,
    extra_minutes: int = 0,
    extra_attempts: int = 0,
    now: datetime | None = None,
) -> ExamAccommodation:
    """Set what one person is granted; raises ExamProblem where it would be less than before. Applies at once to an open sitting."""
    exam, moment = _running(exam, reason), now or timezone.now()
    if not present_enrolments(exam).filter(user=user).exists():
        raise ExamProblem("not_in_class")
    if extra_percent <= 0 and extra_minutes <= 0 and extra_attempts <= 0:
        raise ExamProblem("nothing_granted")
    given = ExamAccommodation.objects.select_for_update().filter(exam=exam, user=user).first()
    wanted = (extra_percent, extra_minutes, extra_attempts)
    if given is not None and any(new < old for new, old in zip(wanted, _granted(given), strict=True)):
        raise ExamProblem("shorter")
    given = given or ExamAccommodation(exam=exam, user=user, created_at=moment)
    given.extra_percent, given.extra_minutes, given.extra_attempts = wanted
    given.reason, given.approved_by = reason.strip(), actor
    given.save()
    _lengthen(exam, _open_sittings(exam, user), {user.pk: given})
    details = {"person": user.key, "percent": extra_percent, "minutes": extra_minutes, "attempts": extra_attempts}
    log_exam(exam, Verb.APPROVED, actor.key, moment, reason=reason.strip(), **details)
    return given


def _granted(given: ExamAccommodation) -> tuple[int, int, int]:
    return given.extra_percent, given.extra_minutes, given.extra_attempts


@transaction.atomic
def extend_one(*, exam: Exam, user: User, minutes: int, actor: User, reason: str, now: datetime | None = None) -> ExamAccommodation:
    """``minutes`` more for one person, on top of what they have."""
    if minutes <= 0:
        raise ExamProblem("nothing_granted")
    given = ExamAccommodation.objects.select_for_update().filter(exam=exam, user=user).first()
    percent, before, attempts = _granted(given) if given is not None else (0, 0, 0)
    return grant_accommodation(
        exam=exam, user=user, actor=actor, reason=reason, extra_percent=percent, extra_minutes=before + minutes,
        extra_attempts=attempts, now=now,
    )  # fmt: skip


@transaction.atomic
def extend_all(*, exam: Exam, minutes: int, actor: User, reason: str, now: datetime | None = None) -> int:
    """``minutes`` more for everybody, sitting now or later, and the closing moves along; how many open sittings got longer."""
    exam, moment = _running(exam, reason), now or timezone.now()
    if minutes <= 0:
        raise ExamProblem("nothing_granted")
    exam.duration_minutes += minutes
    exam.closes_at += timedelta(minutes=minutes)
    exam.save(update_fields=["duration_minutes", "closes_at"])
    granted = {one.user_id: one for one in ExamAccommodation.objects.filter(exam=exam)}
    count = _lengthen(exam, _open_sittings(exam), granted)
    log_exam(exam, Verb.APPROVED, actor.key, moment, reason=reason.strip(), minutes=minutes, everybody=True)
    return count
