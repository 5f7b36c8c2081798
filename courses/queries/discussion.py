"""Questions under lessons, always within one bank."""

from django.db.models import Prefetch, Q, QuerySet

from lms.people.models import User

from ..models import LessonAnswer, LessonPage, LessonQuestion
from ..permissions import may_moderate


def _shown(user: User) -> Q:
    """Staff also see what was hidden, and why; everybody sees what they wrote themselves."""
    return Q() if may_moderate(user) else Q(hidden_at__isnull=True) | Q(author=user)


def questions_under(lesson: LessonPage | int, user: User) -> QuerySet[LessonQuestion]:
    """The questions of the user's own bank under a lesson, with their answers; three queries."""
    answers = LessonAnswer.objects.filter(_shown(user)).select_related("author").order_by("-is_solution", "created_at", "pk")
    rows = LessonQuestion.objects.filter(_shown(user), lesson=lesson, bank_id=user.bank_id).select_related("author")
    return rows.prefetch_related(Prefetch("answers", queryset=answers))


def question_visible_to(user: User) -> QuerySet[LessonQuestion]:
    """For fetching one; the caller also checks that the person may read its lesson."""
    return LessonQuestion.objects.filter(_shown(user), bank_id=user.bank_id).select_related("lesson", "author")


def answers_visible_to(user: User) -> QuerySet[LessonAnswer]:
    return LessonAnswer.objects.filter(_shown(user), question__bank_id=user.bank_id).select_related(
        "question__lesson", "question__author", "author"
    )


def open_questions(user: User) -> QuerySet[LessonQuestion]:
    """What waits for an answer in the bank; for staff who answer."""
    if not may_moderate(user):
        return LessonQuestion.objects.none()
    return LessonQuestion.objects.filter(bank_id=user.bank_id, answered_at__isnull=True, hidden_at__isnull=True).select_related(
        "lesson", "author"
    )
