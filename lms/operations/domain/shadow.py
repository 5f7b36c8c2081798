"""A case in shadow mode: which changes of state and node are sensible, and what a report from outside may overwrite."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from ..enums import CLOSED_CASES, CaseState

NEXT_STATES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        CaseState.OPEN: frozenset({CaseState.RUNNING, CaseState.REFUSED, CaseState.WITHDRAWN}),
        CaseState.RUNNING: frozenset({CaseState.SETTLED, CaseState.WRITTEN_OFF}),
        CaseState.REFUSED: frozenset({CaseState.OPEN}),
        CaseState.WITHDRAWN: frozenset({CaseState.OPEN}),
        CaseState.SETTLED: frozenset(),
        CaseState.WRITTEN_OFF: frozenset(),
    }
)
BY_MILESTONES = frozenset({(CaseState.OPEN, CaseState.RUNNING), (CaseState.RUNNING, CaseState.SETTLED)})
"""Changes of state that follow from a milestone where the case has a folder; nobody makes them by hand."""
BEFORE_PAYOUT = frozenset({"marketing", "acceptance", "admission", "investigation", "report", "approval", "disbursement"})
AFTER_PAYOUT = frozenset({"post_loan", "collection"})


def may_become(state: str, wanted: str) -> bool:
    return wanted in NEXT_STATES[state]


def by_hand(state: str, *, has_folder: bool) -> frozenset[str]:
    """The states that somebody may give the case; with a folder payout and repayment are milestones."""
    return frozenset(one for one in NEXT_STATES[state] if not (has_folder and (state, one) in BY_MILESTONES))


def node_fits(state: str, node: str) -> bool:
    """A loan that is paid out stands after disbursement, one that is not stands before it or at it; a closed one anywhere."""
    if state == CaseState.OPEN:
        return node in BEFORE_PAYOUT
    return node in AFTER_PAYOUT or node == "disbursement" if state == CaseState.RUNNING else True


def is_closed(state: str) -> bool:
    return state in CLOSED_CASES


def closing_day(state: str, opened_on: date, today: date) -> date | None:
    """The day on which a state ends the case; None while it goes on."""
    return max(opened_on, today) if is_closed(state) else None


def is_stale(reported_at: datetime, newest: datetime | None) -> bool:
    """A report that is older than what is on file changes nothing: messages overtake each other.

    Systems stamp by the second, so two reports may bear the same moment; of those the one that comes later counts.
    """
    return newest is not None and reported_at < newest
