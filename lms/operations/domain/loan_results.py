"""What became of a loan, for those who look after its lead: good, bad, or not known yet."""

from datetime import date, timedelta

from ..enums import CaseState

GOOD, BAD = "good", "bad"
KNOWN_AFTER = timedelta(days=90)
"""A loan that has run so long without a day overdue counts as good until it turns bad."""
BAD_FROM = 30
"""From so many days overdue on a loan counts as bad, whatever it is paid later."""


def loan_result(*, state: str, paid_on: date | None, overdue_days: int, today: date) -> str:
    """``good``, ``bad`` or "". ``paid_on`` is None where nobody reports how the loan runs: then only its end is known."""
    if state == CaseState.WRITTEN_OFF:
        return BAD
    if state not in (CaseState.RUNNING, CaseState.SETTLED):
        return ""
    if overdue_days >= BAD_FROM:
        return BAD
    if state == CaseState.SETTLED:
        return GOOD
    return GOOD if paid_on is not None and overdue_days == 0 and today - paid_on >= KNOWN_AFTER else ""


def is_news(known: str, found: str) -> bool:
    """The first result, or one that is worse: a loan that was bad once is not told again as good."""
    return found == BAD != known or (found == GOOD and known == "")
