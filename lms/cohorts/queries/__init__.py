"""Reads of the cohorts room."""

from .alarms import Alarm, alarms_of
from .cohorts import cohort_list, enrolment_table
from .people import cohort_staff_ids, current_enrolment, people_of_cohort, staff_of_cohort, without_password
from .plan import gate_is_open, plan_of_cohort, programme_gantt, programme_steps
from .scope import cohorts_visible_to, enrolments_visible_to, programmes_visible_to, rooms_visible_to, slots_visible_to

__all__ = [
    "Alarm",
    "alarms_of",
    "cohort_list",
    "cohort_staff_ids",
    "cohorts_visible_to",
    "current_enrolment",
    "enrolment_table",
    "enrolments_visible_to",
    "gate_is_open",
    "people_of_cohort",
    "plan_of_cohort",
    "programme_gantt",
    "programme_steps",
    "programmes_visible_to",
    "rooms_visible_to",
    "slots_visible_to",
    "staff_of_cohort",
    "without_password",
]
