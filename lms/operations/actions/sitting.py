"""The case before the real committee: put on the agenda of a sitting in the same room as the rehearsal, its outcome taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.policies.queries import policy
from simulations.actions.call_committee import SeatPlan, call_committee
from simulations.actions.problems import CommitteeProblem
from simulations.domain.committee.state import Item
from simulations.enums import CommitteeMode, CommitteePhase, CommitteeRole, CommitteeState, Majority, Pace
from simulations.models import Committee
from simulations.queries.room import load_room

from ..enums import CaseEventKind, CaseState, Resolution
from ..models import CaseCondition, CaseFolder, LoanCase
from ..permissions import may_keep_cases
from ..queries.committee_file import committee_file
from .authority import require_hand
from .case_log import keep_event, locked_case
from .folder import belongs_to, locked_folder, not_finished
from .problems import CaseProblem
from .shadow import close_case
from .steps import return_step

OVER = frozenset({CommitteePhase.REVEAL, CommitteePhase.SCORING, CommitteePhase.DONE})


def rule_of(bank: Organisation, day: date) -> dict[str, Any]:
    """How the bank's loan committee votes on that day, as data of the voting rule."""
    return {
        "majority": Majority.UNANIMOUS if policy(bank, "loan_committee.unanimous", on=day) else Majority.TWO_THIRDS,
        "quorum_least": int(policy(bank, "loan_committee.quorum", on=day)),
        "chair_veto": bool(policy(bank, "loan_committee.chair_veto", on=day)),
    }


def _seats(case: LoanCase, chair: User, members: Sequence[User], risk_officer: User | None, day: date) -> list[SeatPlan]:
    """Who sits there, and in which part. Raises CaseProblem."""
    if case.lead is None or case.second is None:
        raise CaseProblem(_("Lead and second present the case; name both first."), code="people")
    if risk_officer is None and policy(case.bank, "loan_committee.risk_officer", on=day):
        words = _("By this bank's policy a loan committee sits with a risk officer. Choose one.")
        raise CaseProblem({"risk_officer": [words]}, code="risk")
    people = [chair, *members, *([risk_officer] if risk_officer else [])]
    if len({one.pk for one in people}) < len(people):
        raise CaseProblem(_("One person has one seat."), code="twice")
    if {one.pk for one in people} & {case.lead.pk, case.second.pk}:
        raise CaseProblem(_("Nobody votes on the case that they investigated."), code="own_case")
    if any(one.bank_id != case.bank_id for one in people):
        raise CaseProblem(_("Choose people of this bank whose account is open."), code="person")
    seats = [SeatPlan(CommitteeRole.CHAIR, chair), *[SeatPlan(CommitteeRole.MEMBER, one) for one in members]]
    seats += [SeatPlan(CommitteeRole.RISK_OFFICER, risk_officer)] if risk_officer else []
    return [*seats, SeatPlan(CommitteeRole.LEAD_INVESTIGATOR, case.lead), SeatPlan(CommitteeRole.SECOND_INVESTIGATOR, case.second)]


@transaction.atomic
def call_sitting(
    *, case: LoanCase, chair: User, members: Sequence[User], starts_at: datetime, actor: User, risk_officer: User | None = None,
    place: str = "", now: datetime | None = None,
) -> Committee:  # fmt: skip
    """A real sitting under the bank's own rule, with this case on its agenda; lead and second present it. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    folder = locked_folder(case)
    not_finished(case, "sitting")
    if not may_keep_cases(actor):
        raise CaseProblem(_("The office calls the committee."), code="not_yours")
    if folder.committee_item is not None and folder.committee_item.committee.state != CommitteeState.CANCELLED:
        raise CaseProblem(_("The case is on the agenda of a sitting already."), code="already")
    day = timezone.localdate(moment)
    seats = _seats(case, chair, members, risk_officer, day)
    data = committee_file(case, folder)
    try:
        made = call_committee(
            actor=actor, cohort=None, title=data["title"], mode=CommitteeMode.REAL, pace=Pace.ROUTINE,
            rule=rule_of(case.bank, day), starts_at=starts_at, seats=seats, cases=[data], place=place, now=moment,
        )  # fmt: skip
    except CommitteeProblem as problem:
        raise CaseProblem(str(problem), code="committee") from problem
    folder.committee_item = made.items.get(position=0)
    folder.sittings += 1
    folder.save(update_fields=["committee_item", "sittings"])
    keep_event(case, CaseEventKind.CHANGED, actor=actor, now=moment, milestone="sitting", details={"committee": made.public_id})
    return made


def _resolved(folder: CaseFolder) -> Item:
    if folder.committee_item is None:
        raise CaseProblem(_("The case is not on the agenda of a sitting."), code="no_sitting")
    room = load_room(folder.committee_item.committee)
    item = room.sitting.items[folder.committee_item.position]
    if item.tally is None or item.resolution is None or item.phase not in OVER:
        raise CaseProblem(_("The minutes of this case are not signed yet."), code="not_yet")
    return item


@transaction.atomic
def take_resolution(*, case: LoanCase, actor: User, now: datetime | None = None) -> str:
    """Outcome, amount, term and conditions as the signed minutes have them. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    folder = locked_folder(case)
    not_finished(case, "resolution")
    belongs_to(case, "resolution", actor)
    item = _resolved(folder)
    assert item.tally is not None
    assert item.resolution is not None
    outcome = str(item.tally.outcome)
    folder.resolution = outcome
    folder.approved_amount = _amount(item.resolution.amount, case.amount) if outcome in {"approved", "conditional"} else None
    folder.approved_term = item.resolution.term_months or None
    folder.save(update_fields=["resolution", "approved_amount", "approved_term"])
    CaseCondition.objects.filter(case=case).delete()
    CaseCondition.objects.bulk_create(
        CaseCondition(
            case=case,
            position=position,
            text=one.text[:300],
            owner=one.owner[:60],
            due=one.due[:60],
            due_on=_day(one.due),
            before_payout=one.before,
        )
        for position, one in enumerate(item.resolution.conditions, 1)
    )
    keep_event(case, CaseEventKind.RESOLVED, actor=actor, now=moment, milestone="resolution", details={"outcome": outcome})
    if outcome in {Resolution.REFUSED, Resolution.BLOCKED}:
        _refused(case, item.resolution.reason, actor, moment)
    elif outcome == Resolution.RETURNED:
        return_step(case=case, code="resolution", to="investigation", reason=item.resolution.reason, actor=actor, now=moment)
    return outcome


def _refused(case: LoanCase, reason: str, actor: User, moment: datetime) -> None:
    close_case(case=case, state=CaseState.REFUSED, reason=reason or _("refused by the committee"), actor=actor, now=moment)


def _amount(text: str, asked: Decimal | None) -> Decimal | None:
    try:
        return Decimal(text) if text else asked
    except InvalidOperation:
        return asked


def _day(text: str) -> object:
    try:
        return parse_date(text.strip()[:10])
    except ValueError:
        return None


@transaction.atomic
def meet_condition(*, case: LoanCase, position: int, note: str, actor: User, now: datetime | None = None) -> CaseCondition:
    """A condition is met, and how. Raises CaseProblem."""
    moment, case, note = now or timezone.now(), locked_case(case), note.strip()
    row = CaseCondition.objects.select_for_update().filter(case=case, position=position).first()
    if row is None:
        raise CaseProblem(_("There is no such condition."), code="unknown")
    if row.met_at is not None:
        raise CaseProblem(_("This condition is met already."), code="already")
    if not note:
        raise CaseProblem(_("Say how it was met."), code="note")
    require_hand(case, actor, node="disbursement", now=moment, by_office=True)
    row.met_at, row.met_by_key, row.met_note = moment, actor.key, note[:300]
    row.save(update_fields=["met_at", "met_by_key", "met_note"])
    keep_event(case, CaseEventKind.CHANGED, actor=actor, now=moment, milestone="conditions", details={"condition": position})
    return row
