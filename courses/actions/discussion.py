"""Ask, answer, settle and hide under a lesson."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.cohorts.enums import Duty
from lms.cohorts.models import Cohort
from lms.cohorts.queries import cohort_staff_ids
from lms.notices.actions import notify
from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import LessonAnswer, LessonPage, LessonQuestion
from .problems import CourseProblem

LONGEST = 2000


def _text(raw: str) -> str:
    text = raw.replace("\x00", "").strip()
    if not text:
        raise CourseProblem(_("Write something first."), code="empty")
    if len(text) > LONGEST:
        raise CourseProblem(_("At most %(count)d characters, please.") % {"count": LONGEST}, code="too_long")
    return text


def _address(lesson: LessonPage) -> str:
    return reverse("lesson-questions", args=[lesson.public_id])


@transaction.atomic
def ask_question(*, user: User, lesson: LessonPage, cohort: Cohort, text: str, now: datetime | None = None) -> LessonQuestion:
    """A trainee asks; the instructors of the class are told, and where it has none, those of the bank."""
    question = LessonQuestion.objects.create(
        bank=cohort.bank, lesson=lesson, author=user, text=_text(text), created_at=now or timezone.now()
    )
    staff = User.objects.filter(pk__in=cohort_staff_ids(cohort, Duty.INSTRUCTOR), is_active=True)
    tell = list(staff) or list(people_with_role(cohort.bank, Role.INSTRUCTOR))
    title = format_lazy("{}{}", gettext_lazy("A question under a lesson: "), lesson.title)
    notify(users=tell, kind="courses.question", title=title, body=question.text, url=_address(lesson), now=now)
    return question


@transaction.atomic
def answer_question(*, user: User, question: LessonQuestion, text: str, now: datetime | None = None) -> LessonAnswer:
    """An instructor or fellow trainee answers; whoever asked is told."""
    if question.hidden_at is not None:
        raise CourseProblem(_("This question is hidden."), code="hidden")
    answer = LessonAnswer.objects.create(question=question, author=user, text=_text(text), created_at=now or timezone.now())
    if question.author_id != user.pk:
        title = format_lazy("{}{}", gettext_lazy("Your question was answered: "), question.lesson.title)
        notify(users=[question.author], kind="courses.answer", title=title, body=answer.text, url=_address(question.lesson), now=now)
    return answer


@transaction.atomic
def settle_question(*, answer: LessonAnswer, now: datetime | None = None) -> LessonQuestion:
    """``answer`` answers its question; another one chosen before steps back."""
    question = LessonQuestion.objects.select_for_update().get(pk=answer.question_id)
    question.answers.exclude(pk=answer.pk).update(is_solution=False)
    question.answers.filter(pk=answer.pk).update(is_solution=True)
    question.answered_at = now or timezone.now()
    question.save(update_fields=["answered_at"])
    return question


@transaction.atomic
def hide_contribution(*, row: LessonQuestion | LessonAnswer, user: User, reason: str, now: datetime | None = None) -> None:
    """Take a question or answer out of sight; its author and staff still see it, with the reason."""
    reason = reason.strip()[:200]
    if not reason:
        raise CourseProblem(_("Say why it is hidden."), code="reason")
    row.hidden_at, row.hidden_by, row.hidden_reason = now or timezone.now(), user, reason
    row.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    if isinstance(row, LessonAnswer) and row.is_solution:
        LessonAnswer.objects.filter(pk=row.pk).update(is_solution=False)
        LessonQuestion.objects.filter(pk=row.question_id).update(answered_at=None)
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=user.key,
        verb=Verb.REMOVED,
        object_kind=row._meta.model_name or "",
        object_id=row.public_id,
        reason=reason,
        now=now,
    )
