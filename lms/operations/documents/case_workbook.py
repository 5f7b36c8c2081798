"""The list of cases as an Excel workbook: what the page shows, no customer in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.evidence.enums import CaseKind
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import LoanCase


def kind_words(kinds: Iterable[str]) -> str:
    return _(", ").join(str(CaseKind(kind).label) for kind in kinds if kind in CaseKind.values)


def case_workbook(*, cases: Iterable[LoanCase], nodes: Mapping[str, str], printed_by: str, now: datetime) -> bytes:
    """One row per case; people and branch must be loaded."""
    columns = [
        ColumnSpec(_("Case number"), 20),
        ColumnSpec(_("Branch"), 18),
        ColumnSpec(_("Trade"), 12),
        ColumnSpec(_("Product"), 14),
        ColumnSpec(_("Amount band"), 18),
        ColumnSpec(_("Difficulty"), 10),
        ColumnSpec(_("Kinds"), 24),
        ColumnSpec(_("Node"), 14),
        ColumnSpec(_("State"), 14),
        ColumnSpec(_("Lead (A)"), 14),
        ColumnSpec(_("Second (B)"), 14),
        ColumnSpec(pgettext("loan case", "Mentor"), 14),
        ColumnSpec(_("Opened on"), 14, "date"),
        ColumnSpec(_("Closed on"), 14, "date"),
        ColumnSpec(_("Source"), 14),
    ]
    rows = [
        (
            one.number,
            str(one.branch or ""),
            one.get_industry_display(),
            one.get_product_display(),
            one.get_amount_band_display(),
            one.get_difficulty_display(),
            kind_words(one.kinds),
            nodes.get(one.node, one.node),
            one.get_state_display(),
            one.lead.name if one.lead else "",
            one.second.name if one.second else "",
            one.supervisor.name if one.supervisor else "",
            one.opened_on,
            one.closed_on,
            one.get_source_display(),
        )
        for one in cases
    ]
    return write_workbook([SheetSpec(_("Loan cases"), columns, rows, [_("Exported by %(person)s") % {"person": printed_by}])], created=now)
