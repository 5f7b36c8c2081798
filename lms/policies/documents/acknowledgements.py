"""Who has acknowledged a version, as Excel."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import RegulationVersion


def acknowledgements_workbook(
    *, version: RegulationVersion, people: Iterable[Any], witnesses: Mapping[str, str], printed_by: str, now: datetime
) -> bytes:
    """``people`` come from ``addressees``; those who have not acknowledged are on the list, too."""
    columns = [
        ColumnSpec(_("Full name"), 14),
        ColumnSpec(_("Employee number"), 16),
        ColumnSpec(_("State"), 16),
        ColumnSpec(_("When"), 18, "datetime"),
        ColumnSpec(_("Recorded"), 18, "datetime"),
        ColumnSpec(_("Witness"), 14),
    ]
    rows = [
        [
            person.name,
            person.employee_number,
            _("not yet") if person.acknowledged_at is None else _("refused before a witness") if person.refused else _("acknowledged"),
            person.acknowledged_at,
            person.recorded_at,
            witnesses.get(person.witness_key or "", ""),
        ]
        for person in people
    ]
    notes = [
        _("%(code)s %(title)s, version %(number)d")
        % {"code": version.regulation.code, "title": version.regulation.title, "number": version.number},
        _("Digest of the text: %(digest)s") % {"digest": version.digest},
        _("Exported by %(person)s, %(moment)s") % {"person": printed_by, "moment": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"},
    ]
    return write_workbook([SheetSpec(_("Acknowledgements"), columns, rows, notes=notes)], created=now)
