"""The list of people as Excel."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import User


def people_workbook(*, people: Iterable[User], printed_by: str, now: datetime, with_phones: bool) -> bytes:
    """``people`` come with ``roles_today``; phones and e-mail only for those who keep accounts."""
    columns = [
        ColumnSpec(_("Full name"), 14),
        ColumnSpec(_("Employee number"), 16),
        ColumnSpec(_("Roles"), 50),
        ColumnSpec(_("State"), 10),
        ColumnSpec(_("Account since"), 14, "date"),
    ]
    if with_phones:
        columns += [ColumnSpec(_("Mobile phone"), 14), ColumnSpec(_("E-mail"), 26)]
    rows = []
    for person in people:
        roles = "；".join(f"{one.role_label} · {one.organisation.name}" for one in person.roles_today)
        row = [
            person.name,
            person.employee_number,
            roles,
            _("active") if person.is_active else _("closed"),
            timezone.localdate(person.date_joined),
        ]
        rows.append([*row, person.phone, person.email] if with_phones else row)
    note = _("Exported by %(person)s, %(moment)s") % {"person": printed_by, "moment": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"}
    return write_workbook([SheetSpec(_("Personnel"), columns, rows, notes=[note])], created=now)
