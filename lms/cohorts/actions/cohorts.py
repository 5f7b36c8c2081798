"""Open and change a cohort, and name its staff."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..enums import CohortState, EnrolmentState
from ..models import Cohort, CohortStaff, Enrolment, EnrolmentChange, Programme
from .plan import copy_plan
from .problems import CohortProblem

# A closed cohort is a file: it can be looked at, not reopened.
NEXT_STATES: dict[str, frozenset[str]] = {
    CohortState.PLANNED: frozenset({CohortState.RUNNING, CohortState.CLOSED}),
    CohortState.RUNNING: frozenset({CohortState.COMPLETED, CohortState.CLOSED}),
    CohortState.COMPLETED: frozenset({CohortState.RUNNING, CohortState.CLOSED}),
    CohortState.CLOSED: frozenset(),
}


# What becomes of the people who sit in it when a class moves on; those who left stay as they are.
PEOPLE_FOLLOW: dict[tuple[str, str], tuple[str, str, str | Promise]] = {
    (CohortState.PLANNED, CohortState.RUNNING): (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, gettext_lazy("the class has begun")),
    (CohortState.RUNNING, CohortState.COMPLETED): (EnrolmentState.ACTIVE, EnrolmentState.COMPLETED, gettext_lazy("the class is over")),
    (CohortState.COMPLETED, CohortState.RUNNING): (EnrolmentState.COMPLETED, EnrolmentState.ACTIVE, gettext_lazy("the class goes on")),
}


def _log(cohort: Cohort, actor_key: str, verb: Verb, details: Mapping[str, object], reason: str = "") -> None:
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="cohort",
        object_id=cohort.public_id,
        details=details,
        reason=reason,
    )


@transaction.atomic
def open_cohort(
    *,
    organisation: Organisation,
    code: str,
    name: str,
    starts_on: date,
    ends_on: date,
    actor_key: str,
    programme: Programme | None = None,
    week_one: date | None = None,
    place: str = "",
    note: str = "",
    state: str = CohortState.PLANNED,
) -> Cohort:
    """Make a cohort hosted by ``organisation``; with a programme it gets its own copy of the plan from ``week_one`` (its start)."""
    bank = organisation.bank or organisation
    cohort = Cohort(
        bank=bank,
        organisation=organisation,
        code=code,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        programme=programme,
        place=place,
        note=note,
        state=state,
    )
    if programme is not None and programme.bank_id != bank.pk:
        raise CohortProblem(_("This programme belongs to another bank."), code="bank")
    cohort.full_clean()
    cohort.save()
    _log(cohort, actor_key, Verb.CREATED, {"code": code, "organisation": organisation.public_id})
    if programme is not None:
        copy_plan(cohort=cohort, programme=programme, week_one=week_one or starts_on, actor_key=actor_key)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, actor_key: str, **fields: object) -> Cohort:
    """Change code, name, host, dates, place or note."""
    allowed = {"code", "name", "organisation", "starts_on", "ends_on", "place", "note"}
    changed = sorted(name for name, value in fields.items() if name in allowed and getattr(cohort, name) != value)
    for name in changed:
        setattr(cohort, name, fields[name])
    if changed:
        cohort.full_clean()
        cohort.save(update_fields=changed)
        _log(cohort, actor_key, Verb.CHANGED, {"fields": changed})
    return cohort


@transaction.atomic
def move_cohort(*, cohort: Cohort, state: str, reason: str, actor_key: str, now: datetime | None = None) -> Cohort:
    """Start, complete or close a cohort; going back and closing need a reason."""
    cohort = Cohort.objects.select_for_update().select_related("bank").get(pk=cohort.pk)
    if state not in NEXT_STATES[cohort.state]:
        raise CohortProblem(_("This change of state is not possible."), code="state")
    if not reason.strip() and (state == CohortState.CLOSED or cohort.state == CohortState.COMPLETED):
        raise CohortProblem(_("Say why."), code="reason")
    before, cohort.state = cohort.state, state
    cohort.save(update_fields=["state"])
    moved = _move_people(cohort, before, reason.strip(), actor_key, now or timezone.now())
    _log(cohort, actor_key, Verb.CHANGED, {"from": before, "to": state, "people": moved}, reason.strip())
    return cohort


def _move_people(cohort: Cohort, before: str, reason: str, actor_key: str, moment: datetime) -> int:
    """Whoever is in the class goes where the class goes, with a line in each one's history; how many did."""
    step = PEOPLE_FOLLOW.get((before, cohort.state))
    if step is None:
        return 0
    from_state, to_state, words = step
    rows = list(Enrolment.objects.select_for_update().filter(cohort=cohort, state=from_state))
    Enrolment.objects.filter(pk__in=[one.pk for one in rows]).update(state=to_state)
    EnrolmentChange.objects.bulk_create(
        (
            EnrolmentChange(
                enrolment=one, from_state=from_state, to_state=to_state, reason=reason or str(words), by_key=actor_key, at=moment
            )
            for one in rows
        ),
        batch_size=500,
    )
    return len(rows)


@transaction.atomic
def set_duties(*, cohort: Cohort, user: User, duties: Iterable[str], actor_key: str) -> frozenset[str]:
    """Give ``user`` exactly these duties in ``cohort``; none takes the person off the staff."""
    wanted = frozenset(duties)
    if user.bank_id != cohort.bank_id:
        raise CohortProblem(_("This person belongs to another bank."), code="bank")
    if wanted and cohort.enrolments.filter(user=user).exists():
        raise CohortProblem(_("Whoever takes part in the cohort can't be on its staff."), code="enrolled")
    held = frozenset(CohortStaff.objects.select_for_update().filter(cohort=cohort, user=user).values_list("duty", flat=True))
    CohortStaff.objects.filter(cohort=cohort, user=user, duty__in=held - wanted).delete()
    CohortStaff.objects.bulk_create(CohortStaff(cohort=cohort, user=user, duty=duty) for duty in sorted(wanted - held))
    if wanted != held:
        _log(cohort, actor_key, Verb.CHANGED, {"staff": user.key, "duties": sorted(wanted)})
    return wanted
