"""Enrol people, change their state, amend their row."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.actions import grant_role
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.enrolments import LEFT, may_change
from ..enums import CohortState, EnrolmentState
from ..models import Cohort, CohortStaff, Enrolment, EnrolmentChange
from .problems import CohortProblem


def _log(enrolment: Enrolment, actor_key: str, verb: Verb, details: dict[str, object], reason: str = "") -> None:
    log_act(
        organisation_key=enrolment.cohort.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="enrolment",
        object_id=enrolment.public_id,
        details=details,
        reason=reason,
    )


@transaction.atomic
def enrol(
    *,
    cohort: Cohort,
    user: User,
    legal_footing: str,
    joined_on: date,
    actor_key: str,
    organisation: Organisation | None = None,
    seat_number: int | None = None,
    note: str = "",
    reason: str = "",
    now: datetime | None = None,
) -> Enrolment:
    """Put one person of the same bank into ``cohort``; they get the role of a trainee where they lack it."""
    # Seats are given out under the cohort's lock.
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("bank", "organisation").get(pk=cohort.pk)
    if user.bank_id != cohort.bank_id:
        raise CohortProblem(_("This person belongs to another bank."), code="bank")
    if cohort.state == CohortState.CLOSED:
        raise CohortProblem(_("A closed cohort takes nobody in."), code="closed")
    if CohortStaff.objects.filter(cohort=cohort, user=user).exists():
        raise CohortProblem(_("Whoever is on the staff of the cohort can't take part in it."), code="staff")
    enrolment = Enrolment(
        cohort=cohort,
        user=user,
        legal_footing=legal_footing,
        joined_on=joined_on,
        organisation=organisation,
        seat_number=seat_number,
        note=note,
        state=EnrolmentState.ACTIVE if cohort.state == CohortState.RUNNING else EnrolmentState.ENROLLED,
    )
    enrolment.full_clean()
    enrolment.save()
    moment = now or timezone.now()
    EnrolmentChange.objects.create(
        enrolment=enrolment, from_state="", to_state=enrolment.state, reason=reason or _("enrolled"), by_key=actor_key, at=moment
    )
    if Role.TRAINEE not in user.roles:
        grant_role(user=user, organisation=organisation or cohort.organisation, role=Role.TRAINEE, starts_on=joined_on, actor_key=actor_key)
    _log(enrolment, actor_key, Verb.CREATED, {"cohort": cohort.public_id, "person": user.key, "footing": legal_footing})
    return enrolment


@transaction.atomic
def change_enrolment(
    *, enrolment: Enrolment, state: str, reason: str, actor_key: str, left_on: date | None = None, now: datetime | None = None
) -> Enrolment:
    """Move an enrolment to another state; the reason stays in its history."""
    enrolment = Enrolment.objects.select_for_update(of=("self",)).select_related("cohort__bank", "user").get(pk=enrolment.pk)
    if not may_change(enrolment.state, state):
        raise CohortProblem(_("This change of state is not possible."), code="state")
    if not reason.strip():
        raise CohortProblem(_("Say why."), code="reason")
    moment = now or timezone.now()
    before, enrolment.state = enrolment.state, state
    enrolment.left_on = (left_on or timezone.localdate(moment)) if state in LEFT else None
    if enrolment.left_on is not None and enrolment.left_on < enrolment.joined_on:
        raise CohortProblem(_("The person can't have left before joining."), code="left_on")
    # Whoever left frees the seat for somebody else.
    enrolment.seat_number = None if state in LEFT else enrolment.seat_number
    enrolment.save(update_fields=["state", "left_on", "seat_number"])
    EnrolmentChange.objects.create(
        enrolment=enrolment, from_state=before, to_state=state, reason=reason.strip(), by_key=actor_key, at=moment
    )
    _log(enrolment, actor_key, Verb.CHANGED, {"from": before, "to": state}, reason.strip())
    return enrolment


@transaction.atomic
def amend_enrolment(*, enrolment: Enrolment, reason: str, actor_key: str, **fields: object) -> Enrolment:
    """Correct seat, branch, footing, day of joining or note, with a reason that the log keeps."""
    allowed = {"seat_number", "organisation", "legal_footing", "joined_on", "note"}
    Cohort.objects.select_for_update().get(pk=enrolment.cohort_id)
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("cohort__bank", "organisation", "user")
    enrolment = rows.get(pk=enrolment.pk)
    changed = sorted(name for name, value in fields.items() if name in allowed and getattr(enrolment, name) != value)
    if not changed:
        return enrolment
    if not reason.strip():
        raise CohortProblem(_("Say why."), code="reason")
    for name in changed:
        setattr(enrolment, name, fields[name])
    enrolment.full_clean()
    enrolment.save(update_fields=changed)
    _log(enrolment, actor_key, Verb.CHANGED, {"fields": changed}, reason.strip())
    return enrolment
