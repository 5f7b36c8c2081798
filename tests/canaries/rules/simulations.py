"""Sittings of the review committee, and investigations."""

from collections.abc import Mapping
from typing import Any

from simulations.enums import CommitteeState
from tests.matrix.lines import OFFICE, SEATED, STAFF

from ..groups import AT_TABLE, Rule

SEES = f"{OFFICE} {STAFF} {SEATED} {AT_TABLE}"
INSIDE = f"hr admin {STAFF} {SEATED} {AT_TABLE}"
RUNS = f"hr admin {STAFF}"
SEALED = ("opinion", "vote")


def case(row: Any, parts: Mapping[Any, str]) -> str:
    """Papers are for the room; before the sitting begins, for those who have a seat and for whoever runs it."""
    if row.committee.state != CommitteeState.PLANNED:
        return INSIDE
    return " ".join([f"hr admin {STAFF}", *(parts.get(seat.user_id, "") for seat in row.committee.seats.all())])


def truth(row: Any, _parts: Mapping[Any, str]) -> str:
    return INSIDE if row.committee.state == CommitteeState.CLOSED else ""


def event(row: Any, parts: Mapping[Any, str]) -> str:
    """What was said is for the room; an opinion and a vote are sealed until all are in."""
    if row.committee.state == CommitteeState.CLOSED or row.kind not in SEALED:
        return INSIDE
    return " ".join(parts.get(seat.user_id, "") for seat in row.committee.seats.filter(number=row.seat))


def doers(row: Any, parts: Mapping[Any, str]) -> str:
    """Whoever does an investigation, and those who teach it."""
    investigation = getattr(row, "investigation", row)
    return " ".join([RUNS, *(parts.get(seat.user_id, "") for seat in investigation.seats.all())])


RULES: dict[str, Rule] = {
    "simulations.Investigation.title": doers,
    "simulations.Investigation.case": doers,
    # What is true and what is hidden is told in figures and in words of ours, never in the file's.
    "simulations.Investigation.case#truth": "",
    "simulations.Investigation.case#planted": "",
    "simulations.Investigation.score": doers,
    "simulations.InvestigationAct.data": doers,
    "simulations.InvestigationExercise.title": f"{RUNS} {SEATED}",
    "simulations.TeachingCase.title": RUNS,
    "simulations.TeachingCase.source": RUNS,
    "simulations.TeachingCase.file": RUNS,
    "simulations.Committee.title": SEES,
    "simulations.Committee.place": SEES,
    "simulations.CommitteeItem.title": SEES,
    "simulations.CommitteeItem.case": case,
    "simulations.CommitteeItem.case#truth": truth,
    "simulations.CommitteeEvent.data": event,
}
