"""The timetable on paper: a week as a grid, and the whole of it as Excel."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from lms.toolkit.pdf import Document, PdfColumn
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..domain.timetable import BANDS
from ..enums import SlotState
from ..models import Slot
from ..queries import Day, SlotLine, Week


def band_names() -> dict[str, str]:
    return {"morning": _("Morning"), "afternoon": _("Afternoon"), "evening": _("Evening")}


def timetable_pdf(*, title: str, brand: str, week: Week, printed_by: str, now: datetime) -> bytes:
    """One week on one landscape page."""
    span = f"{formats.date_format(week.monday)} – {formats.date_format(week.sunday)}"
    document = Document(title=title, subtitle=span, brand=brand, printed_by=printed_by, printed_at=now, wide=True)
    names = band_names()
    shown = [day for day in week.days if day.lines or day.date.weekday() < 5]
    columns = [PdfColumn("", 0.6), *(PdfColumn(_head(day), 2) for day in shown)]
    rows = [[names[band], *("\n\n".join(_entry(line) for line in day.bands[band]) for day in shown)] for band in BANDS]
    document.table(columns, rows, size=8.5)
    cancelled = [line for day in week.days for line in day.lines if line.slot.state == SlotState.CANCELLED]
    for line in cancelled:
        words = _("Cancelled: %(title)s, %(reason)s") % {"title": line.title, "reason": line.slot.cancelled_reason}
        document.paragraph(words, quiet=True)
    return document.render()


def _head(day: Day) -> str:
    words = {"holiday": _("holiday"), "make_up": _("make-up day")}.get(day.kind, "")
    return f"{formats.date_format(day.date, 'MONTH_DAY_FORMAT')} {formats.date_format(day.date, 'D')}" + (f"（{words}）" if words else "")


def _entry(line: SlotLine) -> str:
    slot = line.slot
    hours = f"{timezone.localtime(slot.starts_at):%H:%M}–{timezone.localtime(slot.ends_at):%H:%M}"
    parts = [hours, line.title]
    if slot.instructor is not None:
        parts.append(slot.instructor.name)
    if slot.room is not None:
        parts.append(slot.room.name)
    elif slot.meeting_url:
        parts.append(_("online"))
    if slot.state == SlotState.CANCELLED:
        parts.append(f"（{slot.get_state_display()}）")
    return "\n".join(parts)


def timetable_workbook(*, title: str, slots: Iterable[Slot], now: datetime) -> bytes:
    """One row per slot; ``room`` and ``instructor`` must be loaded."""
    columns = [
        ColumnSpec(_("Day"), 14, "date"),
        ColumnSpec(_("Weekday"), 10),
        ColumnSpec(_("Starts"), 10, "time"),
        ColumnSpec(_("Ends"), 10, "time"),
        ColumnSpec(_("What is taught"), 36),
        ColumnSpec(_("Instructor"), 14),
        ColumnSpec(_("Room"), 20),
        ColumnSpec(_("Meeting link"), 30),
        ColumnSpec(_("State"), 14),
        ColumnSpec(_("Note"), 30),
    ]
    return write_workbook([SheetSpec(_("Timetable"), columns, [_row(slot) for slot in slots], [title])], created=now)


def _row(slot: Slot) -> tuple[object, ...]:
    start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    return (
        start.date(),
        formats.date_format(start.date(), "D"),
        start.time(),
        end.time(),
        slot.title,
        slot.instructor.name if slot.instructor else "",
        slot.room.name if slot.room else "",
        slot.meeting_url,
        slot.get_state_display(),
        slot.cancelled_reason or slot.note,
    )
