"""A person's explanation letter on paper."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.toolkit.pdf import Document, PdfColumn

from ..domain.explain import PartFact
from ..models import Standing
from .letter import letter_for, part_name
from .words import word


def letter_pdf(*, standing: Standing, printed_by: str, now: datetime) -> bytes:
    """The letter with the table of parts, the weights and the group's middle, which names nobody."""
    decision = standing.decision
    letter = letter_for(standing)
    paper = Document(
        title=letter.title,
        brand=decision.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=f"{decision.title} · {decision.cohort.name}",
        digest=decision.content_digest,
    )
    paper.paragraph(letter.greeting)
    for section in letter.sections:
        paper.heading(section.heading)
        for text in section.paragraphs:
            paper.paragraph(text)
    paper.heading(_("The parts"))
    paper.table(_columns(), [_row(part) for part in letter.parts])
    return paper.render()


def _columns() -> list[PdfColumn]:
    return [
        PdfColumn(_("Part"), 2.2),
        PdfColumn(_("Points reached"), 1, "right"),
        PdfColumn(_("of"), 0.8, "right"),
        PdfColumn(_("Minimum"), 1, "right"),
        PdfColumn(_("Weight"), 1, "right"),
        PdfColumn(_("gives"), 1, "right"),
        PdfColumn(_("Middle of the group"), 1.2, "right"),
        PdfColumn(_("Note"), 1.6),
    ]


def _row(part: PartFact) -> list[str]:
    note = word("status", part.status) if part.points is None else _("not passed") if part.floor_met is False else ""
    return [
        part_name(part),
        part.points or "—",
        part.maximum,
        part.floor or "—",
        f"{part.weight}%" if part.weight else "—",
        part.contribution or "—",
        f"{part.group_median}%" if part.group_median else "—",
        note,
    ]
