"""The marketing ledger as a workbook: masked as the page shows it."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import Visit


def _columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Number"), 18),
        ColumnSpec(_("Visited at"), 17, "datetime"),
        ColumnSpec(_("Account manager"), 12),
        ColumnSpec(_("Grid area"), 16),
        ColumnSpec(_("Source"), 12),
        ColumnSpec(_("Which channel, or who referred"), 16),
        ColumnSpec(_("Business"), 22),
        ColumnSpec(pgettext("shop", "Owner"), 10),
        ColumnSpec(_("Telephone"), 14),
        ColumnSpec(_("Trade"), 10),
        ColumnSpec(_("Address of the business"), 24),
        ColumnSpec(_("First visit or revisit"), 10),
        ColumnSpec(_("What came of it"), 14),
        ColumnSpec(_("Minutes talked"), 10, "number"),
        ColumnSpec(pgettext("customer", "Intent"), 14),
        ColumnSpec(_("Amount needed"), 14, "money"),
        ColumnSpec(_("Term in months"), 10, "number"),
        ColumnSpec(_("Purpose"), 16),
        ColumnSpec(_("Needed by"), 12, "date"),
        ColumnSpec(_("Objection"), 14),
        ColumnSpec(_("Left behind"), 14),
        ColumnSpec(_("Authorisation"), 14),
        ColumnSpec(_("Next step"), 20),
        ColumnSpec(_("Next step on"), 12, "date"),
        ColumnSpec(_("Loan case"), 16),
        ColumnSpec(_("Why no case"), 14),
        ColumnSpec(_("Written down"), 17, "datetime"),
        ColumnSpec(_("Same day"), 8),
        ColumnSpec(_("Note"), 30),
    ]


def _row(one: Visit) -> tuple[object, ...]:
    return (
        one.number, one.happened_at, one.user.name, str(one.area or ""), one.get_source_display(), one.channel, one.merchant,
        one.operator_shown, one.phone_shown, one.get_industry_display(), one.address, _("revisit") if one.is_revisit else _("first visit"),
        one.get_result_display(), one.minutes, one.get_intent_display(), one.need_amount, one.need_months, one.need_purpose, one.need_on,
        one.get_objection_display(), one.materials, one.get_consent_display(), one.next_action, one.next_on, str(one.case or ""),
        one.get_no_case_display(), one.entered_at, _("yes") if one.same_day else _("no"), one.note,
    )  # fmt: skip


def visits_workbook(*, visits: Iterable[Visit], printed_by: str, now: datetime) -> bytes:
    """One row per visit, in the order of the list."""
    notes = [_("Exported by %(person)s") % {"person": printed_by}, _("Names and telephone numbers are masked.")]
    return write_workbook([SheetSpec(_("Marketing ledger"), _columns(), [_row(one) for one in visits], notes)], created=now)
