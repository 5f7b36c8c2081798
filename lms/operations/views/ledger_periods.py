"""Stretches of time that the lists and charts of the ledgers are narrowed to."""

from datetime import date, timedelta

from django.utils.translation import pgettext_lazy

from ..domain.days import span_of

PERIODS = [
    ("today", pgettext_lazy("period", "today")),
    ("week", pgettext_lazy("period", "this week")),
    ("last_week", pgettext_lazy("period", "last week")),
    ("month", pgettext_lazy("period", "this month")),
    ("last_month", pgettext_lazy("period", "last month")),
]


def period_days(name: str, today: date) -> tuple[date | None, date | None]:
    """First and last day; nothing for no period or an unknown one."""
    if name == "today":
        return today, today
    if name in {"week", "month"}:
        return span_of(name, today)
    if name == "last_week":
        return span_of("week", today - timedelta(days=7))
    if name == "last_month":
        return span_of("month", today.replace(day=1) - timedelta(days=1))
    return None, None
