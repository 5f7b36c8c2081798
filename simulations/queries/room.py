"""A sitting as its events make it, with the people and papers around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from lms.people.models import User
from lms.toolkit.prepared import prepared_cursor

from ..domain.committee.case import CommitteeCase, read_case
from ..domain.committee.machine import fold
from ..domain.committee.rule import read_rule
from ..domain.committee.state import Event, Seat, Sitting, new_sitting
from ..domain.committee.visible import View, view_for
from ..enums import CommitteeRole
from ..models import Committee, CommitteeEvent, CommitteeItem, CommitteeSeat

ONLOOKER = Seat(0, CommitteeRole.OBSERVER)


@dataclass(frozen=True)
class Room:
    """``cases`` hold the truth: whatever leaves the server is taken from ``view`` and from papers a seat may read."""

    committee: Committee
    sitting: Sitting
    seats: Sequence[CommitteeSeat]
    items: Sequence[CommitteeItem]
    events: Sequence[Event]

    def seat_of(self, user: User) -> Seat:
        """The person's seat, or an onlooker's."""
        row = next((one for one in self.seats if one.user_id == user.pk), None)
        return (row and self.sitting.seat(row.number)) or ONLOOKER

    def case(self, position: int | None = None) -> CommitteeCase:
        return read_case(self.items[self.place(position)].case)

    def place(self, position: int | None = None) -> int:
        return min(self.sitting.current, len(self.items) - 1) if position is None else position

    def view(self, seat: Seat, position: int | None = None) -> View:
        return view_for(self.sitting, seat, self.place(position))


def version_of(public_id: str) -> int | None:
    """What everybody in the room asks for every two seconds: no more than the statement itself."""
    with prepared_cursor(connection) as cursor:
        cursor.execute("SELECT version FROM simulations_committee WHERE public_id = %s", [public_id])
        row = cursor.fetchone()
    return row[0] if row else None


def load_room(committee: Committee) -> Room:
    """Three queries."""
    seats = list(committee.seats.select_related("user").order_by("number"))
    items = list(committee.items.order_by("position"))
    events = [
        Event(seq, seat, kind, item, at, data)
        for seq, seat, kind, item, at, data in CommitteeEvent.objects.filter(committee=committee)
        .order_by("seq")
        .values_list("seq", "seat", "kind", "item", "at", "data")
    ]
    # A free seat stands empty until somebody takes it; nobody waits for onlookers.
    taken = [row for row in seats if row.user_id or row.temperament or row.role != CommitteeRole.OBSERVER]
    plain = tuple(Seat(row.number, CommitteeRole(row.role), name_of(row), row.temperament) for row in taken)
    fresh = new_sitting(seats=plain, rule=read_rule(committee.rule), cases=len(items))
    return Room(committee, fold(fresh, events), seats, items, events)


def name_of(row: CommitteeSeat) -> str:
    """The person's name; a scripted member is called after its temperament."""
    if row.user is not None:
        return row.user.name
    return str(row.get_temperament_display()) if row.temperament else ""
