"""Tables of programmes, cohorts, the timetable and presence."""

from .attendance import Attendance, AttendanceRedemption
from .calendar import CalendarFeed
from .cohort import Cohort, CohortStaff, CohortStep
from .conduct import ConductEntry
from .enrolment import Enrolment, EnrolmentChange
from .leave import Leave
from .programme import Programme, ProgrammeStep
from .slot import Room, Slot

__all__ = [
    "Attendance",
    "AttendanceRedemption",
    "CalendarFeed",
    "Cohort",
    "CohortStaff",
    "CohortStep",
    "ConductEntry",
    "Enrolment",
    "EnrolmentChange",
    "Leave",
    "Programme",
    "ProgrammeStep",
    "Room",
    "Slot",
]
