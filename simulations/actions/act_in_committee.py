"""One act in the committee room: checked against the state, appended, and followed by what scripted members do."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.people.models import User

from ..domain.committee import machine
from ..domain.committee.scripted import next_act
from ..domain.committee.state import Event
from ..enums import CommitteeState, Refused
from ..models import Committee, CommitteeEvent
from ..queries.room import Room, load_room
from .close_case import after_phase
from .problems import CommitteeProblem

MOST_SCRIPTED = 200


class ActRefused(Exception):
    """The act doesn't count; ``reason`` says why in words."""

    def __init__(self, reason: Refused) -> None:
        super().__init__(str(reason.label))
        self.reason = reason


@transaction.atomic
def act_in_committee(
    *, committee: Committee, user: User, kind: str, data: Mapping[str, Any], item: int, key: str, now: datetime | None = None
) -> int:
    """The sitting's version afterwards. The same ``key`` again changes nothing. Raises ActRefused and CommitteeProblem."""
    moment = now or timezone.now()
    locked = Committee.objects.select_for_update(of=("self",)).select_related("bank", "cohort").get(pk=committee.pk)
    if CommitteeEvent.objects.filter(committee=locked, key=key).exists():
        return locked.version
    if locked.state in {CommitteeState.CANCELLED, CommitteeState.CLOSED}:
        raise CommitteeProblem("over")
    if locked.state == CommitteeState.PLANNED and locked.seats.filter(user__isnull=True, temperament="").exclude(role="observer").exists():
        raise CommitteeProblem("seat_free")
    room = load_room(locked)
    seat = room.seat_of(user)
    if seat.number == 0:
        raise CommitteeProblem("not_seated")
    event = Event(locked.version + 1, seat.number, kind, item, moment, data)
    if refused := machine.refusal(room.sitting, event):
        raise ActRefused(refused)
    room = _append(room, event, key)
    room = _scripted(room, moment)
    _keep(room)
    return locked.version


def _append(room: Room, event: Event, key: str) -> Room:
    CommitteeEvent.objects.create(
        committee=room.committee,
        seq=event.seq,
        item=event.item,
        seat=event.seat,
        kind=event.kind,
        data=dict(event.data),
        key=key,
        at=event.at,
    )
    before = room.sitting.items[event.item].phase
    after = replace(room, sitting=machine.apply(room.sitting, event), events=[*room.events, event])
    room.committee.version = event.seq
    if after.sitting.items[event.item].phase != before:
        after_phase(after, event, before)
    return after


def _scripted(room: Room, moment: datetime) -> Room:
    """Scripted seats act until they wait for people; the seed makes a rehearsal repeatable."""
    for _ in range(MOST_SCRIPTED):
        wanted = None if room.sitting.over else next_act(room.sitting, room.case(), room.committee.public_id)
        if wanted is None:
            return room
        event = Event(room.sitting.version + 1, wanted.seat, wanted.kind, room.sitting.current, moment, wanted.data)
        if machine.refusal(room.sitting, event):
            return room
        room = _append(room, event, f"scripted-{event.seq}")
    return room


def _keep(room: Room) -> None:
    """The row people poll: version and state in one write."""
    committee = room.committee
    committee.state = CommitteeState.CLOSED if room.sitting.over else CommitteeState.OPEN
    committee.save(update_fields=["version", "state"])
