"""The timetable of an overdue loan: call at once, visit within the week, in writing within the month, then law."""

from datetime import date, timedelta

DAYS = (1, 3, 7, 30, 90)


def timetable(since: date) -> tuple[tuple[int, date], ...]:
    """Day → when it is due, counted from the first missed day."""
    return tuple((day, since + timedelta(days=day)) for day in DAYS)


def check_days(paid_on: date, matures_on: date, *, first: int = 15, every: int = 90) -> tuple[date, ...]:
    """The first check, then one each quarter until the loan is due; a short loan has no routine check."""
    days = [paid_on + timedelta(days=first)]
    day = paid_on + timedelta(days=every)
    while day < matures_on:
        days.append(day)
        day += timedelta(days=every)
    return tuple(days)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
