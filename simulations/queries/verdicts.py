"""Votes held against the truth: of one case, of one person over many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lms.cohorts.models import Cohort
from lms.evidence.models import Evidence
from lms.people.models import User

from ..domain.committee.verdict import SCALE, Calibration, Verdict, calibrate, verdict
from ..models import CommitteeItem
from .room import Room


def verdicts_of(room: Room, position: int) -> list[Verdict]:
    """One per seat that voted, scripted ones too; empty where there is no truth."""
    item, truth = room.sitting.items[position], room.case(position).truth
    if truth is None or item.tally is None:
        return []
    return [
        verdict(
            seat=number,
            first=item.opinions[number].ballot if number in item.opinions else None,
            final=vote.ballot,
            because=vote.because,
            decision=truth.decision,
        )
        for number, vote in sorted(item.votes.items())
        if number in item.voters
    ]


@dataclass(frozen=True)
class CalibrationRow:
    user: User
    calibration: Calibration


def calibration_rows(people: Iterable[User]) -> list[CalibrationRow]:
    """Each person's votes so far; two queries for any number of people."""
    users = {user.key: user for user in people}
    rows = list(
        Evidence.objects.filter(person_key__in=users, source_kind="committee_vote", scale=SCALE, superseded_by__isnull=True).values(
            "person_key", "source_id", "details"
        )
    )
    cases = CommitteeItem.objects.filter(public_id__in={row["source_id"] for row in rows}).values_list("public_id", "case")
    decisions = {public_id: (case.get("truth") or {}).get("decision") for public_id, case in cases}
    votes: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if decision := decisions.get(row["source_id"]):
            votes[row["person_key"]].append({"decision": decision, "final": row["details"]["final"], "moved": row["details"]["moved"]})
    return [CalibrationRow(user, calibrate(votes[key])) for key, user in users.items() if votes[key]]


def calibration_of_class(cohort: Cohort) -> list[CalibrationRow]:
    """Everybody enrolled who has voted at least once, by name."""
    return calibration_rows(User.objects.filter(enrolments__cohort=cohort).order_by("name_pinyin", "id"))
