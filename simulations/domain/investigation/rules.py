"""Which act counts when: the one table of an investigation's states, tasks and papers."""

from collections.abc import Callable, Collection, Iterable, Mapping

from simulations.enums import InvestigationPhase, InvestigationRole, NotDone

from .catalogue import BEFORE_THE_VISIT, NEEDS_CONSENT, Catalogue, may_ask
from .lines import ALL
from .state import State, VisitAct

REPORT_WORDS = 20
"""Characters that a view of the case has at least: two short sentences."""


Check = Callable[[State, VisitAct, Mapping[int, str], Catalogue], NotDone | None]


def refusal(state: State, act: VisitAct, roles: Mapping[int, str], catalogue: Catalogue) -> NotDone | None:
    """Why the act doesn't count, or None. ``roles`` is seat → role; one seat alone does everything."""
    if state.closed:
        return NotDone.OVER
    if state.signed and not _stays_open(state, act):
        return NotDone.SIGNED
    return _CHECKS[act.kind](state, act, roles, catalogue)


def _stays_open(state: State, act: VisitAct) -> bool:
    """Once one has signed, the other still writes their own view and signs; anything else takes withdrawing the signature."""
    return act.kind in {"sign", "unsign"} or (act.kind == "view" and act.seat not in state.signed)


def _fine(_state: State, _act: VisitAct, _roles: Mapping[int, str], _catalogue: Catalogue) -> NotDone | None:
    return None


def _ask(state: State, act: VisitAct, roles: Mapping[int, str], _catalogue: Catalogue) -> NotDone | None:
    if not may_ask(roles[act.seat], act.data["channel"], len(roles) == 1):
        return NotDone.NOT_YOURS
    return _outside(state)


def _look(state: State, act: VisitAct, roles: Mapping[int, str], catalogue: Catalogue) -> NotDone | None:
    name = str(act.data["piece"])
    if name not in catalogue or catalogue[name].channel not in {"document", "shop_floor"}:
        return NotDone.NO_SUCH
    if not may_ask(roles[act.seat], catalogue[name].channel, len(roles) == 1):
        return NotDone.NOT_YOURS
    if name in NEEDS_CONSENT and not state.consent:
        return NotDone.NO_CONSENT
    if name in BEFORE_THE_VISIT and state.phase == InvestigationPhase.PREPARATION:
        return None
    return _outside(state)


def _outside(state: State) -> NotDone | None:
    if state.phase == InvestigationPhase.PREPARATION:
        return NotDone.AT_HOME
    return NotDone.DESK_PHASE if state.phase == InvestigationPhase.REPORT else None


def _go(state: State, act: VisitAct, _roles: Mapping[int, str], _catalogue: Catalogue) -> NotDone | None:
    wanted = act.data["to"]
    allowed = {
        InvestigationPhase.PREPARATION: {InvestigationPhase.FIELD},
        InvestigationPhase.FIELD: {InvestigationPhase.REPORT},
        InvestigationPhase.REPORT: {InvestigationPhase.FIELD},
    }
    return None if wanted in allowed[state.phase] else NotDone.NOT_THERE


def _line(state: State, act: VisitAct, _roles: Mapping[int, str], _catalogue: Catalogue) -> NotDone | None:
    if act.data["line"] not in ALL:
        return NotDone.UNKNOWN_LINE
    return _cited(state, [act.data["piece"]] if "piece" in act.data else [])


def _rests(state: State, act: VisitAct, _roles: Mapping[int, str], _catalogue: Catalogue) -> NotDone | None:
    return _cited(state, act.data.get("evidence", ()))


def _cited(state: State, pieces: Iterable[str]) -> NotDone | None:
    seen: Collection[str] = state.seen
    return None if all(piece in seen for piece in pieces) else NotDone.NOT_SEEN


def _offer(_state: State, act: VisitAct, roles: Mapping[int, str], _catalogue: Catalogue) -> NotDone | None:
    return None if roles[act.seat] == InvestigationRole.LEAD else NotDone.LEAD_ONLY


def _sign(state: State, act: VisitAct, _roles: Mapping[int, str], _catalogue: Catalogue) -> NotDone | None:
    if state.phase != InvestigationPhase.REPORT:
        return NotDone.NOT_REPORTING
    if state.offer is None:
        return NotDone.NO_OFFER
    return None if len(state.views.get(act.seat, "").strip()) >= REPORT_WORDS else NotDone.NO_REPORT


_CHECKS: Mapping[str, Check] = {
    "consent": _fine,
    "outline": _fine,
    "go": _go,
    "ask": _ask,
    "look": _look,
    "read": _line,
    "unread": _line,
    "enter": _line,
    "check": _rests,
    "flag": _rests,
    "unflag": _fine,
    "soft": _rests,
    "offer": _offer,
    "view": _fine,
    "sign": _sign,
    "unsign": _fine,
}

KINDS = tuple(_CHECKS)
