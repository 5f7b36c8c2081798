"""Writes of the cohorts room."""

from .cohorts import change_cohort, move_cohort, open_cohort, set_duties
from .enrolments import amend_enrolment, change_enrolment, enrol
from .plan import complete_step, copy_plan, move_step, reopen_step, shift_plan
from .problems import CohortProblem
from .programmes import install_programme
from .roster import Imported, RosterRefused, check_roster, import_roster

__all__ = [
    "CohortProblem",
    "Imported",
    "RosterRefused",
    "amend_enrolment",
    "change_cohort",
    "change_enrolment",
    "check_roster",
    "complete_step",
    "copy_plan",
    "enrol",
    "import_roster",
    "install_programme",
    "move_cohort",
    "move_step",
    "open_cohort",
    "reopen_step",
    "set_duties",
    "shift_plan",
]
