"""Which sittings of the committee a user may see, run or sit in. Every page of them fetches through here."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.permissions import RUNNING_DUTIES
from assessments.queries.exams import cohorts_examined_by
from lms.cohorts.enums import PRESENT_STATES
from lms.cohorts.models import Cohort, Enrolment
from lms.cohorts.permissions import MANAGERS
from lms.cohorts.queries import cohort_staff_ids, duties_held_by, rosters_visible_to
from lms.people.enums import Role
from lms.people.models import User
from lms.people.permissions import works_today
from lms.people.queries import people_with_role

from ..enums import CommitteeState
from ..models import Committee, CommitteeSeat


def committees_visible_to(user: User) -> QuerySet[Committee]:
    """Those one runs, whose class one oversees, teaches or sits in now, and those one has a seat in.

    What is said inside still passes through the seat's view. Whoever has left the class, or the bank's service, keeps
    what they sat through and nothing that is still to come.
    """
    sits = Exists(Enrolment.objects.filter(user=user, cohort=OuterRef("cohort"), state__in=PRESENT_STATES))
    seated = Q(Exists(CommitteeSeat.objects.filter(committee=OuterRef("pk"), user=user)))
    if not works_today(user):
        seated &= Q(sits) | Q(cohort__isnull=True) | Q(state=CommitteeState.CLOSED)
    of_class = Q(sits) | Q(cohort__in=rosters_visible_to(user))
    return Committee.objects.filter(seated | _called_by(user) | of_class, bank_id=user.bank_id)


def _called_by(user: User) -> Q:
    """What one called oneself, for as long as one has a role in the bank."""
    return Q(created_by=user) if user.roles else Q(pk__in=[])


def committees_run_by(user: User) -> QuerySet[Committee]:
    """Those one may change, watch and replay: the caller, who teaches the class, who manages it."""
    day = timezone.localdate()
    office = Q(pk__in=[])
    for held in user.held_roles:
        if held.role in MANAGERS and held.holds_on(day):
            office |= Q(cohort__organisation__path__startswith=held.path)
    duty = Exists(duties_held_by(user).filter(cohort=OuterRef("cohort"), duty__in=RUNNING_DUTIES))
    return Committee.objects.filter(office | duty | _called_by(user), bank_id=user.bank_id)


def committee_list(user: User, *, state: str = "", text: str = "") -> QuerySet[Committee]:
    """One query for any number of rows; what comes next stands first."""
    rows = committees_visible_to(user).select_related("cohort", "created_by")
    if state in CommitteeState.values:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(items__title__icontains=text)).distinct()
    return rows.order_by("-starts_at", "-id")


def seat_of(committee: Committee, user: User) -> CommitteeSeat | None:
    return CommitteeSeat.objects.filter(committee=committee, user=user).first()


def may_take_seat(committee: Committee, user: User) -> bool:
    """By link: people of the class and its staff, until the sitting has begun."""
    if committee.bank_id != user.bank_id or committee.state != CommitteeState.PLANNED or committee.cohort_id is None:
        return False
    sits = Enrolment.objects.filter(cohort_id=committee.cohort_id, user=user, state__in=PRESENT_STATES).exists()
    return sits or duties_held_by(user).filter(cohort_id=committee.cohort_id).exists()


def cohorts_to_call_for(user: User) -> QuerySet[Cohort]:
    """Classes for which a person may call a sitting."""
    return cohorts_examined_by(user)


def cohort_of_trainee(user: User) -> Cohort | None:
    """The class a trainee sits in now: where a rehearsal alone belongs."""
    row = Enrolment.objects.filter(user=user, state__in=PRESENT_STATES).select_related("cohort").order_by("-joined_on", "-id").first()
    return row.cohort if row else None


def people_to_seat(cohort: Cohort) -> QuerySet[User]:
    """Whom a caller may give a seat: the class as it is now, its staff, and those of the bank who sit on committees."""
    sits = Exists(Enrolment.objects.filter(user=OuterRef("pk"), cohort=cohort, state__in=PRESENT_STATES))
    staff = Q(pk__in=cohort_staff_ids(cohort))
    member = Q(pk__in=people_with_role(cohort.bank, Role.COMMITTEE_MEMBER).values("pk"))
    return User.objects.filter(sits | staff | member, is_active=True).order_by("name_pinyin", "id")
