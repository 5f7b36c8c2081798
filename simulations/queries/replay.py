"""A sitting told again, act by act, for those who may: what was done, by whom, how long after the phase began."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..domain.committee.machine import apply
from ..domain.committee.rule import read_rule
from ..domain.committee.state import new_sitting
from ..enums import Ballot, CommitteePhase, Topic
from .room import Room


@dataclass(frozen=True)
class ReplayLine:
    """``phase`` is the one the act happened in; ``text`` what was said or handed in; ``after`` since the phase began."""

    seq: int
    at: datetime
    after: timedelta
    item: int
    phase: str
    seat: int
    name: str
    kind: str
    ballot: str
    topic: str
    text: str


def replay_lines(room: Room) -> Iterator[ReplayLine]:
    """All acts in order. Only for a sitting that is over, or by someone who may see everything then."""
    names = {seat.number: seat.name for seat in room.sitting.seats}
    sitting = new_sitting(seats=room.sitting.seats, rule=read_rule(room.committee.rule), cases=len(room.items))
    for event in room.events:
        phase, since = sitting.items[event.item].phase, sitting.items[event.item].since or event.at
        yield ReplayLine(
            seq=event.seq,
            at=event.at,
            after=event.at - since,
            item=event.item,
            phase=str(CommitteePhase(phase).label),
            seat=event.seat,
            name=names.get(event.seat, ""),
            kind=event.kind,
            ballot=str(Ballot(event.data["ballot"]).label) if event.data.get("ballot") else "",
            topic=str(Topic(event.data["topic"]).label) if event.data.get("topic") else "",
            text=_text(event.kind, event.data),
        )
        sitting = apply(sitting, event)


def _text(kind: str, data: Any) -> str:
    if kind == "move":
        return " ".join(part for part in (str(CommitteePhase(data["to"]).label), str(data.get("reason", ""))) if part)
    parts = [str(data.get(name, "")) for name in ("text", "reason", "because")]
    parts += [f"{row['text']}（{row['owner']}，{row['due']}）" for row in data.get("conditions", ())]
    return "\n".join(part for part in parts if part)
