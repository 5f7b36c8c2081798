"""The list of cohorts as an Excel workbook."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import Cohort


def cohort_list_workbook(*, cohorts: Iterable[Cohort], printed_by: str, now: datetime) -> bytes:
    """One row per cohort; the cohorts come from the query of the list page, with its counts."""
    columns = [
        ColumnSpec(_("Code"), 14),
        ColumnSpec(_("Name"), 30),
        ColumnSpec(_("Host organisation"), 24),
        ColumnSpec(_("From"), 14, "date"),
        ColumnSpec(_("Until"), 14, "date"),
        ColumnSpec(_("State"), 12),
        ColumnSpec(_("Head count"), 10, "number"),
        ColumnSpec(_("Steps done"), 12, "number"),
        ColumnSpec(_("Steps in all"), 12, "number"),
        ColumnSpec(_("Place"), 24),
    ]
    rows = [
        (
            one.code,
            one.name,
            str(one.organisation),
            one.starts_on,
            one.ends_on,
            one.get_state_display(),
            one.people,
            one.steps_done,
            one.steps_total,
            one.place,
        )
        for one in cohorts
    ]
    return write_workbook([SheetSpec(_("Cohorts"), columns, rows, [_("Exported by %(person)s") % {"person": printed_by}])], created=now)
