"""Applies acts to a state, one small function a kind; folding them all again gives the same state."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from simulations.enums import InvestigationPhase

from .state import Checked, Entry, Flag, Offer, Reading, Seen, Soft, State, Talk, VisitAct

RETURN_MINUTES = 20
"""Going out a second time."""


def fold(acts: Iterable[VisitAct], seats: int) -> State:
    """The state after all acts of an investigation with so many seats."""
    state = State()
    for act in acts:
        state = apply(state, act, seats)
    return state


def apply(state: State, act: VisitAct, seats: int) -> State:
    """The act has passed ``rules.refusal``; here it only takes effect."""
    after = _EFFECTS[act.kind](state, act)
    after = replace(after, version=act.seq, begun_at=after.begun_at or act.at)
    if act.kind == "sign" and len(after.signed) == seats:
        after = replace(after, phase=InvestigationPhase.HANDED_IN, signed_at=act.at)
    return after


def _consent(state: State, act: VisitAct) -> State:
    return replace(state, consent=True)


def _outline(state: State, act: VisitAct) -> State:
    return replace(state, outline=str(act.data["text"]))


def _go(state: State, act: VisitAct) -> State:
    wanted = InvestigationPhase(act.data["to"])
    if wanted == InvestigationPhase.FIELD:
        state = state.pay(act.seat, RETURN_MINUTES if state.rounds else 0)
        return replace(state, phase=wanted, rounds=state.rounds + 1)
    return replace(state, phase=wanted)


def _got(state: State, act: VisitAct) -> State:
    """Pay first: a piece is in hand when its minutes are over."""
    state = state.pay(act.seat, int(act.data["minutes"]))
    seen = dict(state.seen)
    for piece in act.data["pieces"]:
        seen.setdefault(piece, Seen(piece, act.seat, state.minutes))
    return replace(state, seen=seen)


def _ask(state: State, act: VisitAct) -> State:
    state, data = _got(state, act), act.data
    talk = Talk(act.seat, data["channel"], data["topic"], data["words"], tuple(data["pieces"]), state.minutes)
    return replace(state, talks=(*state.talks, talk))


def _read(state: State, act: VisitAct) -> State:
    """One reading per line and piece; a second one from the same piece is a correction."""
    data = act.data
    reading = Reading(data["line"], data["piece"], Decimal(data["value"]), act.seat, state.minutes)
    return replace(state, readings=(*_without(state, data["line"], data["piece"]), reading))


def _unread(state: State, act: VisitAct) -> State:
    return replace(state, readings=_without(state, act.data["line"], act.data["piece"]))


def _without(state: State, line: str, piece: str) -> tuple[Reading, ...]:
    return tuple(reading for reading in state.readings if (reading.line, reading.piece) != (line, piece))


def _enter(state: State, act: VisitAct) -> State:
    data, entries = act.data, dict(state.entries)
    if data["value"] == "":
        entries.pop(data["line"], None)
    else:
        entries[data["line"]] = Entry(Decimal(data["value"]), str(data["reason"]), act.seat)
    return replace(state, entries=entries)


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _check(state: State, act: VisitAct) -> State:
    data = act.data
    done = Checked(
        key=data["key"],
        code=data["code"],
        inputs=data["inputs"],
        result=Decimal(data["result"]),
        benchmark=_number(data["benchmark"]),
        deviation=_number(data["deviation"]),
        passed=data["passed"],
        closed=str(data["closed"]),
        evidence=tuple(data["evidence"]),
        seat=act.seat,
    )
    return replace(state, checks={**state.checks, done.key: done})


def _flag(state: State, act: VisitAct) -> State:
    data = act.data
    return replace(state, flags={**state.flags, data["code"]: Flag(data["code"], data["words"], tuple(data["evidence"]), act.seat)})


def _unflag(state: State, act: VisitAct) -> State:
    return replace(state, flags={code: flag for code, flag in state.flags.items() if code != act.data["code"]})


def _soft(state: State, act: VisitAct) -> State:
    data = act.data
    mark = Soft(data["code"], int(data["mark"]), data["words"], tuple(data["evidence"]), act.seat)
    return replace(state, soft={**state.soft, mark.code: mark})


def _offer(state: State, act: VisitAct) -> State:
    data = act.data
    offer = Offer(
        data["result"], Decimal(data["amount"]), int(data["term"]), data["repayment"], data["conditions"], data["reasons"], act.seat
    )
    return replace(state, offer=offer)


def _view(state: State, act: VisitAct) -> State:
    return replace(state, views={**state.views, act.seat: str(act.data["text"])})


def _sign(state: State, act: VisitAct) -> State:
    return replace(state, signed=state.signed | {act.seat})


def _unsign(state: State, act: VisitAct) -> State:
    """Either may open the report again; then both sign anew."""
    return replace(state, signed=frozenset())


_EFFECTS: Mapping[str, Callable[[State, VisitAct], State]] = {
    "consent": _consent,
    "outline": _outline,
    "go": _go,
    "ask": _ask,
    "look": _got,
    "read": _read,
    "unread": _unread,
    "enter": _enter,
    "check": _check,
    "flag": _flag,
    "unflag": _unflag,
    "soft": _soft,
    "offer": _offer,
    "view": _view,
    "sign": _sign,
    "unsign": _unsign,
}
