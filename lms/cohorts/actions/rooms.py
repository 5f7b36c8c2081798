"""Rooms a bank teaches in."""

from django.db import transaction

from lms.people.models import Organisation
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import Room


@transaction.atomic
def save_room(*, bank: Organisation, name: str, capacity: int, actor_key: str, room: Room | None = None) -> Room:
    """Add a room, or change ``room``; ``capacity`` 0 means not known."""
    verb = Verb.CREATED if room is None else Verb.CHANGED
    room = room or Room(bank=bank)
    room.name, room.capacity = name, capacity
    room.full_clean()
    room.save()
    log_act(organisation_key=bank.public_id, actor_key=actor_key, verb=verb, object_kind="room", object_id=room.public_id)
    return room
