"""One act in an investigation: what it costs and brings is settled here, checked against the state, appended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lms.people.models import User

from ..domain.investigation.catalogue import Catalogue, Reply
from ..domain.investigation.fold import apply
from ..domain.investigation.rules import refusal
from ..domain.investigation.state import State, VisitAct
from ..enums import InvestigationState, NotDone
from ..models import Investigation, InvestigationAct
from ..queries.visit import Visit, load_visit
from .problems import InvestigationProblem
from .score_investigation import score_investigation


class NotDoneError(Exception):
    """The act doesn't count; ``reason`` says why in words."""

    def __init__(self, reason: NotDone) -> None:
        super().__init__(str(reason.label))
        self.reason = reason


@dataclass(frozen=True)
class Done:
    """``version`` afterwards, and what asking or looking brought."""

    version: int
    pieces: tuple[str, ...] = ()
    handed_in: bool = False


@transaction.atomic
def act_in_investigation(
    *, investigation: Investigation, user: User, kind: str, data: Mapping[str, Any], key: str, now: datetime | None = None
) -> Done:
    """The same ``key`` again changes nothing. Raises NotDoneError and InvestigationProblem."""
    moment = now or timezone.now()
    rows = Investigation.objects.select_for_update(of=("self",)).select_related("bank", "cohort", "exercise__created_by")
    locked = rows.get(pk=investigation.pk)
    earlier = InvestigationAct.objects.filter(investigation=locked, key=key).first()
    if earlier is not None:
        return Done(locked.version, tuple(earlier.data.get("pieces", ())), locked.state == InvestigationState.HANDED_IN)
    visit = load_visit(locked)
    seat = visit.seat_of(user)
    if seat is None:
        raise InvestigationProblem("not_yours")
    _in_time(locked, moment)
    act = VisitAct(locked.version + 1, seat.number, kind, moment, _settled(kind, data, visit.state, visit.catalogue))
    if reason := refusal(visit.state, act, visit.roles, visit.catalogue):
        raise NotDoneError(reason)
    return _append(locked, visit, act, key)


def _in_time(investigation: Investigation, moment: datetime) -> None:
    if investigation.state != InvestigationState.OPEN:
        raise InvestigationProblem("over")
    exercise = investigation.exercise
    if exercise is not None and moment < exercise.opens_at:
        raise InvestigationProblem("not_open")
    if exercise is not None and moment > exercise.due_at:
        raise InvestigationProblem("too_late")


def _settled(kind: str, data: Mapping[str, Any], state: State, catalogue: Catalogue) -> dict[str, Any]:
    """What asking brings is written into the act, so that it reads the same whatever becomes of the catalogue."""
    if kind == "ask":
        words = str(data.get("words", ""))
        if words:
            reply = catalogue.ask_in_words(data["channel"], words, state.seen)
        else:
            reply = catalogue.ask(data["channel"], data["topic"], state.seen)
        return {**data, "topic": reply.topic, "words": words, **_brought(reply)}
    if kind == "look":
        found = catalogue.look(data["piece"], state.seen) if data["piece"] in catalogue else Reply((), 0)
        return {**data, **_brought(found)}
    return dict(data)


def _brought(reply: Reply) -> dict[str, Any]:
    return {"pieces": list(reply.pieces), "minutes": reply.minutes}


def _append(investigation: Investigation, visit: Visit, act: VisitAct, key: str) -> Done:
    InvestigationAct.objects.create(
        investigation=investigation, seq=act.seq, seat=act.seat, kind=act.kind, data=dict(act.data), key=key, at=act.at
    )
    state = apply(visit.state, act, len(visit.roles))
    investigation.version = act.seq
    investigation.save(update_fields=["version"])
    if state.closed:
        score_investigation(investigation, state, final=InvestigationState.HANDED_IN, now=act.at)
    return Done(act.seq, tuple(act.data.get("pieces", ())), state.closed)
