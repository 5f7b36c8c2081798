"""The attendance sheet of one session on paper, to be signed by everybody."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..enums import AttendanceState
from ..models import Slot
from ..queries.seats import Seat

BLANK_ROWS = 1  # for who comes and is not on the list


def attendance_sheet(*, slot: Slot, seats: Sequence[Seat], printed_by: str, now: datetime) -> bytes:
    """One row per person with room for a signature; marks and leave already known are printed in."""
    cohort, start, end = slot.cohort, timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    paper = Document(
        title=_("Attendance sheet"),
        brand=cohort.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=f"{cohort.name}（{cohort.code}）",
    )
    paper.facts(
        [
            (_("Session"), slot.title),
            (_("Time"), f"{start:%Y-%m-%d %H:%M} – {end:%H:%M}"),
            (_("Room"), str(slot.room or "")),
            (_("Instructor"), slot.instructor.name if slot.instructor else ""),
        ]
    )
    paper.space(3)
    columns = [
        PdfColumn(_("Seat"), 0.6, "right"),
        PdfColumn(pgettext("person", "Name"), 1.3),
        PdfColumn(_("Employee number"), 1.3),
        PdfColumn(_("Branch"), 1.8),
        PdfColumn(_("Signature"), 2.4),
        PdfColumn(_("Came at"), 1),
        PdfColumn(_("Note"), 1.4),
    ]
    rows = [_row(seat) for seat in seats] + [["", "", "", "", " \n ", "", ""] for _blank in range(BLANK_ROWS)]
    paper.table(columns, rows, size=9)
    paper.paragraph(_("Everybody signs for themselves. Who comes late writes down the time."), quiet=True)
    paper.signatures([Signature(_("Instructor")), Signature(_("Class teacher"))])
    return paper.render()


def _row(seat: Seat) -> list[str]:
    person = seat.enrolment
    note = str(AttendanceState(seat.state).label) if seat.state else (_("on leave") if seat.leaves else "")
    number = "" if person.seat_number is None else str(person.seat_number)
    # A second, empty line gives the hand room to sign.
    return [number, person.user.name, person.user.employee_number, str(person.organisation or ""), " \n ", "", note]
