"""The register of certificates as a workbook."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import Certificate
from ..queries.certificates import Worth, worth_of
from .certificate_words import node_names, node_states, product_words


def certificate_register(*, rows: Iterable[Certificate], bank: str, printed_by: str, day: date, now: datetime) -> bytes:
    """One line a certificate, with what it is worth on ``day``."""
    columns = [
        ColumnSpec(_("Certificate number"), 28),
        ColumnSpec(_("Full name"), 14),
        ColumnSpec(_("Employee number"), 16),
        ColumnSpec(_("Nodes"), 34),
        ColumnSpec(_("Level"), 24),
        ColumnSpec(_("Limit per customer"), 16, "money"),
        ColumnSpec(_("Products"), 24),
        ColumnSpec(_("Date of issue"), 12, "date"),
        ColumnSpec(_("Valid from"), 12, "date"),
        ColumnSpec(_("Valid until"), 12, "date"),
        ColumnSpec(_("State"), 14),
        ColumnSpec(_("Replaced by"), 28),
        ColumnSpec(_("Digest"), 68),
    ]
    language = get_language() or ""
    rows = list(rows)
    worth = worth_of(rows, day)
    lines = [_line(row, worth[row.pk], language) for row in rows]
    moment = f"{timezone.localtime(now):%Y-%m-%d %H:%M}"
    notes = [bank, _("Exported by %(person)s, %(moment)s") % {"person": printed_by, "moment": moment}]
    return write_workbook([SheetSpec(_("Register of certificates"), columns, lines, notes)], created=now)


def _line(row: Certificate, worth: Worth, language: str) -> tuple[object, ...]:
    return (
        row.number,
        row.holder,
        row.user.employee_number,
        "、".join(node_names(row.nodes, language)),
        row.get_level_display(),
        row.amount_limit,
        "、".join(product_words(row.products)),
        row.issued_on,
        row.starts_on,
        row.ends_on,
        _worth_words(worth, language),
        row.replaced_by.number if row.replaced_by else "",
        row.digest,
    )


def _worth_words(worth: Worth, language: str) -> str:
    """The state, and where the nodes differ that of each."""
    apart = "；".join(f"{node}：{status.label}" for node, status in node_states(worth, language))
    return f"{worth.status.label}（{apart}）" if apart else str(worth.status.label)
