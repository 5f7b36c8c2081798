"""The instructor's day: classes, exams under way, what waits for an answer."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from assessments.enums import ExamPhase
from assessments.models import Exam, Question
from assessments.queries.exam_lists import staff_exams
from assessments.queries.papers import papers_waiting_for
from assessments.queries.questions import versions_waiting_for
from assessments.queries.ratings import ratings_waiting_for
from courses.models import LessonProgress
from courses.queries import lessons_to_review, open_questions
from lms.cohorts.enums import CohortState
from lms.cohorts.models import Cohort, Slot
from lms.cohorts.queries import duties_held_by, people_of_cohort
from lms.people.models import User

from ..domain.weak_topics import TopicShare, weakest_topics
from .counters import counters
from .sessions import own_sessions, today_or_next, with_attendance

EXAMS_SHOWN = 5


@dataclass(frozen=True)
class InstructorToday:
    counts: dict[str, Any]
    sessions: list[Slot] = field(default_factory=list)
    next: Slot | None = None
    exams: list[Exam] = field(default_factory=list)


def instructor_today(user: User, *, now: datetime) -> InstructorToday:
    """Three queries."""
    counts = counters(
        user,
        questions=open_questions(user),
        reviews=versions_waiting_for(user),
        papers=papers_waiting_for(user),
        lessons=lessons_to_review(user),
        ratings=ratings_waiting_for(user),
    )
    sessions, following = today_or_next(with_attendance(own_sessions(user)), now)
    exams = list(staff_exams(user, phase=ExamPhase.OPEN, now=now)[:EXAMS_SHOWN])
    return InstructorToday(counts, sessions, following, exams)


def weak_topics_for(user: User) -> list[tuple[Cohort, list[TopicShare]]]:
    """Topics of lesson quizzes that the running classes of ``user`` find hardest; two queries and one per class."""
    taught = Cohort.objects.filter(staff__in=duties_held_by(user), bank_id=user.bank_id, state=CohortState.RUNNING)
    cohorts = taught.distinct().order_by("-starts_on")
    tries = {cohort: _tries(cohort) for cohort in cohorts[:3]}
    codes = {code for rows in tries.values() for code, _right in rows}
    topics = _topics(codes, user) if codes else {}
    found = ((cohort, weakest_topics(rows, topics)) for cohort, rows in tries.items())
    return [(cohort, rows) for cohort, rows in found if rows]


def _tries(cohort: Cohort) -> list[tuple[str, bool]]:
    """The first try of each person at each quiz question."""
    quizzes = LessonProgress.objects.filter(user__in=people_of_cohort(cohort)).values_list("quiz", flat=True)
    return [(code, bool(row["first"])) for quiz in quizzes for code, row in quiz.items()]


def _topics(codes: set[str], user: User) -> dict[str, str]:
    """Topics by the number of a question; as in the quiz the bank's own goes before the shared one, and no other bank's counts."""
    usable = Q(bank__isnull=True) | Q(bank_id=user.bank_id)
    rows = Question.objects.filter(usable, code__in=codes, topic__isnull=False).order_by(F("bank_id").asc(nulls_first=True))
    return dict(rows.values_list("code", "topic__name"))
