"""Import a roster: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.actions import NewAccount, change_details, create_accounts, grant_roles
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..domain.roster import Line, Outcome, RosterPlan, RosterRow, plan_roster
from ..enums import CohortState, EnrolmentState
from ..models import Cohort, Enrolment, EnrolmentChange
from ..queries.roster import situation
from .problems import CohortProblem

BATCH = 500


class RosterRefused(Exception):
    """The roster has mistakes, or what it met has changed since the dry run; ``plan`` says which."""

    def __init__(self, plan: RosterPlan) -> None:
        super().__init__("roster refused")
        self.plan = plan


@dataclass(frozen=True)
class Imported:
    """How many people were new, enrolled with an account they had, changed, left as they were."""

    created: int
    enrolled: int
    updated: int
    same: int


def check_roster(*, cohort: Cohort, rows: Sequence[RosterRow]) -> RosterPlan:
    """The dry run: reads, decides, writes nothing."""
    return plan_roster(rows, situation(cohort, rows))


@transaction.atomic
def import_roster(
    *, cohort: Cohort, rows: Sequence[RosterRow], actor_key: str, file_digest: str = "", now: datetime | None = None
) -> Imported:
    """Do what the dry run announced, decided anew under the cohort's lock; raises RosterRefused."""
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("bank", "organisation").get(pk=cohort.pk)
    if cohort.state == CohortState.CLOSED:
        raise CohortProblem(_("A closed cohort takes nobody in."), code="closed")
    plan = check_roster(cohort=cohort, rows=rows)
    if plan.errors:
        raise RosterRefused(plan)
    moment = now or timezone.now()
    users = _accounts(cohort, plan, actor_key, moment)
    _release_seats(plan)
    _enrol(cohort, [line for line in plan.lines if line.enrolment_id is None], users, actor_key, moment)
    _update([line for line in plan.lines if line.outcome == "update"])
    _log(cohort, plan, actor_key, file_digest, moment)
    return Imported(plan.count("create"), plan.count("enrol"), plan.count("update"), plan.count("same"))


def _accounts(cohort: Cohort, plan: RosterPlan, actor_key: str, moment: datetime) -> dict[int, User]:
    """The account of every line by its row number: new ones in bulk, gaps of old ones filled in."""
    new = [line for line in plan.lines if line.user_id is None]
    people = [NewAccount(line.row.name, line.row.employee_number, line.row.phone) for line in new]
    made = create_accounts(bank=cohort.bank, people=people, actor_key=actor_key, now=moment)
    users = {line.row.number: user for line, user in zip(new, made, strict=True)}
    old = [line for line in plan.lines if line.user_id is not None]
    known = User.objects.select_related("bank").in_bulk([line.user_id for line in old if line.user_id is not None])
    for line in old:
        user = known[line.user_id]
        users[line.row.number] = user
        gaps = {name: getattr(line.row, name) for name in ("employee_number", "phone") if name in line.changes}
        if gaps:
            change_details(user=user, actor_key=actor_key, **gaps)
    return users


def _release_seats(plan: RosterPlan) -> None:
    """Two people may swap seats in one file: all old seats are given up before the new ones are taken."""
    moving = [line.enrolment_id for line in plan.lines if line.enrolment_id is not None and "seat" in line.changes]
    for start in range(0, len(moving), BATCH):
        Enrolment.objects.filter(pk__in=moving[start : start + BATCH]).update(seat_number=None)


def _enrol(cohort: Cohort, lines: Sequence[Line], users: dict[int, User], actor_key: str, moment: datetime) -> None:
    state = EnrolmentState.ACTIVE if cohort.state == CohortState.RUNNING else EnrolmentState.ENROLLED
    rows = [
        Enrolment(
            cohort=cohort,
            user=users[line.row.number],
            seat_number=line.row.seat,
            organisation_id=line.branch_id,
            legal_footing=line.row.footing,
            joined_on=line.row.joined_on,
            note=line.row.note,
            state=state,
        )
        for line in lines
    ]
    made = Enrolment.objects.bulk_create(rows, batch_size=BATCH)
    reason = _("roster import")
    EnrolmentChange.objects.bulk_create(
        (EnrolmentChange(enrolment=one, from_state="", to_state=state, reason=reason, by_key=actor_key, at=moment) for one in made),
        batch_size=BATCH,
    )
    nodes = Organisation.objects.in_bulk({line.branch_id for line in lines if line.branch_id is not None})
    if lines:
        holders = [(users[line.row.number], nodes.get(line.branch_id or 0, cohort.organisation)) for line in lines]
        first = min(line.row.joined_on for line in lines)
        grant_roles(bank=cohort.bank, holders=holders, role=Role.TRAINEE, starts_on=first, actor_key=actor_key)


def _update(lines: Sequence[Line]) -> None:
    rows = Enrolment.objects.in_bulk([line.enrolment_id for line in lines if line.enrolment_id is not None])
    for line in lines:
        one = rows[line.enrolment_id]
        one.legal_footing, one.joined_on = line.row.footing, line.row.joined_on
        one.seat_number = line.row.seat if line.row.seat is not None else one.seat_number
        one.organisation_id = line.branch_id if line.branch_id is not None else one.organisation_id
        one.note = line.row.note or one.note
    fields = ["legal_footing", "joined_on", "seat_number", "organisation", "note"]
    Enrolment.objects.bulk_update(rows.values(), fields, batch_size=200)


def _log(cohort: Cohort, plan: RosterPlan, actor_key: str, digest: str, moment: datetime) -> None:
    outcomes: tuple[Outcome, ...] = ("create", "enrol", "update", "same")
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=actor_key,
        verb=Verb.IMPORTED,
        object_kind="cohort",
        object_id=cohort.public_id,
        details={"file": digest, "rows": len(plan.lines), **{outcome: plan.count(outcome) for outcome in outcomes}},
        now=moment,
    )
