"""Calling a sitting of the committee, seating people, taking it off again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.cohorts.models import Cohort
from lms.notices.actions import notify
from lms.people.models import User
from lms.records.actions import log_act
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb

from ..domain.committee.case import read_case
from ..domain.committee.rule import for_mode, read_rule
from ..domain.committee.state import Seat, seating_problem
from ..enums import CommitteeMode, CommitteeRole, CommitteeState
from ..models import Committee, CommitteeItem, CommitteeSeat
from .problems import CommitteeProblem


@dataclass(frozen=True)
class SeatPlan:
    """One place: a person, a temperament, or neither (free for somebody of the class)."""

    role: CommitteeRole
    user: User | None = None
    temperament: str = ""


def _log(committee: Committee, actor: User, verb: str, details: Mapping[str, object], now: datetime | None) -> None:
    log_act(
        organisation_key=committee.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="committee",
        object_id=committee.public_id,
        details=details,
        now=now,
    )


def _check(seats: Sequence[SeatPlan], rule: Mapping[str, Any], mode: CommitteeMode, cases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The rule as it is frozen; raises CommitteeProblem, InvalidVotingRule or InvalidCase."""
    frozen = for_mode(read_rule(rule), mode)
    people = [plan.user.pk for plan in seats if plan.user]
    if len(set(people)) != len(people):
        raise CommitteeProblem("seated_twice")
    # A free seat counts as a person's: who takes it is not known yet.
    plain = tuple(Seat(number, plan.role, temperament=plan.temperament) for number, plan in enumerate(seats, 1))
    if problem := seating_problem(plain, frozen, len(cases)):
        raise CommitteeProblem(problem)
    for data in cases:
        if read_case(data).truth is None and frozen.reveal:
            raise CommitteeProblem("truth_missing")
    return frozen.as_data()


def _item(committee: Committee, position: int, data: Mapping[str, Any]) -> CommitteeItem:
    title = str(data["title"])[:120]
    return CommitteeItem(committee=committee, position=position, title=title, case=dict(data), digest=named_digest(data))


@transaction.atomic
def call_committee(
    *,
    actor: User,
    cohort: Cohort | None,
    title: str,
    mode: CommitteeMode,
    pace: str,
    rule: Mapping[str, Any],
    starts_at: datetime,
    seats: Sequence[SeatPlan],
    cases: Sequence[Mapping[str, Any]],
    place: str = "",
    now: datetime | None = None,
) -> Committee:
    """A sitting with its seats and its agenda; those who have a seat are told."""
    frozen = _check(seats, rule, mode, cases)
    committee = Committee.objects.create(
        bank=actor.bank,
        cohort=cohort,
        title=title,
        place=place,
        mode=mode,
        pace=pace,
        rule=frozen,
        starts_at=starts_at,
        created_by=actor,
        created_at=now or timezone.now(),
    )
    CommitteeSeat.objects.bulk_create(
        [
            CommitteeSeat(committee=committee, number=number, role=plan.role, user=plan.user, temperament=plan.temperament)
            for number, plan in enumerate(seats, 1)
        ]
    )
    CommitteeItem.objects.bulk_create([_item(committee, position, data) for position, data in enumerate(cases)])
    _log(committee, actor, Verb.CREATED, {"cases": len(cases), "seats": len(seats), "mode": str(mode)}, now)
    _invite(committee, [plan.user for plan in seats if plan.user and plan.user.pk != actor.pk], now)
    return committee


def _invite(committee: Committee, people: Sequence[User], now: datetime | None) -> None:
    notify(
        users=people,
        kind="committee",
        title=format_lazy(gettext_lazy("You have a seat in the review committee: {title}"), title=committee.title),
        url=reverse("committee-detail", args=[committee.public_id]),
        dedupe_key=f"committee:{committee.public_id}",
        now=now,
    )


def _planned(committee: Committee) -> Committee:
    locked = Committee.objects.select_for_update(of=("self",)).select_related("bank").get(pk=committee.pk)
    if locked.state == CommitteeState.OPEN:
        raise CommitteeProblem("begun")
    if locked.state != CommitteeState.PLANNED:
        raise CommitteeProblem("over")
    return locked


@transaction.atomic
def take_seat(*, committee: Committee, user: User, number: int) -> CommitteeSeat:
    """A free seat by link, before the sitting has begun; whoever had another one here leaves it."""
    locked = _planned(committee)
    seat = locked.seats.filter(number=number).first()
    if seat is None or seat.temperament or (seat.user_id not in {None, user.pk}):
        raise CommitteeProblem("seat_taken")
    locked.seats.filter(user=user).update(user=None)
    seat.user = user
    try:
        seat.save(update_fields=["user"])
    except IntegrityError as error:
        raise CommitteeProblem("seat_taken") from error
    return seat


@transaction.atomic
def change_seat(
    *, committee: Committee, actor: User, number: int, user: User | None, temperament: str = "", now: datetime | None = None
) -> CommitteeSeat:
    """Gives a seat to somebody, to a scripted member, or frees it."""
    locked = _planned(committee)
    seat = locked.seats.select_for_update().get(number=number)
    if user is not None and locked.seats.filter(user=user).exclude(pk=seat.pk).exists():
        raise CommitteeProblem("seated_twice")
    if temperament and not read_rule(locked.rule).scripted_members:
        raise CommitteeProblem("scripted")
    seat.user, seat.temperament = user, "" if user else temperament
    seat.save(update_fields=["user", "temperament"])
    _log(locked, actor, Verb.CHANGED, {"seat": number}, now)
    return seat


@transaction.atomic
def cancel_committee(*, committee: Committee, actor: User, reason: str, now: datetime | None = None) -> Committee:
    """Takes a sitting off that has not begun; those who have a seat are told."""
    locked = _planned(committee)
    locked.state = CommitteeState.CANCELLED
    locked.save(update_fields=["state"])
    log_act(
        organisation_key=locked.bank.public_id,
        actor_key=actor.key,
        verb=Verb.WITHDRAWN,
        object_kind="committee",
        object_id=locked.public_id,
        reason=reason,
        now=now,
    )
    notify(
        users=[seat.user for seat in locked.seats.select_related("user") if seat.user and seat.user_id != actor.pk],
        kind="committee",
        title=format_lazy(gettext_lazy("The sitting of the review committee is cancelled: {title}"), title=locked.title),
        body=reason,
        url=reverse("committee-detail", args=[locked.public_id]),
        now=now,
    )
    return locked
