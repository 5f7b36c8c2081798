"""What is late or stuck as an Excel workbook."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..queries.control import Late
from .late_words import late_words


def control_workbook(*, rows: Sequence[Late], nodes: dict[str, str], printed_by: str, now: datetime) -> bytes:
    """One row per thing that waits."""
    columns = [
        ColumnSpec(_("Case number"), 20),
        ColumnSpec(_("Branch"), 18),
        ColumnSpec(_("What waits"), 26),
        ColumnSpec(_("Responsible"), 14),
        ColumnSpec(_("Due"), 14, "date"),
        ColumnSpec(_("Days late"), 10, "number"),
    ]
    lines = [
        (one.case.number, str(one.case.branch or ""), late_words(one, nodes), one.person.name if one.person else "", one.due_on, one.days)
        for one in rows
    ]
    return write_workbook(
        [SheetSpec(_("Node control"), columns, lines, [_("Exported by %(person)s") % {"person": printed_by}])], created=now
    )
