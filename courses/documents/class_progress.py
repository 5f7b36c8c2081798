"""A class's progress as a workbook."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..queries import ClassCourse, WeakQuestion


def _sheet(taken: ClassCourse) -> SheetSpec:
    words = {"done": _("done"), "started": _("begun"), "": ""}
    columns = [ColumnSpec(_("Employee number"), 14), ColumnSpec(_("Trainee"), 12), ColumnSpec(_("Lessons done"), 12, "number")]
    columns += [ColumnSpec(lesson.shown_title, 16) for lesson in taken.lessons]
    rows = [
        [user.employee_number, user.name, sum(1 for cell in cells if cell.state == "done"), *(words[cell.state] for cell in cells)]
        for user, cells in taken.rows
    ]
    return SheetSpec(f"{taken.course.code} {taken.course.shown_title}", columns, rows)


def _questions(weak: Sequence[WeakQuestion]) -> SheetSpec:
    columns = [
        ColumnSpec(_("Question"), 14),
        ColumnSpec(_("Right at first"), 14, "number"),
        ColumnSpec(_("Tried"), 10, "number"),
        ColumnSpec(_("Share"), 10, "percent"),
    ]
    return SheetSpec(_("Quiz questions"), columns, [[row.code, row.right, row.tried, row.share] for row in weak])


def class_workbook(courses: Sequence[ClassCourse], weak: Sequence[WeakQuestion], *, now: datetime) -> bytes:
    """One sheet per course and one of the quiz questions."""
    return write_workbook([*(_sheet(taken) for taken in courses), _questions(weak)], created=now)
