"""The coverage matrix as a workbook."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..domain.certification.scale import KINDS
from ..queries.coverage import Seen
from .profile_words import kind_word, node_word
from .verdict_words import trade_word


def coverage_workbook(*, bank: str, seen: Seen, node: str, printed_by: str, now: datetime) -> bytes:
    """One row per person, cases as numbers."""
    found = seen.coverage
    columns = [ColumnSpec(_("Full name"), 14), ColumnSpec(_("Employee number"), 16)]
    columns += [ColumnSpec(kind_word(kind), 12, "number") for kind in KINDS]
    columns += [ColumnSpec(trade_word(code), 12, "number") for code in found.industries]
    rows = [
        (
            user.name,
            user.employee_number,
            *(found.kinds.get((key, kind), 0) for kind in KINDS),
            *(found.trades.get((key, code), 0) for code in found.industries),
        )
        for key, user in seen.users.items()
    ]
    notes = [bank, node_word(node) if node else _("All nodes"), _("Exported by %(person)s") % {"person": printed_by}]
    return write_workbook([SheetSpec(pgettext("certification", "Coverage"), columns, rows, notes)], created=now)
