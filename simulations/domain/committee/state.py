"""What a sitting of the committee is at one moment: plain, frozen values folded from its events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from simulations.enums import Ballot, CommitteePhase, CommitteeRole, Topic

from .rule import VotingRule
from .tally import Tally

VOTING_ROLES = frozenset({CommitteeRole.CHAIR, CommitteeRole.MEMBER})
PANEL = frozenset({CommitteeRole.CHAIR, CommitteeRole.MEMBER, CommitteeRole.RISK_OFFICER})
INVESTIGATORS = frozenset({CommitteeRole.LEAD_INVESTIGATOR, CommitteeRole.SECOND_INVESTIGATOR})


@dataclass(frozen=True)
class Seat:
    """``temperament`` is empty for a person; ``number`` counts from 1."""

    number: int
    role: CommitteeRole
    name: str = ""
    temperament: str = ""

    @property
    def scripted(self) -> bool:
        return bool(self.temperament)


@dataclass(frozen=True)
class Event:
    """One act in the room. ``item`` is the case's position on the agenda from 0, ``seat`` 0 for the room itself."""

    seq: int
    seat: int
    kind: str
    item: int
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """On the record: asked by a seat of the panel, answered or promised by an investigator."""

    number: int
    by: int
    topic: Topic
    text: str
    answer: str = ""
    answered_by: int = 0
    promised: bool = False
    papers: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return not self.answered_by


@dataclass(frozen=True)
class Opinion:
    ballot: Ballot
    reason: str


@dataclass(frozen=True)
class Condition:
    """Checkable, with an owner and a deadline, before or after disbursement (domain.md 3.2)."""

    text: str
    owner: str
    due: str
    before: bool


@dataclass(frozen=True)
class Vote:
    """``because`` says what changed where the ballot differs from the first opinion."""

    ballot: Ballot
    reason: str
    because: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """Amount in yuan and term in months as decided; empty where the loan is not granted."""

    reason: str
    amount: str = ""
    term_months: int = 0
    repayment: str = ""
    conditions: tuple[Condition, ...] = ()
    minority: str = ""


@dataclass(frozen=True)
class Remark:
    seat: int
    text: str
    at: datetime


@dataclass(frozen=True)
class Skipped:
    """The chair went on without something, and said why."""

    phase: CommitteePhase
    reason: str


@dataclass(frozen=True)
class Item:
    """One case on the agenda. ``voters`` is fixed when the investigators have left, and only shrinks after that."""

    phase: CommitteePhase = CommitteePhase.OPENING
    since: datetime | None = None
    recusals: Mapping[int, str] = field(default_factory=dict)
    statement: str = ""
    second_view: str = ""
    second_agrees: bool | None = None
    questions: tuple[Question, ...] = ()
    voters: tuple[int, ...] = ()
    opinions: Mapping[int, Opinion] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    votes: Mapping[int, Vote] = field(default_factory=dict)
    tally: Tally | None = None
    veto: tuple[int, str] | None = None
    resolution: Resolution | None = None
    objections: tuple[Remark, ...] = ()
    signatures: Mapping[int, datetime] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    adjourned: str = ""

    @property
    def votes_complete(self) -> bool:
        return bool(self.voters) and set(self.votes) >= set(self.voters)

    @property
    def opinions_complete(self) -> bool:
        return bool(self.voters) and set(self.opinions) >= set(self.voters)


@dataclass(frozen=True)
class Sitting:
    """One sitting: one sign-in for all, an agenda of cases one after the other."""

    seats: tuple[Seat, ...]
    rule: VotingRule
    items: tuple[Item, ...]
    present: frozenset[int] = frozenset()
    current: int = 0
    version: int = 0

    @property
    def over(self) -> bool:
        return self.current >= len(self.items)

    @property
    def item(self) -> Item:
        """The case being dealt with; the last one when all is over."""
        return self.items[min(self.current, len(self.items) - 1)]

    def seat(self, number: int) -> Seat | None:
        return next((seat for seat in self.seats if seat.number == number), None)

    def with_item(self, position: int, **changes: Any) -> "Sitting":
        items = list(self.items)
        items[position] = replace(items[position], **changes)
        return replace(self, items=tuple(items))

    def entitled(self, item: Item) -> tuple[int, ...]:
        """Seats with a vote on this case, present or not, less those recused."""
        roles = VOTING_ROLES | ({CommitteeRole.RISK_OFFICER} if self.rule.risk_votes else set())
        return tuple(seat.number for seat in self.seats if seat.role in roles and seat.number not in item.recusals)

    def voting(self, item: Item) -> tuple[int, ...]:
        """Those of them who are here."""
        return tuple(number for number in self.entitled(item) if number in self.present)

    @property
    def conductor(self) -> int:
        """Who moves the sitting on: the chair; where that seat is scripted or empty, the secretary, then the first person here."""
        people = [seat for seat in self.seats if not seat.scripted and seat.number in self.present]
        wanted = (CommitteeRole.CHAIR, CommitteeRole.SECRETARY)
        for role in wanted:
            for seat in people:
                if seat.role == role:
                    return seat.number
        able = [seat for seat in people if seat.role != CommitteeRole.OBSERVER]
        return able[0].number if able else 0


def new_sitting(*, seats: tuple[Seat, ...], rule: VotingRule, cases: int) -> Sitting:
    """A sitting nobody has come to yet; raises ValueError on seats that can't make a committee."""
    if problem := seating_problem(seats, rule, cases):
        raise ValueError(problem)
    return Sitting(seats=seats, rule=rule, items=tuple(Item() for _ in range(cases)))


def seating_problem(seats: tuple[Seat, ...], rule: VotingRule, cases: int) -> str:
    """Why these seats can't sit: a code, or nothing."""
    roles = [seat.role for seat in seats]
    voters = sum(role in VOTING_ROLES or (rule.risk_votes and role == CommitteeRole.RISK_OFFICER) for role in roles)
    members = len([role for role in roles if role != CommitteeRole.OBSERVER])
    single = (CommitteeRole.CHAIR, CommitteeRole.LEAD_INVESTIGATOR, CommitteeRole.SECOND_INVESTIGATOR, CommitteeRole.SECRETARY)
    checks = (
        ("no_cases", cases < 1),
        ("numbers", len({seat.number for seat in seats}) != len(seats) or any(seat.number < 1 for seat in seats)),
        ("no_chair", roles.count(CommitteeRole.CHAIR) != 1),
        ("no_lead", roles.count(CommitteeRole.LEAD_INVESTIGATOR) != 1),
        ("twice", any(roles.count(role) > 1 for role in single)),
        ("too_few_voters", voters < rule.least_present(voters) or voters < 1),
        ("too_many", members > 12),
        ("scripted", not rule.scripted_members and any(seat.scripted for seat in seats)),
        ("nobody", all(seat.scripted for seat in seats)),
    )
    return next((code for code, wrong in checks if wrong), "")
