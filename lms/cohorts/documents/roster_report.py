"""A roster's mistakes and remarks in words, as plain values for the job's report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lms.toolkit.spreadsheet import Problem

from ..domain.roster import Fault, RosterPlan
from .roster_columns import HEADERS
from .roster_reader import RosterFile

SHOWN = 500

# Each continues the sentence “row 12, column X …”.
REASONS = {
    "no_key": _("and the mobile phone are both empty; one of them is needed"),
    "two_people": _("belongs to %(other)s, the employee number to somebody else"),
    "other_name": _("should be “%(known)s”, the name on file under this employee number"),
    "phone_other_name": _("should be “%(known)s”, the name on file under this mobile phone"),
    "phone_other_number": _("should be “%(known)s”, the number on file under this mobile phone"),
    "account_closed": _("has a closed account; ask the administrator to open it"),
    "on_staff": _("is on the staff of this cohort"),
    "left": _("has left this cohort; change the state on the person's page"),
    "unknown_branch": _("should be a branch or department of this bank"),
    "ambiguous_branch": _("names more than one node of this bank; use the full name"),
    "same_person": _("is the same person as in row %(other)d"),
    "seat_taken": _("is taken by somebody who gets no other seat in this file"),
    "outside": _("lies outside the dates of the cohort"),
    "elsewhere": _("also sits in “%(cohort)s”"),
    "phone_kept": _("differs from the one on file (%(known)s), which stays"),
    "namesake": _("has a namesake in this bank (%(known)s); check that it is not the same person"),
}
# For a connected system: it sends people and does not read them, so nothing on file stands in its answer.
UNTOLD = REASONS | {
    "two_people": _("belongs to another account than the employee number"),
    "other_name": _("is not the name on file under this employee number"),
    "phone_other_name": _("is not the name on file under this mobile phone"),
    "phone_other_number": _("is not the number on file under this mobile phone"),
    "elsewhere": _("also sits in another cohort"),
    "phone_kept": _("differs from the one on file, which stays"),
    "namesake": _("has a namesake in this bank; check that it is not the same person"),
}


def problem_of(fault: Fault, sheet: str) -> Problem:
    reason = str(REASONS[fault.code]) % fault.params
    return Problem(sheet, fault.row, str(HEADERS[fault.column]), reason, fault.value, fault.code)


def reason_for_system(fault: Fault) -> str:
    """The sentence without what the bank knows of anybody: names, numbers, phones, classes."""
    return str(UNTOLD[fault.code]) % fault.params


def roster_report(file: RosterFile, plan: RosterPlan) -> dict[str, Any]:
    """What the page shows after a dry run; of very many mistakes the first ones, and how many there are."""
    errors = [*file.problems, *(problem_of(fault, file.sheet) for fault in plan.errors)]
    errors.sort(key=lambda problem: problem.row or 0)
    warnings = [problem_of(fault, file.sheet) for fault in plan.warnings]
    return {
        "sheet": file.sheet,
        "errors": [problem.as_dict() for problem in errors[:SHOWN]],
        "error_count": len(errors),
        "warnings": [problem.as_dict() for problem in warnings[:SHOWN]],
        "warning_count": len(warnings),
        "counts": {outcome: plan.count(outcome) for outcome in ("create", "enrol", "update", "same")},
        "rows": len(file.rows),
        "lines": [
            {"row": line.row.number, "name": line.row.name, "number": line.row.employee_number, "outcome": line.outcome}
            for line in plan.lines[:50]
        ],
    }
