"""Reads of the cohorts room."""

from .activities import KINDS
from .alarms import Alarm, alarms_of
from .attendance import AttendanceAlarm, alarms_for, attendance_grid, todays_slots
from .attendance_rules import attendance_rules_of
from .calendar import calendar_events, feed_address, owner_of_address
from .check_in import CheckIn, open_check_in_for
from .cohorts import cohort_list, enrolment_table
from .leave import WaitingLeave, leave_waiting_for, leaves_visible_to
from .people import cohort_staff_ids, current_enrolment, people_of_cohort, staff_of_cohort, without_password
from .plan import gate_is_open, plan_of_cohort, programme_gantt, programme_steps
from .scope import (
    cohorts_visible_to,
    duties_held_by,
    enrolments_visible_to,
    programmes_visible_to,
    rooms_visible_to,
    rosters_visible_to,
    slots_visible_to,
)
from .timetable import Day, SlotLine, Week, next_slot, slots_of_cohort, slots_of_person, week_of_slots, with_cards

__all__ = [
    "KINDS",
    "Alarm",
    "AttendanceAlarm",
    "CheckIn",
    "Day",
    "SlotLine",
    "WaitingLeave",
    "Week",
    "alarms_for",
    "alarms_of",
    "attendance_grid",
    "attendance_rules_of",
    "calendar_events",
    "cohort_list",
    "cohort_staff_ids",
    "cohorts_visible_to",
    "current_enrolment",
    "duties_held_by",
    "enrolment_table",
    "enrolments_visible_to",
    "feed_address",
    "gate_is_open",
    "leave_waiting_for",
    "leaves_visible_to",
    "next_slot",
    "open_check_in_for",
    "owner_of_address",
    "people_of_cohort",
    "plan_of_cohort",
    "programme_gantt",
    "programme_steps",
    "programmes_visible_to",
    "rooms_visible_to",
    "rosters_visible_to",
    "slots_of_cohort",
    "slots_of_person",
    "slots_visible_to",
    "staff_of_cohort",
    "todays_slots",
    "week_of_slots",
    "with_cards",
    "without_password",
]
