"""What other rooms show of exams and ratings: a card with a title, a link and a state, for those who may see it."""

from collections.abc import Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.toolkit.activities import ActivityKind, Card, Choice

from ..enums import ExamState
from ..models import Exam, RatingTask
from .exam_lists import exam_phase
from .exams import exams_overseen_by, exams_run_by, exams_to_sit
from .ratings import tasks_visible_to_staff


def _visible_exams(user: User) -> Q:
    return Q(pk__in=exams_to_sit(user).values("pk")) | Q(pk__in=exams_overseen_by(user).values("pk"))


def exam_cards(user: User, ids: list[str]) -> Mapping[str, Card]:
    """By public id; one query."""
    now = timezone.now()
    rows = Exam.objects.filter(_visible_exams(user), public_id__in=ids)
    return {
        exam.public_id: Card(exam.title, reverse("exam-detail", args=[exam.public_id]), str(exam_phase(exam, now).label)) for exam in rows
    }


def exam_choices(user: User) -> list[Choice]:
    """Exams an organiser may put into a slot."""
    rows = exams_run_by(user).exclude(state=ExamState.CANCELLED).select_related("cohort").order_by("-opens_at", "-id")[:200]
    return [Choice(exam.public_id, f"{exam.title} · {exam.cohort}") for exam in rows]


def rating_cards(user: User, ids: list[str]) -> Mapping[str, Card]:
    """By batch, for raters and staff; whoever was judged has the sheet's fact and no page of the raters."""
    visible = Q(pk__in=tasks_visible_to_staff(user).order_by().values("pk")) | Q(raters=user)
    rows = RatingTask.objects.filter(visible, batch__in=ids, bank_id=user.bank_id).distinct()
    address = reverse("rating-list")
    return {task.batch: Card(task.title, f"{address}?batch={task.batch}", str(task.get_state_display())) for task in rows}


def rating_choices(user: User) -> list[Choice]:
    """Batches of ratings an organiser may put into a slot."""
    rows = tasks_visible_to_staff(user).order_by("-happened_on", "-id").values_list("batch", "title", "happened_on")[:400]
    return [Choice(batch, f"{title} {day.isoformat()}") for batch, title, day in dict.fromkeys(rows)]


KINDS = (
    ActivityKind("exam", _("exam"), exam_cards, exam_choices),
    ActivityKind("rating", _("rating"), rating_cards, rating_choices),
)
