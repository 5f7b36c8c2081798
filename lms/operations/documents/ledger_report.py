"""The weekly or monthly report of the ledgers: people by figures, days that stand out, what was said; as PDF and workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lms.toolkit.money import grouped, wan
from lms.toolkit.pdf import Document, PdfColumn, Signature
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from ..domain.days import Figures, together
from ..queries.days import DayLine, PersonReport

FIGURES = {
    "visits": gettext_lazy("Visits"),
    "effective": gettext_lazy("Talks with owners"),
    "intents": gettext_lazy("New intents A, B"),
    "cases": gettext_lazy("Cases taken in"),
    "investigations": gettext_lazy("Investigations"),
    "reports": gettext_lazy("Reports handed in"),
    "returns": gettext_lazy("Returned"),
    "sittings": gettext_lazy("Before the committee"),
    "approved": gettext_lazy("Approved"),
    "payouts": gettext_lazy("Loans paid out"),
    "paid_amount": gettext_lazy("Amount paid out"),
    "first_checks": gettext_lazy("First checks"),
    "checks": gettext_lazy("Routine checks"),
    "due_soon": gettext_lazy("Due within 30 days"),
    "overdue": gettext_lazy("Loans overdue"),
    "collections": gettext_lazy("Collection steps"),
    "lessons": gettext_lazy("Lessons finished"),
    "exams": gettext_lazy("Exams sat"),
}
FLAGS = {
    "no_visits": gettext_lazy("no visit"),
    "late_entries": gettext_lazy("visits not entered the same day"),
    "returns": gettext_lazy("returned several days in a row"),
    "overdue": gettext_lazy("overdue several days in a row"),
    "not_closed": gettext_lazy("day not closed the same day"),
}
# What fits beside a name on a sheet of paper; the workbook has them all.
PRINTED = (
    "visits",
    "effective",
    "intents",
    "cases",
    "investigations",
    "reports",
    "returns",
    "approved",
    "payouts",
    "paid_amount",
    "checks",
    "overdue",
)


@dataclass(frozen=True)
class ReportFrame:
    """What a report says of itself."""

    title: str
    bank: str
    first: date
    last: date
    made_by: str
    now: datetime


def flag_words(names: Sequence[str]) -> str:
    return _(", ").join(str(FLAGS[name]) for name in names)


def report_pdf(frame: ReportFrame, rows: Sequence[PersonReport]) -> bytes:
    """A4 landscape: all people by figures, then what stands out, then problems and support."""
    paper = Document(
        title=frame.title, brand=frame.bank, printed_by=frame.made_by, printed_at=frame.now, wide=True,
        subtitle=f"{frame.first:%Y-%m-%d} – {frame.last:%Y-%m-%d}",
    )  # fmt: skip
    summed = together(row.total for row in rows)
    paper.facts(
        [
            (_("People"), str(len(rows))),
            (_("Visits"), _("%(visits)d, of which %(talks)d talks with owners") % {"visits": summed.visits, "talks": summed.effective}),
            (_("Cases taken in"), str(summed.cases)),
            (_("Amount paid out"), f"{summed.payouts} · {wan(summed.paid_amount)}"),
        ]
    )
    paper.space(2)
    columns = [PdfColumn(pgettext("person", "Name"), 1.5), PdfColumn(_("Closed days"), 1.0, "right")]
    columns += [PdfColumn(str(FIGURES[name]), 1.3 if name == "paid_amount" else 1.0, "right") for name in PRINTED]
    body = [[row.person.name, f"{row.closed_days}/{row.working_days}", *_cells(row.total)] for row in rows]
    paper.table(columns, body, size=8, total=[_("Total"), "", *_cells(summed)])
    _standing_out(paper, rows)
    _said(paper, rows)
    paper.paragraph(_("All figures are counted from the ledgers and cases; nothing in them is typed. Customers are not named."), quiet=True)
    paper.signatures([Signature(_("Made by"), frame.made_by), Signature(_("Read by the department's leader"))])
    return paper.render()


def _cells(found: Figures) -> list[str]:
    return [grouped(found.paid_amount, 0) if name == "paid_amount" else str(getattr(found, name)) for name in PRINTED]


def _standing_out(paper: Document, rows: Sequence[PersonReport]) -> None:
    paper.heading(_("Days that stand out"))
    lines = [[row.person.name, f"{one.day:%m-%d}", flag_words(one.flags)] for row in rows for one in row.lines if one.flags]
    if lines:
        paper.table([PdfColumn(pgettext("person", "Name"), 1), PdfColumn(_("Day"), 0.7), PdfColumn(_("What"), 5)], lines, size=8.5)
    else:
        paper.paragraph(_("None."))


def _said(paper: Document, rows: Sequence[PersonReport]) -> None:
    paper.heading(_("Problems and support needed"))
    lines = []
    for row in rows:
        for one in row.lines:
            if one.sheet and (one.sheet.problems or one.sheet.support):
                lines.append([row.person.name, f"{one.day:%m-%d}", one.sheet.problems, one.sheet.support, one.sheet.comment])
    heads = [
        (pgettext("person", "Name"), 1),
        (_("Day"), 0.7),
        (_("Problems"), 3),
        (_("Support needed"), 2.5),
        (_("Supervisor's comment"), 2.5),
    ]
    if lines:
        paper.table([PdfColumn(head, width) for head, width in heads], lines, size=8.5)
    else:
        paper.paragraph(_("None."))


def report_workbook(frame: ReportFrame, rows: Sequence[PersonReport]) -> bytes:
    """Two sheets: person by person, and day by day."""
    notes = [f"{frame.title} {frame.first:%Y-%m-%d} – {frame.last:%Y-%m-%d}", _("Exported by %(person)s") % {"person": frame.made_by}]
    figures = [ColumnSpec(head, 12, "money" if name == "paid_amount" else "number") for name, head in FIGURES.items()]
    people = [ColumnSpec(pgettext("person", "Name"), 12), ColumnSpec(_("Employee number"), 14)]
    counts = [ColumnSpec(_("Working days"), 10, "number"), ColumnSpec(_("Closed days"), 10, "number")]
    flags = [ColumnSpec(words, 12, "number") for words in FLAGS.values()]
    first = SheetSpec(_("Person by person"), [*people, *counts, *figures, *flags], [_person_row(row) for row in rows], notes)
    words = [_("Visits planned"), _("Plan of the day"), _("Morning meeting"), _("Problems"), _("Support needed"), _("Supervisor's comment")]
    said = [ColumnSpec(head, 10 if place == 0 else 26, "number" if place == 0 else "text") for place, head in enumerate(words)]
    day = [ColumnSpec(_("Day"), 12, "date"), ColumnSpec(pgettext("work", "Shift"), 12), ColumnSpec(_("Stands out by"), 30)]
    lines = [_day_row(one) for row in rows for one in row.lines if not one.ahead]
    second = SheetSpec(_("Day by day"), [people[0], *day, *figures, *said], lines, notes[:1])
    return write_workbook([first, second], created=frame.now)


def _person_row(row: PersonReport) -> tuple[object, ...]:
    found, raised = row.total, row.flag_counts
    figures = [getattr(found, name) for name in FIGURES]
    return (
        row.person.name, row.person.employee_number, row.working_days, row.closed_days, *figures, *(raised.get(name, 0) for name in FLAGS),
    )  # fmt: skip


def _day_row(one: DayLine) -> tuple[object, ...]:
    sheet = one.sheet
    said = (
        (sheet.planned_visits, sheet.plan, sheet.meeting, sheet.problems, sheet.support, sheet.comment)
        if sheet
        else (None, "", "", "", "", "")
    )
    shift = sheet.get_shift_display() if sheet else ""
    return (one.person.name, one.day, shift, flag_words(one.flags), *(getattr(one.figures, name) for name in FIGURES), *said)
