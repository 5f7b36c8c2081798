"""Documents of the cohorts room."""

from .class_list import class_list_workbook
from .cohort_list import cohort_list_workbook
from .roster_reader import RosterFile, read_roster
from .roster_report import roster_report
from .roster_template import roster_template
from .sign_in_codes import CodeSlip, codes_pdf, codes_workbook
from .timetable import timetable_pdf, timetable_workbook

__all__ = [
    "CodeSlip",
    "RosterFile",
    "class_list_workbook",
    "codes_pdf",
    "codes_workbook",
    "cohort_list_workbook",
    "read_roster",
    "roster_report",
    "roster_template",
    "timetable_pdf",
    "timetable_workbook",
]
