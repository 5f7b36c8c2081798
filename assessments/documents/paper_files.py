"""A paper as an A4 document, with or without its answers, and its answer key as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from lms.toolkit.pdf import Document, PdfColumn
from lms.toolkit.spreadsheet import ColumnSpec, SheetSpec, write_workbook

from ..domain.content import LETTERS, Content, key_text, plain
from ..enums import Difficulty, ExamKind, QuestionKind

ESSAY_LINES = 12


@dataclass(frozen=True)
class PaperQuestion:
    number: int
    section: str
    code: str
    topic: str
    points: Decimal
    content: Content


@dataclass(frozen=True)
class PaperText:
    """A paper as its files show it."""

    title: str
    code: str
    kind: str
    instructions: str
    total: Decimal
    digest: str
    bank: str
    questions: Sequence[PaperQuestion]


def paper_pdf(paper: PaperText, *, answers: bool, printed_by: str, printed_at: datetime) -> bytes:
    """For a room without computers, or for the file; ``answers`` adds keys, marking points and explanations."""
    title = _("%(title)s (with answers)") % {"title": paper.title} if answers else paper.title
    document = Document(
        title=title, brand=paper.bank, printed_by=printed_by, printed_at=printed_at, digest=paper.digest.removeprefix("sha256:")
    )
    count = str(len(paper.questions))
    document.facts(
        [
            (_("Code"), paper.code),
            (_("Kind"), str(ExamKind(paper.kind).label)),
            (_("Questions"), count),
            (_("Total points"), plain(paper.total)),
        ]
    )
    if not answers:
        document.space(3)
        document.paragraph(_("Name: ____________________    Employee number: ____________________    Date: ____________________"))
    if paper.instructions:
        document.heading(_("Instructions"))
        document.paragraph(paper.instructions)
    section = ""
    for question in paper.questions:
        if question.section and question.section != section:
            document.heading(question.section)
        section = question.section
        _question(document, question, answers=answers)
    if answers:
        _summary(document, paper)
    return document.render()


def _question(document: Document, question: PaperQuestion, *, answers: bool) -> None:
    content = question.content
    label = QuestionKind(content.kind).label
    points = _("%(points)s points") % {"points": plain(question.points)}
    document.space(2)
    document.paragraph(f"{question.number}. {content.stem} （{label}，{points}）")
    for place, option in enumerate(content.options):
        mark = "✓ " if answers and place in content.correct else ""
        document.paragraph(f"　{mark}{LETTERS[place]}. {option}")
    if not answers:
        _space_to_answer(document, content)
        return
    key = {"T": _("True"), "F": _("False")}.get(key_text(content), key_text(content)) if content.kind == "true_false" else key_text(content)
    document.paragraph(_("Key: %(key)s") % {"key": f"{key} {content.unit}".strip()})
    for text, worth in content.rubric:
        document.paragraph(_("· %(text)s (%(points)s points)") % {"text": text, "points": plain(worth)}, quiet=True)
    if content.explanation:
        document.paragraph(_("Explanation: %(text)s") % {"text": content.explanation}, quiet=True)


def _space_to_answer(document: Document, content: Content) -> None:
    if content.kind == QuestionKind.ESSAY:
        document.space(8 * ESSAY_LINES)
    elif content.kind == QuestionKind.TRUE_FALSE:
        document.paragraph(_("　( ) True    ( ) False"))
    elif not content.options:
        document.paragraph(_("　Answer: ____________________ %(unit)s") % {"unit": content.unit})


def _summary(document: Document, paper: PaperText) -> None:
    document.heading(_("Answer key"))
    columns = [
        PdfColumn(_("Number"), 0.6, "right"),
        PdfColumn(_("Question"), 1.2),
        PdfColumn(_("Key"), 4),
        PdfColumn(_("Points"), 0.7, "right"),
    ]
    rows = [[str(one.number), one.code, _short(one.content), plain(one.points)] for one in paper.questions]
    document.table(columns, rows, total=["", _("Total"), "", plain(paper.total)])


def _short(content: Content) -> str:
    return _("see the marking points") if content.kind == QuestionKind.ESSAY else f"{key_text(content)} {content.unit}".strip()


def key_workbook(paper: PaperText) -> bytes:
    """One row per question: what a marker needs beside a stack of paper."""
    columns = [
        ColumnSpec(_("Number"), 8, "number"),
        ColumnSpec(_("Section"), 14),
        ColumnSpec(_("Question"), 12),
        ColumnSpec(_("Question type"), 11),
        ColumnSpec(_("Topic"), 22),
        ColumnSpec(_("Difficulty"), 8),
        ColumnSpec(_("Points"), 8, "number"),
        ColumnSpec(_("Key"), 40),
        ColumnSpec(_("Tolerance"), 9, "number"),
        ColumnSpec(_("Unit"), 8),
        ColumnSpec(_("Marking points"), 50),
        ColumnSpec(_("Explanation"), 60),
    ]
    rows = [
        [
            one.number,
            one.section,
            one.code,
            QuestionKind(one.content.kind).label,
            one.topic,
            Difficulty(one.content.difficulty).label,
            one.points,
            key_text(one.content),
            one.content.tolerance if one.content.kind == QuestionKind.NUMERIC else None,
            one.content.unit,
            "\n".join(f"{text} | {plain(points)}" for text, points in one.content.rubric),
            one.content.explanation,
        ]
        for one in paper.questions
    ]
    notes = [f"{paper.title} · {paper.code} · {_('Total points')} {plain(paper.total)}", paper.digest]
    return write_workbook([SheetSpec(_("Answer key"), columns, rows, notes=notes)])
