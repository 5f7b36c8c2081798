"""When a loan counts as good or bad, and what is worth telling."""

from datetime import date, timedelta

import pytest

from lms.operations.domain.loan_results import is_news, loan_result

TODAY = date(2026, 6, 1)
LONG, SHORT = TODAY - timedelta(days=90), TODAY - timedelta(days=89)


@pytest.mark.parametrize(
    ("state", "paid_on", "overdue", "result"),
    [
        ("open", None, 0, ""),
        ("refused", None, 0, ""),
        ("withdrawn", LONG, 99, ""),
        ("running", LONG, 0, "good"),
        ("running", SHORT, 0, ""),
        ("running", LONG, 1, ""),
        ("running", LONG, 29, ""),
        ("running", LONG, 30, "bad"),
        ("running", SHORT, 45, "bad"),
        ("running", None, 0, ""),
        ("settled", None, 0, "good"),
        ("settled", SHORT, 0, "good"),
        ("settled", SHORT, 29, "good"),
        ("settled", SHORT, 30, "bad"),
        ("written_off", None, 0, "bad"),
    ],
)
def test_what_became_of_a_loan(state: str, paid_on: date | None, overdue: int, result: str) -> None:
    assert loan_result(state=state, paid_on=paid_on, overdue_days=overdue, today=TODAY) == result


@pytest.mark.parametrize(
    ("known", "found", "news"),
    [
        ("", "", False),
        ("", "good", True),
        ("", "bad", True),
        ("good", "good", False),
        ("good", "bad", True),
        ("bad", "good", False),
        ("bad", "bad", False),
        ("good", "", False),
    ],
)
def test_only_the_first_result_and_a_worse_one_are_told(known: str, found: str, news: bool) -> None:
    assert is_news(known, found) is news
