"""The minutes of one case: every field a bank needs (domain.md 3.5), written by the events themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from simulations.enums import Ballot

from .case import CommitteeCase
from .state import Condition, Item, Question, Remark, Resolution, Seat, Sitting
from .tally import Tally


@dataclass(frozen=True)
class VoteLine:
    """One named vote; ``first`` is the opened first opinion."""

    seat: Seat
    first: Ballot | None
    first_reason: str
    final: Ballot
    reason: str
    because: str

    @property
    def changed(self) -> bool:
        return self.first is not None and self.first != self.final


@dataclass(frozen=True)
class Minutes:
    case: CommitteeCase
    opened_at: datetime | None
    present: tuple[Seat, ...]
    absent: tuple[Seat, ...]
    recused: Mapping[Seat, str]
    papers: tuple[str, ...]
    statement: str
    second_view: str
    questions: tuple[Question, ...]
    votes: tuple[VoteLine, ...]
    tally: Tally | None
    veto: tuple[Seat, str] | None
    resolution: Resolution | None
    conditions: tuple[Condition, ...]
    objections: tuple[Remark, ...]
    signatures: tuple[tuple[Seat, datetime], ...]
    skipped: tuple[tuple[str, str], ...]


def minutes_of(sitting: Sitting, item: Item, case: CommitteeCase) -> Minutes:
    """Plain values for page and paper; ``votes`` are empty until they have been counted. A page passes the item of a seat's view."""
    seats = {seat.number: seat for seat in sitting.seats}
    return Minutes(
        case=case,
        opened_at=item.since,
        present=tuple(seat for seat in sitting.seats if seat.number in sitting.present),
        absent=tuple(seat for seat in sitting.seats if seat.number not in sitting.present),
        recused={seats[number]: reason for number, reason in item.recusals.items()},
        papers=tuple(paper.title for paper in case.papers),
        statement=item.statement,
        second_view=item.second_view,
        questions=item.questions,
        votes=_votes(item, seats),
        tally=item.tally,
        veto=(seats[item.veto[0]], item.veto[1]) if item.veto else None,
        resolution=item.resolution,
        conditions=item.resolution.conditions if item.resolution else (),
        objections=item.objections,
        signatures=tuple((seats[number], at) for number, at in sorted(item.signatures.items())),
        skipped=tuple((str(one.phase), one.reason) for one in item.skipped),
    )


def _votes(item: Item, seats: Mapping[int, Seat]) -> tuple[VoteLine, ...]:
    if item.tally is None:
        return ()
    lines = []
    for number in item.voters:
        if number in item.votes:
            vote, first = item.votes[number], item.opinions.get(number)
            lines.append(
                VoteLine(
                    seats[number], first.ballot if first else None, first.reason if first else "", vote.ballot, vote.reason, vote.because
                )
            )
    return tuple(lines)
