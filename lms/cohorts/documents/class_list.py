"""The class list as an Excel workbook."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import Cohort, Enrolment


def class_list_workbook(*, cohort: Cohort, enrolments: Iterable[Enrolment], printed_by: str, now: datetime) -> bytes:
    """One row per enrolment, as the page shows them; ``user`` and ``organisation`` must be loaded."""
    columns = [
        ColumnSpec(_("Seat"), 8, "number"),
        ColumnSpec(pgettext("person", "Name"), 14),
        ColumnSpec(_("Employee number"), 16),
        ColumnSpec(_("Mobile phone"), 16),
        ColumnSpec(_("Branch"), 22),
        ColumnSpec(_("Legal footing"), 18),
        ColumnSpec(_("State"), 14),
        ColumnSpec(_("Joined on"), 14, "date"),
        ColumnSpec(_("Left on"), 14, "date"),
        ColumnSpec(_("Note"), 30),
    ]
    rows = [
        (
            one.seat_number,
            one.user.name,
            one.user.employee_number,
            one.user.phone,
            str(one.organisation or ""),
            one.get_legal_footing_display(),
            one.get_state_display(),
            one.joined_on,
            one.left_on,
            one.note,
        )
        for one in enrolments
    ]
    notes = [f"{cohort.name}（{cohort.code}）", _("Exported by %(person)s") % {"person": printed_by}]
    return write_workbook([SheetSpec(_("Class list"), columns, rows, notes)], created=now)
