"""The committee's state machine: may this act happen now, and what does it make of the sitting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from simulations.enums import CommitteePhase as Phase
from simulations.enums import CommitteeRole as Role
from simulations.enums import Refused

from . import acts, moves
from .acts import Refusal
from .state import INVESTIGATORS, PANEL, Event, Item, Seat, Sitting

# kind → (phases in which it may be done, roles that may do it; None: any)
Where = frozenset[Phase] | None
Who = frozenset[Role] | None
ALLOWED: Mapping[str, tuple[Where, Who]] = {
    "arrive": (None, None),
    "leave": (None, None),
    "absent": (None, None),
    "recuse": (frozenset({Phase.OPENING, Phase.PRESENTATION, Phase.SECOND_VIEW, Phase.QUESTIONS, Phase.LEAVING}), PANEL),
    "present": (frozenset({Phase.PRESENTATION}), frozenset({Role.LEAD_INVESTIGATOR})),
    "second": (frozenset({Phase.SECOND_VIEW}), frozenset({Role.SECOND_INVESTIGATOR})),
    "ask": (frozenset({Phase.QUESTIONS}), PANEL),
    "answer": (frozenset({Phase.QUESTIONS}), INVESTIGATORS),
    "opinion": (frozenset({Phase.FIRST_OPINIONS}), PANEL),
    "say": (frozenset({Phase.DISCUSSION}), PANEL | {Role.SECRETARY}),
    "vote": (frozenset({Phase.VOTE}), PANEL),
    "veto": (frozenset({Phase.RESOLUTION}), frozenset({Role.CHAIR, Role.RISK_OFFICER})),
    "resolve": (frozenset({Phase.RESOLUTION}), None),
    "sign": (frozenset({Phase.MINUTES}), PANEL | {Role.SECRETARY}),
    "object": (frozenset({Phase.MINUTES}), PANEL | {Role.SECRETARY}),
    "move": (None, None),
    "adjourn": (frozenset(Phase) - {Phase.MINUTES, Phase.REVEAL, Phase.SCORING, Phase.DONE, Phase.ADJOURNED}, None),
}
CONDUCTED = frozenset({"absent", "resolve", "move", "adjourn"})
WITHOUT_SIGN_IN = frozenset({"arrive"})

Check = Callable[[Sitting, Item, Seat, Mapping[str, Any]], Refusal]
CHECKS: Mapping[str, Check] = {
    "absent": acts.check_absent,
    "recuse": acts.check_recuse,
    "present": acts.check_present,
    "second": acts.check_second,
    "ask": acts.check_text,
    "answer": acts.check_answer,
    "opinion": acts.check_opinion,
    "say": acts.check_text,
    "vote": acts.check_vote,
    "veto": acts.check_veto,
    "resolve": acts.check_resolve,
    "sign": acts.check_sign,
    "object": acts.check_text,
    "move": moves.check_move,
    "adjourn": acts.check_reason,
}
Change = Callable[[Sitting, Item, Event], Mapping[str, Any]]
CHANGES: Mapping[str, Change] = {
    "recuse": acts.recused,
    "present": acts.presented,
    "second": acts.second_heard,
    "ask": acts.asked,
    "answer": acts.answered,
    "opinion": acts.opinion_given,
    "say": acts.said,
    "vote": acts.voted,
    "veto": acts.vetoed,
    "resolve": acts.resolved,
    "sign": acts.signed,
    "object": acts.objected,
    "move": moves.moved,
    "adjourn": acts.adjourned,
}


def refusal(sitting: Sitting, event: Event) -> Refusal:
    """Why ``event`` may not happen now, or None. The data of the event has been read and typed before (``reading``)."""
    seat = sitting.seat(event.seat)
    if seat is None:
        return Refused.UNKNOWN_SEAT
    if sitting.over:
        return Refused.CLOSED
    phases, roles = ALLOWED[event.kind]
    item = sitting.item
    if event.item != sitting.current or (phases is not None and item.phase not in phases):
        return Refused.NOT_NOW
    if event.kind not in WITHOUT_SIGN_IN and seat.number not in sitting.present:
        return Refused.NOT_PRESENT
    if roles is not None and seat.role not in roles:
        return Refused.NOT_YOURS
    if event.kind in CONDUCTED and seat.number != sitting.conductor:
        return Refused.NOT_YOURS
    if event.kind in {"ask", "opinion", "say", "vote", "veto"} and seat.number in item.recusals:
        return Refused.RECUSED
    check = CHECKS.get(event.kind)
    return check(sitting, item, seat, event.data) if check else None


def apply(sitting: Sitting, event: Event) -> Sitting:
    """The sitting after an event that ``refusal`` let pass."""
    if event.kind in {"arrive", "leave", "absent"}:
        after = _presence(sitting, event)
    else:
        after = sitting.with_item(event.item, **CHANGES[event.kind](sitting, sitting.item, event))
        if after.items[event.item].phase in {Phase.DONE, Phase.ADJOURNED}:
            after = replace(after, current=event.item + 1)
            if not after.over:
                after = after.with_item(after.current, since=event.at)
    return replace(after, version=event.seq)


def _presence(sitting: Sitting, event: Event) -> Sitting:
    """Who leaves for good while voters are fixed votes no more; what they handed in before stays on record."""
    if event.kind == "arrive":
        after = replace(sitting, present=sitting.present | {event.seat})
        return after if after.item.since else after.with_item(after.current, since=event.at)
    gone = event.seat if event.kind == "leave" else int(event.data["seat"])
    after = replace(sitting, present=sitting.present - {gone})
    item = after.item
    if item.phase in {Phase.FIRST_OPINIONS, Phase.DISCUSSION, Phase.VOTE} and gone in item.voters and gone not in item.votes:
        after = after.with_item(after.current, voters=tuple(number for number in item.voters if number != gone))
    return after


def fold(sitting: Sitting, events: Iterable[Event]) -> Sitting:
    """All of ``events`` in order of their numbers."""
    for event in events:
        sitting = apply(sitting, event)
    return sitting
