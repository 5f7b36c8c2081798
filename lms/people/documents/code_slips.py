"""One-time codes as slips to cut apart and hand out."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Spacer, Table, TableStyle

from lms.toolkit.pdf import Block, Document

from ..models import Organisation, User

QUIET, CUT = HexColor("#5B6662"), HexColor("#857F72")


def grouped(code: str) -> str:
    """Ten characters as two groups of five, as people read them aloud."""
    return f"{code[:5]} {code[5:]}"


def _slip(bank: Organisation, person: User, code: str, *, address: str, until: str) -> list[object]:
    number = f" · {person.employee_number}" if person.employee_number else ""
    return [
        Block(f"{person.name}{number}", size=12, bold=True, after=1 * mm),
        Block(_("Organisation: %(code)s") % {"code": bank.code or ""}, size=9.5),
        Block(_("Address: %(address)s") % {"address": address}, size=9.5, after=1.5 * mm),
        Block(grouped(code), size=17, bold=True, after=1 * mm),
        Block(_("Good for one sign-in until %(day)s. Afterwards you choose your own password.") % {"day": until}, size=8.5, color=QUIET),
        Spacer(1, 1 * mm),
    ]


def code_slips_pdf(
    *, bank: Organisation, codes: Sequence[tuple[User, str]], address: str, valid_until: datetime, printed_by: str, now: datetime
) -> bytes:
    """Two slips a row; raises MissingGlyph for a name the font lacks."""
    document = Document(
        title=_("One-time codes"),
        brand=bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=_("Cut apart and hand each slip to its person only. A code that is printed again replaces the earlier one."),
    )
    until = f"{timezone.localtime(valid_until):%Y-%m-%d %H:%M}"
    slips: list[object] = [_slip(bank, person, code, address=address, until=until) for person, code in codes]
    rows = [[*slips[start : start + 2], ""][:2] for start in range(0, len(slips), 2)]
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("GRID", (0, 0), (-1, -1), 0.5, CUT, None, (3, 3)),
            ("FONT", (0, 0), (-1, -1), "NotoSansSC", 9),
            *[(side, (0, 0), (-1, -1), 4 * mm) for side in ("TOPPADDING", "BOTTOMPADDING", "LEFTPADDING", "RIGHTPADDING")],
        ]
    )
    document.add(Table(rows, colWidths=[document.width / 2] * 2, style=style))
    return document.render()
