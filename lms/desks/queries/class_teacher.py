"""The class teacher's day: sessions with their attendance, leave to decide, people who need attention."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lms.cohorts.enums import CohortState
from lms.cohorts.models import Cohort, Slot
from lms.cohorts.queries import rosters_visible_to
from lms.cohorts.queries.attendance import AttendanceAlarm, alarms_for
from lms.cohorts.queries.leave import WaitingLeave, leave_waiting_for
from lms.people.models import User

from .counters import counters
from .sessions import own_sessions, today_and_unsettled, with_attendance


@dataclass(frozen=True)
class ClassTeacherToday:
    counts: dict[str, Any]
    sessions: list[Slot] = field(default_factory=list)
    unsettled: list[Slot] = field(default_factory=list)
    leaves: list[WaitingLeave] = field(default_factory=list)


def class_teacher_today(user: User, *, now: datetime) -> ClassTeacherToday:
    """Five queries at most."""
    sessions, unsettled = today_and_unsettled(with_attendance(own_sessions(user)), now)
    return ClassTeacherToday(counters(user), sessions, unsettled, leave_waiting_for(user))


def running_cohorts(user: User) -> list[Cohort]:
    return list(rosters_visible_to(user).filter(state=CohortState.RUNNING).select_related("bank").order_by("-starts_on", "-id"))


def attendance_alarms(user: User, *, now: datetime) -> list[AttendanceAlarm]:
    """People of running classes whose roster ``user`` sees who were absent in a row or can no longer reach the minimum."""
    return alarms_for(running_cohorts(user), now=now)
