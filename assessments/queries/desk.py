"""What the desks ask this room: what is due, what comes next."""

from datetime import datetime

from lms.people.models import User

from ..enums import ExamPhase, ResultsState
from .exam_lists import OwnExam, own_exams
from .exams import exams_to_sit


def exams_due_for(user: User, now: datetime) -> list[OwnExam]:
    """Exams the person can start, is sitting, or will sit; the most urgent first."""
    rows = exams_to_sit(user).exclude(results=ResultsState.RELEASED).select_related("cohort").order_by("opens_at", "id")
    due = [one for one in own_exams(user, rows, now) if one.action in {"start", "continue"} or one.phase == ExamPhase.UPCOMING]
    return sorted(due, key=lambda one: (one.action != "continue", one.action != "start", one.exam.opens_at))


def next_exam_for(user: User, now: datetime) -> OwnExam | None:
    return next(iter(exams_due_for(user, now)), None)
