"""What is there before a roster is imported, in a number of queries that does not grow with the file's lines."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from lms.people.models import Organisation, User

from ..domain.enrolments import LEFT
from ..domain.roster import Known, RosterRow, Seated, Situation
from ..enums import PRESENT_STATES, CohortState
from ..models import Cohort, CohortStaff, Enrolment

BATCH = 900


def _batches(values: Iterable[object]) -> Iterable[list[object]]:
    listed = list(values)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))


def situation(cohort: Cohort, rows: Sequence[RosterRow]) -> Situation:
    """Accounts that a row may mean, the cohort's enrolments, the bank's nodes."""
    seated = [
        Seated(one.pk, one.user_id, one.seat_number, one.organisation_id, one.legal_footing, one.joined_on, one.note, one.state in LEFT)
        for one in Enrolment.objects.filter(cohort=cohort)
    ]
    branches = [(node.pk, tuple(name for name in (node.name, node.short_name) if name)) for node in branch_nodes(cohort)]
    return Situation(_people(cohort, rows), seated, branches, cohort.starts_on, cohort.ends_on)


def branch_nodes(cohort: Cohort) -> list[Organisation]:
    """Nodes of the bank a trainee may come from."""
    return list(Organisation.objects.filter(bank_id=cohort.bank_id, is_active=True).order_by("path"))


def _people(cohort: Cohort, rows: Sequence[RosterRow]) -> list[Known]:
    found: dict[int, User] = {}
    wanted = {
        "employee_number__in": {row.employee_number for row in rows if row.employee_number},
        "phone__in": {row.phone for row in rows if row.phone},
        "name__in": {row.name for row in rows},
    }
    for lookup, values in wanted.items():
        for batch in _batches(sorted(values)):
            found |= {user.pk: user for user in User.objects.filter(**{lookup: batch}, bank_id=cohort.bank_id)}
    # 工号 typed in another case is the same 工号.
    lowered = {row.employee_number.lower() for row in rows} | {row.employee_number.upper() for row in rows}
    for batch in _batches(sorted(lowered - {""} - wanted["employee_number__in"])):
        found |= {user.pk: user for user in User.objects.filter(employee_number__in=batch, bank_id=cohort.bank_id)}
    staff = set(CohortStaff.objects.filter(cohort=cohort).values_list("user_id", flat=True))
    elsewhere = _elsewhere(cohort, found)
    return [
        Known(user.pk, user.name, user.employee_number, user.phone, user.is_active, user.pk in staff, elsewhere.get(user.pk, ""))
        for user in found.values()
    ]


def _elsewhere(cohort: Cohort, found: Iterable[int]) -> dict[int, str]:
    """Other cohorts, planned or running, that a person sits in."""
    open_states = Q(cohort__state__in=[CohortState.PLANNED, CohortState.RUNNING], state__in=PRESENT_STATES)
    names: dict[int, str] = {}
    for batch in _batches(found):
        rows = Enrolment.objects.filter(open_states, user_id__in=batch).exclude(cohort=cohort)
        names |= dict(rows.values_list("user_id", "cohort__name"))
    return names
