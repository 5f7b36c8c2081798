"""Rating tasks: those a rater is asked for, and those the staff of a class see with every rater side by side."""

from django.db.models import Exists, OuterRef, QuerySet

from lms.cohorts.queries import rosters_visible_to
from lms.evidence.models import Evidence
from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import has_role, works_today

from ..enums import RatingTaskState
from ..models import Rating, RatingTask

STAFF = (Role.HR, Role.INSTRUCTOR, Role.CLASS_TEACHER, Role.LEADER, Role.PROJECT_BOARD, Role.AUDITOR, Role.ADMINISTRATOR)


def tasks_for_rater(user: User) -> QuerySet[RatingTask]:
    """What ``user`` is asked to rate, with whether it is done."""
    done = Rating.objects.filter(task=OuterRef("pk"), rater=user, submitted_at__isnull=False)
    asked = RatingTask.objects.filter(raters=user, bank_id=user.bank_id) if works_today(user) else RatingTask.objects.none()
    rows = asked.annotate(is_done=Exists(done))
    return rows.select_related("rubric", "cohort", "subject__user").order_by("is_done", "happened_on", "subject__seat_number")


def ratings_waiting_for(user: User) -> QuerySet[RatingTask]:
    """Open tasks that ``user`` has not rated yet."""
    return tasks_for_rater(user).filter(state=RatingTaskState.OPEN, is_done=False)


def tasks_visible_to_staff(user: User) -> QuerySet[RatingTask]:
    """The tasks of the classes whose roster a member of staff sees, never those about themselves; plain raters see none here."""
    if not has_role(user, *STAFF):
        return RatingTask.objects.none()
    rows = RatingTask.objects.filter(cohort__in=rosters_visible_to(user), bank_id=user.bank_id).exclude(subject__user=user)
    return rows.select_related("rubric", "cohort", "subject__user").prefetch_related("ratings__rater", "raters")


def sealed_for_rater(user: User, rows: list[Evidence]) -> set[str]:
    """Public ids of what other raters gave for a performance that ``user`` still has to rate."""
    others = [row for row in rows if row.source_kind == "rating" and row.rater_key != user.key]
    if not others:
        return set()
    waiting = set(ratings_waiting_for(user).order_by().values_list("batch", "subject__user__key"))
    return {row.public_id for row in others if (row.source_id, row.person_key) in waiting}
