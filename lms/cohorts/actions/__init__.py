"""Writes of the cohorts room."""

from .attendance import mark_attendance, open_check_in
from .attendance_amend import amend_attendance
from .calendar import close_calendar, open_calendar
from .check_in import redeem_code
from .cohorts import change_cohort, move_cohort, open_cohort, set_duties
from .conduct import record_conduct, withdraw_conduct
from .enrolments import amend_enrolment, change_enrolment, enrol
from .leave import decide_leave, record_make_up, request_leave, withdraw_leave
from .plan import complete_step, copy_plan, move_step, reopen_step, shift_plan
from .problems import CohortProblem
from .programmes import install_programme
from .rooms import save_room
from .roster import Imported, RosterRefused, check_roster, import_roster
from .settlement import settle_overdue, settle_slot
from .timetable import CopiedWeek, SlotClashes, SlotValues, add_slot, cancel_slot, change_slot, copy_week

__all__ = [
    "CohortProblem",
    "CopiedWeek",
    "Imported",
    "RosterRefused",
    "SlotClashes",
    "SlotValues",
    "add_slot",
    "amend_attendance",
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
    "decide_leave",
    "enrol",
    "import_roster",
    "install_programme",
    "mark_attendance",
    "move_cohort",
    "move_step",
    "open_calendar",
    "open_check_in",
    "open_cohort",
    "record_conduct",
    "record_make_up",
    "redeem_code",
    "reopen_step",
    "request_leave",
    "save_room",
    "set_duties",
    "settle_overdue",
    "settle_slot",
    "shift_plan",
    "withdraw_conduct",
    "withdraw_leave",
]
