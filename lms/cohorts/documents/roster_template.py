"""The roster template: an Excel workbook with drop-downs, and a sheet that explains the columns."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, Validation, write_workbook

from ..enums import LegalFooting
from ..models import Cohort
from .roster_columns import HEADERS


def roster_template(*, cohort: Cohort, branches: list[str]) -> bytes:
    """Two sheets; the first is the one the import reads."""
    widths = {"name": 14, "employee_number": 16, "phone": 16, "branch": 26, "footing": 18, "joined_on": 14, "seat": 8, "note": 30}
    columns = [ColumnSpec(HEADERS[key], width, "date" if key == "joined_on" else "text") for key, width in widths.items()]
    keys = list(widths)
    validations = [
        Validation(keys.index("footing"), choices=[str(label) for label in LegalFooting.labels]),
        Validation(keys.index("joined_on"), date=True),
    ]
    if branches:
        validations.append(Validation(keys.index("branch"), choices=branches))
    roster = SheetSpec(_("Roster"), columns, [], [], validations)
    return write_workbook([roster, _notes(cohort)])


def _notes(cohort: Cohort) -> SheetSpec:
    rows = [
        (pgettext("person", "Name"), _("yes"), _("As in the personnel file. A number that is known under another name is refused.")),
        (
            _("Employee number"),
            _("this or the phone"),
            _("Letters, digits and hyphens. Keep the cell as text, so that leading zeros stay."),
        ),
        (_("Mobile phone"), _("this or the number"), _("Eleven digits.")),
        (_("Branch"), _("no"), _("One of your organisation's nodes, as the drop-down shows them.")),
        (_("Legal footing"), _("yes"), _(", ").join(str(label) for label in LegalFooting.labels)),
        (_("Joined on"), _("no"), _("A date such as 2026-03-02; empty means the first day of the cohort.")),
        (_("Seat"), _("no"), _("A number from 1 to 999, once per cohort.")),
        (_("Note"), _("no"), _("At most 200 characters; the trainee does not see it.")),
    ]
    columns = [ColumnSpec(_("Column"), 18), ColumnSpec(_("Needed?"), 20), ColumnSpec(_("What to enter"), 70)]
    notes = [
        _("Roster of %(cohort)s") % {"cohort": f"{cohort.name}（{cohort.code}）"},
        _("At most 5,000 rows, values only: formulas and merged cells are refused. If one row is wrong, nothing is imported."),
    ]
    return SheetSpec(_("Notes"), columns, rows, notes)
