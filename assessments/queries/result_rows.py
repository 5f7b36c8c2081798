"""Every attempt of an exam as rows for an export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from lms.cohorts.models import Enrolment

from ..domain.item_statistics import topic_shares
from ..domain.question import Question
from ..domain.sitting import frozen_questions
from ..enums import SittingState
from ..models import Exam, Sitting, SittingKey
from .exams import present_enrolments
from .release import has_passed, percentage, vector_of


@dataclass(frozen=True)
class ResultRow:
    """One attempt of one person, or a person who did not sit (``state`` says so)."""

    seat: int | None
    name: str
    employee_number: str
    branch: str
    state: str
    attempt: int | None = None
    submitted_at: datetime | None = None
    score: Decimal | None = None
    percent: Decimal | None = None
    passed: bool | None = None
    points: Sequence[Decimal | None] = ()
    topics: Mapping[str, Decimal] = field(default_factory=dict)


def questions_of(exam: Exam) -> list[Question]:
    """What the exam asks, by the key that counts now; known as soon as somebody has begun, marked or not."""
    newest = SittingKey.objects.filter(sitting__exam=exam).order_by("-number", "-id").first()
    return frozen_questions(newest.key) if newest else []


def result_rows(exam: Exam, questions: Sequence[Question]) -> list[ResultRow]:
    """In the order of the class; who sat and has left the class since comes last."""
    sittings: dict[int, list[Sitting]] = {}
    for sitting in Sitting.objects.filter(exam=exam).select_related("user").defer("questions").order_by("attempt_no"):
        sittings.setdefault(sitting.user_id, []).append(sitting)
    rows = []
    for enrolment in present_enrolments(exam):
        own = sittings.pop(enrolment.user_id, [])
        rows += [_row(exam, enrolment, sitting, questions) for sitting in own] or [_absent(enrolment)]
    for left in sittings.values():
        rows += [_row(exam, Enrolment(user=sitting.user), sitting, questions) for sitting in left]
    return rows


def _absent(enrolment: Enrolment) -> ResultRow:
    return ResultRow(
        seat=enrolment.seat_number,
        name=enrolment.user.name,
        employee_number=enrolment.user.employee_number,
        branch=str(enrolment.organisation or ""),
        state=_("not sat"),
    )


def _row(exam: Exam, enrolment: Enrolment, sitting: Sitting, questions: Sequence[Question]) -> ResultRow:
    done = sitting.score is not None
    vector = sitting.score_vector or []
    maxima = [question.points for question in questions]
    return ResultRow(
        seat=enrolment.seat_number,
        name=sitting.user.name,
        employee_number=sitting.user.employee_number,
        branch=str(enrolment.organisation or ""),
        state=str(SittingState(sitting.state).label),
        attempt=sitting.attempt_no,
        submitted_at=sitting.submitted_at,
        score=sitting.score,
        percent=percentage(sitting.score, sitting.maximum) if done else None,
        passed=has_passed(exam, sitting) if done else None,
        points=[None if text is None else Decimal(text) for text in vector],
        topics=topic_shares([question.topic for question in questions], vector_of(sitting), maxima) if done else {},
    )
