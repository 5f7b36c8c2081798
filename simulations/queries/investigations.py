"""Which investigations a user may do, watch or give. Every page of them fetches through here."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.queries.exams import cohorts_examined_by
from lms.cohorts.enums import PRESENT_STATES
from lms.cohorts.models import Cohort, Enrolment
from lms.people.models import User

from ..enums import InvestigationState
from ..models import Investigation, InvestigationExercise, InvestigationSeat, TeachingCase


def investigations_of(user: User) -> QuerySet[Investigation]:
    """One's own. Who has left the class keeps what is finished and begins nothing more."""
    seat = InvestigationSeat.objects.filter(investigation=OuterRef("pk"), user=user)
    return Investigation.objects.filter(Exists(seat), bank_id=user.bank_id)


def investigations_watched_by(user: User) -> QuerySet[Investigation]:
    """Those of classes one teaches or manages: replay, score, rating. Whoever takes part in an exercise watches nobody in it."""
    seat = InvestigationSeat.objects.filter(investigation=OuterRef("pk"), user=user)
    fellow = InvestigationSeat.objects.filter(investigation__exercise=OuterRef("exercise"), user=user)
    rows = Investigation.objects.filter(cohort__in=cohorts_examined_by(user), bank_id=user.bank_id)
    return rows.exclude(Exists(seat)).exclude(Exists(fellow))


def investigations_visible_to(user: User) -> QuerySet[Investigation]:
    own = investigations_of(user).values("pk")
    return Investigation.objects.filter(Q(pk__in=own) | Q(pk__in=investigations_watched_by(user).values("pk")))


def investigation_list(user: User, *, state: str = "", text: str = "") -> QuerySet[Investigation]:
    """One's own, for the list page; what waits stands first."""
    rows = investigations_of(user).select_related("exercise", "cohort").defer("case", "score", "rule")
    rows = rows.exclude(exercise__opens_at__gt=timezone.now())
    if state in InvestigationState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(exercise__title__icontains=text))
    return rows.order_by("-created_at", "-id")


def exercises_run_by(user: User) -> QuerySet[InvestigationExercise]:
    """Their results tell what is hidden in every case: not for somebody who takes part."""
    taking_part = InvestigationSeat.objects.filter(investigation__exercise=OuterRef("pk"), user=user)
    return InvestigationExercise.objects.filter(cohort__in=cohorts_examined_by(user), bank_id=user.bank_id).exclude(Exists(taking_part))


def cohorts_to_give_to(user: User) -> QuerySet[Cohort]:
    return cohorts_examined_by(user)


def present_people(cohort: Cohort) -> list[User]:
    """Who can be given an exercise, by name."""
    rows = Enrolment.objects.filter(cohort=cohort, state__in=PRESENT_STATES).select_related("user").order_by("user__name_pinyin", "user_id")
    return [row.user for row in rows]


def teaching_cases_of(user: User) -> QuerySet[TeachingCase]:
    """The bank's own cases hold their answers: only those who give exercises see that they exist."""
    if not cohorts_examined_by(user).exists():
        return TeachingCase.objects.none()
    return TeachingCase.objects.filter(bank_id=user.bank_id)


def may_see_debrief(investigation: Investigation, user: User) -> bool:
    """Whoever did it sees the truth when nobody can profit from it any more: with one case for all, that is when all are done."""
    if investigation.state == InvestigationState.OPEN:
        return False
    exercise = investigation.exercise
    if exercise is None or not exercise.same_case or timezone.now() > exercise.due_at:
        return True
    return not exercise.investigations.filter(state=InvestigationState.OPEN).exists()
