"""What follows when a case reaches a phase: its outcome, facts about those who voted, sheets to score."""

from decimal import Decimal

from django.utils import timezone

from assessments.actions.ratings import open_rating_tasks
from lms.cohorts.models import Enrolment
from lms.evidence.actions import Fact, record_many
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency
from lms.people.models import User

from ..domain.committee.state import Event
from ..domain.committee.verdict import SCALE, Verdict
from ..enums import CommitteeMode, CommitteePhase, CommitteeRole
from ..queries.room import Room
from ..queries.verdicts import verdicts_of
from .rubrics import sheet_in_force

RUBRICS = {
    CommitteeRole.LEAD_INVESTIGATOR: "PRESENTER",
    CommitteeRole.SECOND_INVESTIGATOR: "SECOND",
    CommitteeRole.CHAIR: "COMMITTEE",
    CommitteeRole.MEMBER: "COMMITTEE",
    CommitteeRole.RISK_OFFICER: "COMMITTEE",
    CommitteeRole.SECRETARY: "SECRETARY",
}


def after_phase(room: Room, event: Event, before: CommitteePhase) -> None:
    """Called in the transaction of the event that moved the case at ``event.item`` on."""
    phase = room.sitting.items[event.item].phase
    if phase in {CommitteePhase.RESOLUTION, CommitteePhase.MINUTES}:
        _keep_outcome(room, event.item)
    if before == CommitteePhase.MINUTES:
        _record_verdicts(room, event)
    if phase == CommitteePhase.SCORING:
        _ask_for_scores(room, event)


def _keep_outcome(room: Room, position: int) -> None:
    tally = room.sitting.items[position].tally
    row = room.items[position]
    row.outcome = tally.outcome if tally else ""
    row.save(update_fields=["outcome"])


def _record_verdicts(room: Room, event: Event) -> None:
    """Each person's two opinions against the truth, as a level on a scale of its own: a rule that counts points must not
    count a vote by accident."""
    if room.committee.mode != CommitteeMode.REHEARSAL or room.committee.cohort_id is None:
        return
    approval = Competency.objects.filter(code="approval").first()
    people = {one.number: one.user for one in room.seats if one.user}
    record_many(
        bank=room.committee.bank,
        facts=[_fact(room, event, people[one.seat], one, approval) for one in verdicts_of(room, event.item) if one.seat in people],
    )


def _fact(room: Room, event: Event, person: User, one: Verdict, competency: Competency | None) -> Fact:
    row = room.items[event.item]
    level = "right" if one.points >= 90 else "wrong" if one.points == 0 else "costly"
    return Fact(
        person_key=person.key,
        kind=EvidenceKind.SIMULATION,
        source_kind="committee_vote",
        source_id=row.public_id,
        source_version=SCALE,
        happened_at=event.at,
        level=level,
        scale=SCALE,
        competency=competency,
        details={
            "first": str(one.first or ""),
            "final": str(one.final),
            "points": str(Decimal(one.points)),
            "moved": one.moved,
            "case": row.digest,
        },
    )


def _ask_for_scores(room: Room, event: Event) -> None:
    """Each trainee who was there gets the sheet of their role. Fellow trainees don't judge: they stand in one ranking with each other."""
    committee = room.committee
    if committee.cohort is None:
        return
    present = [one for one in room.seats if one.user and one.number in room.sitting.present and one.role != CommitteeRole.OBSERVER]
    enrolled = {row.user_id: row for row in Enrolment.objects.filter(cohort=committee.cohort, user__in=[one.user for one in present])}
    judges = _judges(room, set(enrolled))
    for seat in present:
        if seat.user_id in enrolled and judges:
            open_rating_tasks(
                cohort=committee.cohort,
                rubric=sheet_in_force(bank=committee.bank, code=RUBRICS[CommitteeRole(seat.role)], actor=committee.created_by),
                subjects=[enrolled[seat.user_id]],
                raters=judges,
                title=f"{room.items[event.item].title} · {seat.get_role_display()}"[:120],
                happened_on=timezone.localdate(event.at),
                actor=committee.created_by,
                now=event.at,
            )


def _judges(room: Room, enrolled: set[int]) -> list[User]:
    """Staff at the table, and whoever called the sitting."""
    here = [one.user for one in room.seats if one.user and one.user_id not in enrolled and one.number in room.sitting.present]
    caller = room.committee.created_by
    sits_in_class = Enrolment.objects.filter(cohort_id=room.committee.cohort_id, user=caller).exists()
    extra = [] if sits_in_class or caller in here else [caller]
    return [one for one in [*here, *extra] if one is not None]
