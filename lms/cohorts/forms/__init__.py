"""Forms of the cohorts room."""

from .cohorts import CohortForm, MoveCohortForm, StaffForm
from .enrolments import AmendForm, ChangeStateForm, EnrolForm
from .fields import refuse
from .plan import CompleteStepForm, MoveStepForm, ReasonForm, ShiftForm
from .roster import RosterForm
from .timetable import CopyWeekForm, RoomForm, SlotForm

__all__ = [
    "AmendForm",
    "ChangeStateForm",
    "CohortForm",
    "CompleteStepForm",
    "CopyWeekForm",
    "EnrolForm",
    "MoveCohortForm",
    "MoveStepForm",
    "ReasonForm",
    "RoomForm",
    "RosterForm",
    "ShiftForm",
    "SlotForm",
    "StaffForm",
    "refuse",
]
