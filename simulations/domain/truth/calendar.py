"""Months as (year, month) pairs; no clock."""

MonthName = tuple[int, int]

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_before(month: MonthName, count: int) -> MonthName:
    """The month ``count`` months earlier (later for a negative count)."""
    whole = month[0] * 12 + month[1] - 1 - count
    return whole // 12, whole % 12 + 1


def days_in(month: MonthName) -> int:
    leap = month[1] == 2 and month[0] % 4 == 0 and (month[0] % 100 != 0 or month[0] % 400 == 0)
    return _LENGTHS[month[1] - 1] + leap


def month_text(month: MonthName) -> str:
    return f"{month[0]}-{month[1]:02d}"


def date_text(month: MonthName, day: int) -> str:
    return f"{month_text(month)}-{min(day, days_in(month)):02d}"


def last_day(month: MonthName) -> str:
    return date_text(month, 31)


def about_years(months: int) -> str:
    """How long, as people say it: 整6年, 6年多, 快7年."""
    years, rest = divmod(months, 12)
    if not years:
        return "不到一年"
    return f"整{years}年" if not rest else (f"快{years + 1}年" if rest > 9 else f"{years}年多")
