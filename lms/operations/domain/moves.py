"""What the moves of a case say about a day where the case has no milestones: sent back, investigated, reported, approved, paid out."""

from collections.abc import Mapping

from lms.evidence.domain.content import NODES

from ..enums import CaseState

PLACE = {code: place for place, (code, _name, _english) in enumerate(NODES)}
# Figure of the day → the node that must lie behind the case for it.
LEFT = {"investigations": "investigation", "reports": "report", "approved": "approval"}
OF_BOTH = frozenset({"investigations"})
"""The investigation is the second's work as well; everything else is the lead's."""


def figures_of_move(details: Mapping[str, object]) -> tuple[str, ...]:
    """Names of figures that one event adds one to. ``details``: ``from`` and ``to`` are nodes, or states with the ``node`` beside."""
    before, after = str(details.get("from", "")), str(details.get("to", ""))
    if after == CaseState.RUNNING:
        return (*_on(str(details.get("node", "")) or "disbursement", "disbursement"), "payouts")
    if before not in PLACE or after not in PLACE:
        return ()
    return ("returns",) if PLACE[after] < PLACE[before] else _on(before, after)


def _on(before: str, after: str) -> tuple[str, ...]:
    if before not in PLACE:
        return ()
    start, end = PLACE[before], PLACE[after]
    found = [name for name, node in LEFT.items() if start <= PLACE[node] < end]
    return (*found, "sittings") if start < PLACE["approval"] <= end else tuple(found)
