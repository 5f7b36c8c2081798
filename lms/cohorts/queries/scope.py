"""Scope: which cohorts, enrolments and slots a user may see. Every page of the room fetches through here."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lms.people.enums import OVERSIGHT_ROLES
from lms.people.models import User
from lms.people.permissions import oversees, works_today

from ..enums import PRESENT_STATES
from ..models import Cohort, CohortStaff, Enrolment, Programme, Room, Slot


def _office(user: User, path_field: str) -> Q:
    """Rows at or below the nodes where ``user`` holds an office today; nothing for everybody else."""
    day = timezone.localdate()
    wanted = Q(pk__in=[])
    for held in user.held_roles:
        if held.role in OVERSIGHT_ROLES and held.holds_on(day):
            wanted |= Q(**{f"{path_field}__startswith": held.path})
    return wanted


def duties_held_by(user: User) -> QuerySet[CohortStaff]:
    """What a person does in any class; a duty ends with the last role its holder has in the bank."""
    return CohortStaff.objects.filter(user=user) if works_today(user) else CohortStaff.objects.none()


def slots_taught_by(user: User) -> Q:
    return Q(instructor=user) if works_today(user) else Q(pk__in=[])


def _on_staff(user: User, cohort: str) -> Exists:
    return Exists(duties_held_by(user).filter(cohort=OuterRef(cohort)))


def cohorts_visible_to(user: User) -> QuerySet[Cohort]:
    """By office: the cohorts of the node and below; on staff: theirs; a trainee: their own."""
    mine = Exists(Enrolment.objects.filter(user=user, cohort=OuterRef("pk")))
    visible = _office(user, "organisation__path") | Q(_on_staff(user, "pk")) | Q(mine)
    return Cohort.objects.filter(visible, bank_id=user.bank_id)


def rosters_visible_to(user: User) -> QuerySet[Cohort]:
    """Cohorts whose people ``user`` sees: by office, or on staff. Sitting in a class shows nothing about who sits beside."""
    visible = _office(user, "organisation__path") | Q(_on_staff(user, "pk"))
    return Cohort.objects.filter(visible, bank_id=user.bank_id)


def enrolments_visible_to(user: User) -> QuerySet[Enrolment]:
    """By office: those of the cohorts and of the branches below; on staff: those of their cohorts; a trainee: their own."""
    visible = _office(user, "cohort__organisation__path") | _office(user, "organisation__path") | Q(_on_staff(user, "cohort"))
    return Enrolment.objects.filter(visible | Q(user=user), cohort__bank_id=user.bank_id)


def slots_visible_to(user: User) -> QuerySet[Slot]:
    """Slots of the cohorts a user oversees, works in, teaches or sits in; who has left a class no longer sees its timetable."""
    sits = Exists(Enrolment.objects.filter(user=user, cohort=OuterRef("cohort"), state__in=PRESENT_STATES))
    visible = _office(user, "cohort__organisation__path") | Q(_on_staff(user, "cohort")) | Q(sits) | slots_taught_by(user)
    return Slot.objects.filter(visible, cohort__bank_id=user.bank_id)


def programmes_visible_to(user: User) -> QuerySet[Programme]:
    """Programmes are for those who oversee; a cohort shows its own copy of the plan."""
    return Programme.objects.filter(bank_id=user.bank_id) if oversees(user) else Programme.objects.none()


def rooms_visible_to(user: User) -> QuerySet[Room]:
    return Room.objects.filter(bank_id=user.bank_id)
