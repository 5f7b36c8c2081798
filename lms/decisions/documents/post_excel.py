"""The competency matrix of the posts as a workbook: what is asked, and who holds what."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.people.enums import Entrustment, Level
from lms.people.models import Organisation
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..queries.development import CODES, node_names, open_nodes, standard_of
from ..queries.post_matrix import MatrixLine


def post_workbook(lines: Sequence[MatrixLine], *, bank: Organisation, printed_by: str, now: datetime) -> bytes:
    """Two sheets: posts by nodes, people by nodes with what the next post still asks."""
    names = node_names()
    heads = [ColumnSpec(names.get(code, code), 18) for code in CODES]
    wanted = open_nodes(bank, timezone.localdate(now))
    without = [pgettext("certification", "no cases for now") if code not in wanted else "" for code in CODES]
    notes = [bank.name, _("Exported by %(person)s") % {"person": printed_by}]
    matrix = standard_of(bank)
    asked = [[post.label, *(_level(matrix[post][code]) for code in CODES)] for post in Level]
    if any(without):
        asked.append(["", *without])
    columns = [
        ColumnSpec(_("Full name"), 14),
        ColumnSpec(_("Employee number"), 16),
        ColumnSpec(_("Post"), 16),
        ColumnSpec(_("Next post"), 16),
        *heads,
        ColumnSpec(_("Nodes reached"), 12, "number"),
        ColumnSpec(_("Nodes with cases"), 12, "number"),
        ColumnSpec(_("Still missing"), 40),
    ]
    rows = [
        [
            line.person.name,
            line.person.employee_number,
            Level(line.post).label,
            Level(line.next_post).label,
            *(_level(line.held.get(code, Entrustment.NONE)) for code in CODES),
            line.reached,
            len(wanted),
            "、".join(names.get(node, node) for node in line.lacking),
        ]
        for line in lines
    ]
    sheets = [
        SheetSpec(_("Person by person"), columns, rows, notes),
        SheetSpec(_("What each post asks"), [ColumnSpec(_("Post"), 16), *heads], asked, notes),
    ]
    return write_workbook(sheets, created=now)


def _level(value: str) -> str:
    return str(Entrustment(value).label)
