"""Sign-in codes on paper: a list to cut into slips, and the same as Excel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.pdf import Document, PdfColumn
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import Cohort


@dataclass(frozen=True)
class CodeSlip:
    """One person's way in."""

    seat: str
    name: str
    code: str


def _grouped(code: str) -> str:
    """Easier to type from paper; the sign-in page ignores the hyphen."""
    return f"{code[:5]}-{code[5:]}"


def codes_pdf(*, cohort: Cohort, slips: Sequence[CodeSlip], organisation: str, address: str, printed_by: str, now: datetime) -> bytes:
    document = Document(
        title=_("One-time sign-in codes"),
        subtitle=f"{cohort.name}（{cohort.code}）",
        brand=str(cohort.bank.brand_name or cohort.bank),
        printed_by=printed_by,
        printed_at=now,
    )
    document.paragraph(_("Address: %(address)s  Organisation: %(organisation)s") % {"address": address, "organisation": organisation})
    document.paragraph(
        _("Each code works once and for seven days. Cut the rows apart and hand them over in person; this list can't be printed again."),
        quiet=True,
    )
    columns = [
        PdfColumn(_("Seat"), 1, "right"),
        PdfColumn(pgettext("person", "Name"), 3),
        PdfColumn(_("Organisation"), 2),
        PdfColumn(_("One-time code"), 4),
    ]
    rows = [(slip.seat, slip.name, organisation, _grouped(slip.code)) for slip in slips]
    document.table(columns, rows, size=13)
    return document.render()


def codes_workbook(*, cohort: Cohort, slips: Sequence[CodeSlip], organisation: str, now: datetime) -> bytes:
    columns = [
        ColumnSpec(_("Seat"), 8),
        ColumnSpec(pgettext("person", "Name"), 16),
        ColumnSpec(_("Organisation"), 16),
        ColumnSpec(_("One-time code"), 22),
    ]
    rows = [(slip.seat, slip.name, organisation, _grouped(slip.code)) for slip in slips]
    notes = [f"{cohort.name}（{cohort.code}）", _("Each code works once and for seven days.")]
    return write_workbook([SheetSpec(_("One-time sign-in codes"), columns, rows, notes)], created=now)
