"""How long a leave is, and who may decide it."""

from datetime import date, datetime, time

MIDNIGHT = time(0, 0)


def leave_days(starts_at: datetime, ends_at: datetime) -> int:
    """Calendar days a leave touches, in the zone of its datetimes; an end at midnight does not touch the next day."""
    last: date = ends_at.date()
    days = (last - starts_at.date()).days + 1
    return days - 1 if ends_at.time() == MIDNIGHT and days > 1 else days


def class_teacher_decides(days: int, limit: int) -> bool:
    """Short leave is the class teacher's; longer leave is for those who manage the cohort."""
    return days <= limit


def may_withdraw(state: str, starts_at: datetime, now: datetime) -> bool:
    """What nobody has decided can be taken back, and approved leave that has not begun."""
    return state == "requested" or (state == "approved" and now < starts_at)
