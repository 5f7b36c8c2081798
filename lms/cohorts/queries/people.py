"""The people of a cohort."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, IntegerField, QuerySet, Value, When

from lms.people.models import User
from lms.people.queries import people_at_work

from ..enums import PRESENT_STATES, CohortState, Duty
from ..models import Cohort, CohortStaff, Enrolment


def people_of_cohort(cohort: Cohort) -> QuerySet[User]:
    """Everybody who sits in the class now (those who left are out)."""
    return User.objects.filter(enrolments__cohort=cohort, enrolments__state__in=PRESENT_STATES)


def staff_of_cohort(cohort: Cohort) -> QuerySet[CohortStaff]:
    """Class teacher first, raters last: the order in which somebody in the class turns to them."""
    duty = Case(*(When(duty=one, then=Value(place)) for place, one in enumerate(Duty.values)), output_field=IntegerField())
    rows = CohortStaff.objects.filter(cohort=cohort).select_related("user")
    return rows.order_by(duty, "user__employee_number")


def cohort_staff_at_work() -> QuerySet[CohortStaff]:
    """Duties whose holders still have a role in the bank."""
    return CohortStaff.objects.filter(user__in=people_at_work())


def cohort_staff_ids(cohort: Cohort, *duties: str) -> list[int]:
    """Ids of the users at work on staff, of the given duties or of any."""
    rows = cohort_staff_at_work().filter(cohort=cohort)
    if duties:
        rows = rows.filter(duty__in=duties)
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def current_enrolment(user: User) -> Enrolment | None:
    """The class a person sits in now: a running one before a planned one before one that is over; the newest first."""
    order = Case(
        When(cohort__state=CohortState.RUNNING, then=Value(0)),
        When(cohort__state=CohortState.PLANNED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Enrolment.objects.filter(user=user, state__in=PRESENT_STATES).select_related("cohort__bank", "cohort__organisation")
    return rows.order_by(order, "-cohort__starts_on", "-id").first()


def without_password(cohort: Cohort) -> QuerySet[Enrolment]:
    """People of the class who can't sign in yet: their account has no usable password."""
    rows = Enrolment.objects.filter(cohort=cohort, state__in=PRESENT_STATES, user__is_active=True)
    rows = rows.filter(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return rows.select_related("user__bank").order_by("seat_number", "user__name_pinyin", "id")
