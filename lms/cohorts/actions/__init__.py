"""Writes of the cohorts room."""

from .calendar import close_calendar, open_calendar
from .cohorts import change_cohort, move_cohort, open_cohort, set_duties
from .enrolments import amend_enrolment, change_enrolment, enrol
from .plan import complete_step, copy_plan, move_step, reopen_step, shift_plan
from .problems import CohortProblem
from .programmes import install_programme
from .rooms import save_room
from .roster import Imported, RosterRefused, check_roster, import_roster
from .timetable import CopiedWeek, SlotClashes, SlotValues, add_slot, cancel_slot, change_slot, copy_week

__all__ = [
    "CohortProblem",
    "CopiedWeek",
    "Imported",
    "RosterRefused",
    "SlotClashes",
    "SlotValues",
    "add_slot",
    "amend_enrolment",
    "cancel_slot",
    "change_cohort",
    "change_enrolment",
    "change_slot",
    "check_roster",
    "close_calendar",
    "complete_step",
    "copy_plan",
    "copy_week",
    "enrol",
    "import_roster",
    "install_programme",
    "move_cohort",
    "move_step",
    "open_calendar",
    "open_cohort",
    "reopen_step",
    "save_room",
    "set_duties",
    "shift_plan",
]
