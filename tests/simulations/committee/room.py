"""A committee in plain values: seats, an agenda, and acts that must be let pass or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from simulations.domain.committee import machine
from simulations.domain.committee.phases import following
from simulations.domain.committee.rule import VotingRule
from simulations.domain.committee.state import Event, Seat, Sitting, new_sitting
from simulations.enums import CommitteePhase as Phase
from simulations.enums import CommitteeRole as Role
from simulations.enums import Refused

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CONDITION = {"text": "凭发票受托支付", "owner": "主调", "due": "放款前", "before": True}
CHAIR, MEMBER, OTHER, RISK, LEAD, SECOND, SECRETARY, OBSERVER = range(1, 9)
SEATS = (
    Seat(CHAIR, Role.CHAIR),
    Seat(MEMBER, Role.MEMBER),
    Seat(OTHER, Role.MEMBER),
    Seat(RISK, Role.RISK_OFFICER),
    Seat(LEAD, Role.LEAD_INVESTIGATOR),
    Seat(SECOND, Role.SECOND_INVESTIGATOR),
    Seat(SECRETARY, Role.SECRETARY),
    Seat(OBSERVER, Role.OBSERVER),
)
VOTERS = (CHAIR, MEMBER, OTHER)


@dataclass
class Room:
    """Folds what is done; ``do`` returns the refusal instead, if there is one."""

    sitting: Sitting
    events: list[Event] = field(default_factory=list)

    def do(self, seat: int, kind: str, data: Mapping[str, Any] | None = None) -> Refused | None:
        number = len(self.events) + 1
        event = Event(number, seat, kind, self.sitting.current, START + timedelta(seconds=number), data or {})
        refused = machine.refusal(self.sitting, event)
        if refused is None:
            self.sitting = machine.apply(self.sitting, event)
            self.events.append(event)
        return refused

    def move(self, reason: str = "", by: int = CHAIR) -> Refused | None:
        to = following(self.sitting.item.phase, reveal=self.sitting.rule.reveal)
        return self.do(by, "move", {"to": to, "reason": reason})

    def gather(self, *seats: int) -> "Room":
        for seat in seats or range(1, 9):
            assert self.do(seat, "arrive") is None
        return self

    def until(self, phase: Phase) -> "Room":
        """Goes on to ``phase`` the shortest honest way: everybody approves."""
        while self.sitting.item.phase != phase:
            PREPARE.get(self.sitting.item.phase, lambda room: None)(self)
            assert self.move() is None
        return self


def _question(room: Room) -> None:
    room.do(MEMBER, "ask", {"topic": "debts", "text": "每月三千转给谁？"})
    room.do(LEAD, "answer", {"question": 1, "text": "民间借款利息。", "papers": ["flow"]})


def _opinions(room: Room) -> None:
    for seat in VOTERS:
        room.do(seat, "opinion", {"ballot": "approve", "reason": "对得上"})


def _votes(room: Room) -> None:
    for seat in VOTERS:
        room.do(seat, "vote", {"ballot": "approve", "reason": "对得上"})


def _sign(room: Room) -> None:
    for seat in (*VOTERS, RISK, SECRETARY):
        room.do(seat, "sign")


PREPARE = {
    Phase.PRESENTATION: lambda room: room.do(LEAD, "present", {"text": "五金店，借二十万进货。"}),
    Phase.SECOND_VIEW: lambda room: room.do(SECOND, "second", {"text": "另核了水电。", "agrees": True}),
    Phase.QUESTIONS: _question,
    Phase.FIRST_OPINIONS: _opinions,
    Phase.VOTE: _votes,
    Phase.RESOLUTION: lambda room: room.do(CHAIR, "resolve", {"reason": "一致同意", "amount": "200000", "term_months": 12}),
    Phase.MINUTES: _sign,
}


def room(rule: VotingRule | None = None, *, cases: int = 1, seats: tuple[Seat, ...] = SEATS) -> Room:
    return Room(new_sitting(seats=seats, rule=rule or VotingRule(), cases=cases))
