"""What the pieces of the room's page show to one seat. All that is said of the case comes out of the seat's view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse

from ..domain.committee.acts import signers
from ..domain.committee.case import CommitteeCase
from ..domain.committee.minutes import minutes_of
from ..domain.committee.phases import ORDER, OVER, allotted
from ..domain.committee.state import INVESTIGATORS, PANEL, Seat
from ..domain.committee.visible import View, may_ask, may_read, recusal_possible
from ..enums import CommitteePhase as Phase
from ..enums import CommitteeRole, CommitteeState, Pace, Temperament
from ..forms.acts import FORMS, ActForm
from ..queries.room import Room
from ..queries.verdicts import verdicts_of

PARTS = ("head", "seats", "stage", "papers", "record")
VISIBLE_PHASES = tuple(phase for phase in ORDER if phase != Phase.DONE)


@dataclass(frozen=True)
class SeatLine:
    """One place at the table; ``handed_in`` says that a sealed paper is in, never what it says."""

    number: int
    role: str
    name: str
    scripted: str
    present: bool
    recused: bool
    handed_in: bool
    signed: bool
    mine: bool
    conducts: bool
    outside: bool


def room_context(room: Room, seat: Seat) -> dict[str, Any]:
    view, case = room.view(seat), room.case()
    over = room.sitting.over
    return {
        "committee": room.committee,
        "seat": seat,
        "seated": seat.number > 0,
        "here": seat.number in room.sitting.present,
        "role": CommitteeRole(seat.role).label,
        "view": view,
        "item": view.item,
        "phase": Phase(view.item.phase),
        "position": room.place(),
        "agenda": _agenda(room, view),
        "steps": _steps(room, view),
        "clock": _clock(room, view),
        "over": over or room.committee.state == CommitteeState.CLOSED,
        "lines": _lines(room, view),
        "forms": {} if over else _forms(room, view),
        "conducts": seat.number != 0 and seat.number == room.sitting.conductor,
        "rule": room.sitting.rule,
        "case": _shown_case(case),
        "papers": [paper for paper in case.papers if may_read(seat, paper.roles, view)],
        "minutes": minutes_of(room.sitting, view.item, case),
        "names": {one.number: one.name for one in room.sitting.seats},
        "truth": case.truth if view.truth_open else None,
        "verdicts": verdicts_of(room, room.place()) if view.truth_open else [],
        "waiting_for": _waiting_for(room, view),
        "act_urls": {kind: reverse("committee-act", args=[room.committee.public_id, kind]) for kind in FORMS},
        "in_class": room.committee.cohort_id is not None,
    }


def _shown_case(case: CommitteeCase) -> dict[str, Any]:
    """The case without its concerns, its prepared answers and its truth."""
    return {"title": case.title, "customer": case.customer, "trade": case.trade, "application": case.application}


def _agenda(room: Room, view: View) -> list[dict[str, Any]]:
    """All cases: which is on, what became of those before, their minutes for those who may read votes."""
    rows = []
    for position, row in enumerate(room.items):
        item = room.sitting.items[position]
        readable = room.view(view.seat, position).votes_open and bool(row.minutes_document)
        rows.append(
            {
                "row": row,
                "now": position == room.sitting.current,
                "over": item.phase in OVER,
                "adjourned": item.phase == Phase.ADJOURNED,
                "minutes": reverse("committee-minutes", args=[room.committee.public_id, position]) if readable else "",
            }
        )
    return rows


def _steps(room: Room, view: View) -> list[tuple[str, str]]:
    shown = [phase for phase in VISIBLE_PHASES if room.sitting.rule.reveal or phase not in {Phase.REVEAL, Phase.SCORING}]
    return [(str(phase), str(phase.label)) for phase in shown]


def _clock(room: Room, view: View) -> dict[str, Any] | None:
    """When the phase should be over; it reminds, and cuts nobody off."""
    seconds = allotted(Phase(view.item.phase), Pace(room.committee.pace))
    if seconds is None or view.item.since is None or room.sitting.over:
        return None
    return {"ends_at": view.item.since + timedelta(seconds=seconds), "minutes": seconds / 60}


def _lines(room: Room, view: View) -> list[SeatLine]:
    item = room.sitting.item
    sealed = {Phase.FIRST_OPINIONS: view.opinions_in, Phase.VOTE: view.votes_in}.get(Phase(item.phase), ())
    return [
        SeatLine(
            number=seat.number,
            role=str(CommitteeRole(seat.role).label),
            name=seat.name,
            scripted=str(Temperament(seat.temperament).label) if seat.scripted else "",
            present=seat.number in room.sitting.present,
            recused=seat.number in item.recusals,
            handed_in=seat.number in sealed,
            signed=seat.number in item.signatures,
            mine=seat.number == view.seat.number,
            conducts=seat.number == room.sitting.conductor,
            outside=seat.role in INVESTIGATORS and room.view(seat).outside,
        )
        for seat in room.sitting.seats
    ]


def _waiting_for(room: Room, view: View) -> list[str]:
    """Names of those whose sealed paper or signature is missing."""
    item, names = room.sitting.item, {seat.number: seat.name for seat in room.sitting.seats}
    missing: tuple[int, ...] = ()
    if item.phase == Phase.FIRST_OPINIONS:
        missing = tuple(number for number in item.voters if number not in item.opinions)
    elif item.phase == Phase.VOTE:
        missing = tuple(number for number in item.voters if number not in item.votes)
    elif item.phase == Phase.MINUTES:
        missing = tuple(number for number in signers(room.sitting, item) if number not in item.signatures)
    return [names[number] for number in missing]


# kind → whether this seat has something to do with it now.
OPEN: Mapping[str, Callable[[Room, View], bool]] = {
    "recuse": lambda room, view: view.seat.role in PANEL and recusal_possible(view),
    "present": lambda room, view: (
        view.item.phase == Phase.PRESENTATION and view.seat.role == CommitteeRole.LEAD_INVESTIGATOR and not view.item.statement
    ),
    "second": lambda room, view: (
        view.item.phase == Phase.SECOND_VIEW and view.seat.role == CommitteeRole.SECOND_INVESTIGATOR and not view.item.second_view
    ),
    "ask": lambda room, view: may_ask(view) and view.seat.number not in view.item.recusals,
    "answer": lambda room, view: view.item.phase == Phase.QUESTIONS and view.seat.role in INVESTIGATORS,
    "opinion": lambda room, view: (
        view.item.phase == Phase.FIRST_OPINIONS and view.seat.number in view.item.voters and view.seat.number not in view.item.opinions
    ),
    "say": lambda room, view: (
        view.item.phase == Phase.DISCUSSION
        and view.seat.role in PANEL | {CommitteeRole.SECRETARY}
        and view.seat.number not in view.item.recusals
    ),
    "vote": lambda room, view: (
        view.item.phase == Phase.VOTE and view.seat.number in view.item.voters and view.seat.number not in view.item.votes
    ),
    "veto": lambda room, view: view.item.phase == Phase.RESOLUTION and _may_veto(room, view),
    "resolve": lambda room, view: (
        view.item.phase == Phase.RESOLUTION and view.seat.number == room.sitting.conductor and view.item.resolution is None
    ),
    "sign": lambda room, view: (
        view.item.phase == Phase.MINUTES
        and view.seat.number in signers(room.sitting, room.sitting.item)
        and view.seat.number not in view.item.signatures
    ),
    "object": lambda room, view: view.item.phase == Phase.MINUTES and view.seat.number in signers(room.sitting, room.sitting.item),
    "move": lambda room, view: view.seat.number == room.sitting.conductor and view.item.phase not in OVER,
    "adjourn": lambda room, view: (
        view.seat.number == room.sitting.conductor
        and view.item.phase in ORDER
        and ORDER.index(view.item.phase) < ORDER.index(Phase.MINUTES)
    ),
    "absent": lambda room, view: view.seat.number == room.sitting.conductor,
    "leave": lambda room, view: True,
}


def _may_veto(room: Room, view: View) -> bool:
    allowed = {CommitteeRole.CHAIR: room.sitting.rule.chair_veto, CommitteeRole.RISK_OFFICER: room.sitting.rule.risk_veto}
    free = view.item.veto is None and view.item.resolution is None and view.seat.number not in view.item.recusals
    granted = view.item.tally is not None and view.item.tally.outcome in {"approved", "conditional"}
    return allowed.get(view.seat.role, False) and free and granted


def _forms(room: Room, view: View) -> dict[str, ActForm]:
    """The forms a seat has use for; before signing in only that."""
    if view.seat.number == 0:
        return {}
    if view.seat.number not in room.sitting.present:
        return {"arrive": FORMS["arrive"](room=room)}
    return {kind: FORMS[kind](room=room) for kind, wanted in OPEN.items() if wanted(room, view)}
