"""Forms of the cohorts room."""

from .cohorts import CohortForm, MoveCohortForm, StaffForm
from .enrolments import AmendForm, ChangeStateForm, EnrolForm
from .fields import refuse
from .plan import CompleteStepForm, MoveStepForm, ReasonForm, ShiftForm
from .roster import RosterForm

__all__ = [
    "AmendForm",
    "ChangeStateForm",
    "CohortForm",
    "CompleteStepForm",
    "EnrolForm",
    "MoveCohortForm",
    "MoveStepForm",
    "ReasonForm",
    "RosterForm",
    "ShiftForm",
    "StaffForm",
    "refuse",
]
