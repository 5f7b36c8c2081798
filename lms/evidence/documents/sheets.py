"""The log of acts and a person's facts as Excel."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..models import Evidence
from ..queries import ActLine


def _printed(person: str, now: datetime) -> str:
    return _("Exported by %(person)s, %(moment)s") % {"person": person, "moment": f"{timezone.localtime(now):%Y-%m-%d %H:%M}"}


def act_workbook(*, lines: Iterable[ActLine], printed_by: str, now: datetime) -> bytes:
    """One row per act; the digest is the one the chain holds."""
    columns = [
        ColumnSpec(_("When"), 17, "datetime"),
        ColumnSpec(_("Recorded"), 17, "datetime"),
        ColumnSpec(_("Who"), 14),
        ColumnSpec(_("Act"), 14),
        ColumnSpec(_("Object"), 22),
        ColumnSpec(_("Concerns"), 14),
        ColumnSpec(_("Object id"), 30),
        ColumnSpec(_("Reason"), 30),
        ColumnSpec(_("Details"), 50),
        ColumnSpec(_("Digest"), 40),
    ]
    rows = (
        [
            line.act.happened_at,
            line.act.recorded_at,
            line.actor,
            line.act.get_verb_display(),
            line.object_words,
            line.concerned,
            line.act.object_id,
            line.act.reason,
            line.details,
            line.act.digest,
        ]
        for line in lines
    )
    return write_workbook([SheetSpec(_("Log"), columns, rows, notes=[_printed(printed_by, now)])], created=now)


def _fact_columns() -> list[ColumnSpec]:
    return [
        ColumnSpec(_("Happened"), 17, "datetime"),
        ColumnSpec(_("Recorded"), 17, "datetime"),
        ColumnSpec(_("Kind"), 12),
        ColumnSpec(_("Competency"), 20),
        ColumnSpec(_("Status"), 12),
        ColumnSpec(_("Score"), 10, "decimal"),
        ColumnSpec(_("Out of"), 10, "number"),
        ColumnSpec(_("Level"), 12),
        ColumnSpec(_("Rater"), 14),
        ColumnSpec(_("Superseded"), 12),
        ColumnSpec(_("Reason of the correction"), 30),
        ColumnSpec(_("Id"), 30),
        ColumnSpec(_("Digest"), 40),
    ]


def evidence_workbook(
    *,
    rows: Iterable[Evidence],
    person: str,
    raters: Mapping[str, str],
    withheld: set[str],
    reasons: Mapping[str, str],
    printed_by: str,
    now: datetime,
) -> bytes:
    """One row per fact, superseded ones included and marked."""
    lines = []
    for row in rows:
        hidden = row.public_id in withheld
        lines.append(
            [
                row.happened_at,
                row.recorded_at,
                row.get_kind_display(),
                str(row.competency or ""),
                row.get_status_display(),
                None if hidden else row.raw,
                row.maximum,
                "" if hidden else row.level,
                raters.get(row.rater_key, ""),
                _("superseded") if hasattr(row, "superseded_by") else "",
                reasons.get(row.public_id, ""),
                row.public_id,
                row.digest,
            ]
        )
    return write_workbook([SheetSpec(person, _fact_columns(), lines, notes=[_printed(printed_by, now)])], created=now)
