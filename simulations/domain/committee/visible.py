"""What one seat may see of a case: everything that leaves the server about a sitting passes through here.

Sealed papers: until every vote is in nobody reads another's; investigators are outside from their leaving until the resolution,
and learn who said what only when all is revealed. The truth is nobody's before the reveal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from simulations.enums import CommitteePhase as Phase
from simulations.enums import CommitteeRole

from .phases import BEFORE_OPINIONS, ORDER, WITHOUT_INVESTIGATORS
from .state import INVESTIGATORS, Item, Opinion, Seat, Sitting, Vote
from .tally import Tally

T = TypeVar("T", Opinion, Vote)
OPENED = frozenset({Phase.REVEAL, Phase.SCORING, Phase.DONE})


@dataclass(frozen=True)
class View:
    """A case as one seat sees it; ``item`` holds only what this seat may read, the counts say what is sealed.

    ``opinions_in`` and ``votes_in`` name the seats that have handed in; never what.
    """

    seat: Seat
    item: Item
    outside: bool
    opinions_in: tuple[int, ...]
    votes_in: tuple[int, ...]
    opinions_open: bool
    votes_open: bool
    truth_open: bool


def _reached(item: Item, phase: Phase) -> bool:
    return item.phase in ORDER and ORDER.index(item.phase) >= ORDER.index(phase)


def view_for(sitting: Sitting, seat: Seat, position: int | None = None) -> View:
    """The case at ``position`` (the current one by default) for ``seat``."""
    item = sitting.item if position is None else sitting.items[position]
    revealed = sitting.rule.reveal and item.phase in OPENED
    investigator = seat.role in INVESTIGATORS
    outside = investigator and item.phase in WITHOUT_INVESTIGATORS
    votes_open = _reached(item, Phase.RESOLUTION) and (revealed or not investigator)
    early = sitting.rule.first_opinions_open == "before_discussion" and _reached(item, Phase.DISCUSSION)
    opinions_open = votes_open or (early and not investigator)
    shown = replace(
        item,
        opinions=_mine(item.opinions, seat, opinions_open),
        votes=_mine(item.votes, seat, votes_open),
        remarks=item.remarks if not investigator or revealed else (),
        objections=item.objections if not investigator or revealed else (),
        # A unanimous count would name every vote.
        tally=item.tally if votes_open or item.tally is None else Tally(item.tally.outcome, 0, 0, 0, {}),
    )
    return View(
        seat=seat,
        item=shown,
        outside=outside,
        opinions_in=tuple(sorted(item.opinions)),
        votes_in=tuple(sorted(item.votes)),
        opinions_open=opinions_open,
        votes_open=votes_open,
        truth_open=revealed,
    )


def _mine(sealed: Mapping[int, T], seat: Seat, opened: bool) -> dict[int, T]:
    return {number: paper for number, paper in sealed.items() if opened or number == seat.number}


def may_read(seat: Seat, roles: tuple[str, ...], view: View) -> bool:
    """Whether a paper meant for ``roles`` (none named: for all) reaches this seat; observers get what is for all, in no phase more."""
    if not roles or view.truth_open:
        return True
    return seat.role in roles


def may_ask(view: View) -> bool:
    return view.item.phase == Phase.QUESTIONS and view.seat.role not in INVESTIGATORS | {CommitteeRole.OBSERVER, CommitteeRole.SECRETARY}


def recusal_possible(view: View) -> bool:
    return view.item.phase in BEFORE_OPINIONS and view.seat.number not in view.item.recusals
