"""Lists of cohorts and of the people in one."""

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lms.people.models import User
from lms.people.queries import search_people

from ..enums import PRESENT_STATES
from ..models import Cohort, CohortStep, Enrolment
from .scope import cohorts_visible_to, enrolments_visible_to


def _count(rows: QuerySet[Enrolment] | QuerySet[CohortStep]) -> Coalesce:
    """A correlated count: joins of two relations would multiply each other."""
    counted = rows.order_by().values("cohort").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def cohort_list(user: User, *, text: str = "", state: str = "") -> QuerySet[Cohort]:
    """Cohorts in scope with ``people``, ``steps_done`` and ``steps_total``."""
    cohorts = cohorts_visible_to(user).select_related("organisation", "programme")
    if text := text.strip():
        cohorts = cohorts.filter(Q(name__icontains=text) | Q(code__icontains=text) | Q(place__icontains=text))
    if state:
        cohorts = cohorts.filter(state=state)
    present = Enrolment.objects.filter(cohort=OuterRef("pk"), state__in=PRESENT_STATES)
    steps = CohortStep.objects.filter(cohort=OuterRef("pk"))
    return cohorts.annotate(people=_count(present), steps_total=_count(steps), steps_done=_count(steps.filter(done_on__isnull=False)))


def enrolment_table(user: User, cohort: Cohort, *, text: str = "") -> QuerySet[Enrolment]:
    """The people of a cohort that ``user`` may see, with everything a row shows; ``text`` narrows by person or branch."""
    rows = enrolments_visible_to(user).filter(cohort=cohort).select_related("user", "organisation")
    if text:
        rows = rows.filter(
            Q(user__in=search_people(User.objects.filter(enrolments__cohort=cohort), text)) | Q(organisation__name__icontains=text)
        )
    return rows.order_by("seat_number", "user__name_pinyin", "id")
