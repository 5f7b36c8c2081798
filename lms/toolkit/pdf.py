"""Builds the A4 documents a bank files: title, facts, tables, signature lines; header, footer and digest on every page."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from .line_breaking import break_lines
from .pdf_fonts import BOLD, REGULAR, MissingGlyph, printable, register_fonts, text_width

__all__ = ["Align", "Block", "Document", "MissingGlyph", "PdfColumn", "Signature"]

Align = Literal["left", "right", "center"]
INK, QUIET, RULE, BAND = HexColor("#1C2421"), HexColor("#5B6662"), HexColor("#B9C4BF"), HexColor("#EEF3F0")
MARGIN, HEADER, FOOTER = 18 * mm, 14 * mm, 20 * mm
CELL_SIDE = 6  # reportlab's padding left and right of a cell
MOST_LINES = 30  # a row taller than this goes on in the next one


@dataclass(frozen=True)
class PdfColumn:
    """A table column; widths are shares of the page, numbers go right."""

    header: str
    width: float = 1
    align: Align = "left"


@dataclass(frozen=True)
class Signature:
    """A line to sign on, or the signature that was given (name and moment)."""

    role: str
    name: str = ""
    signed_at: str = ""


class Block(Flowable):
    """A paragraph of one style that breaks lines as Chinese is set and splits between pages."""

    def __init__(
        self, text: str, *, size: float = 10, bold: bool = False, align: Align = "left", color: Any = INK, after: float = 0
    ) -> None:
        super().__init__()
        self.font = BOLD if bold else REGULAR
        self.text = printable(text, self.font)
        self.size, self.align, self.color = size, align, color
        # The gap below falls away at the foot of a page; a height that counted it would send a text that fits to the next page.
        self.after = self.spaceAfter = after
        self.leading = size * 1.45
        self.lines: list[str] | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self.text:
            self.lines = break_lines(self.text, width, lambda piece: text_width(piece, self.font, self.size))
        self.width = width
        self.height = len(self.lines or []) * self.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        lines = self.lines or []
        fitting = int(height // self.leading)
        if fitting >= len(lines):
            return [self]
        if fitting < 1:
            return []
        return [self.part(0, fitting), self.part(fitting, len(lines))]

    def part(self, first: int, last: int) -> "Block":
        """The lines from ``first`` up to ``last``, already broken."""
        lines = self.lines or []
        part = Block(
            "", size=self.size, bold=self.font == BOLD, align=self.align, color=self.color, after=self.after if last >= len(lines) else 0
        )
        part.lines = lines[first:last]
        return part

    def draw(self) -> None:
        self.canv.setFillColor(self.color)
        self.canv.setFont(self.font, self.size)
        for index, line in enumerate(self.lines or []):
            # The characters sit in a box of 0.88 em above and 0.12 em below the base line.
            base = self.height - index * self.leading - (self.leading - self.size) / 2 - self.size * 0.88
            if self.align == "right":
                self.canv.drawRightString(self.width, base, line)
            elif self.align == "center":
                self.canv.drawCentredString(self.width / 2, base, line)
            else:
                self.canv.drawString(0, base, line)


class Document:
    """Collects parts in order; ``render()`` gives the PDF. The same input gives the same bytes."""

    def __init__(
        self, *, title: str, brand: str, printed_by: str, printed_at: datetime, subtitle: str = "", digest: str = "", wide: bool = False
    ) -> None:
        register_fonts()
        self.page = landscape(A4) if wide else A4
        self.width = self.page[0] - 2 * MARGIN
        self.title, self.brand, self.digest = printable(title, BOLD), printable(brand), printable(digest)
        moment = timezone.localtime(printed_at).strftime("%Y-%m-%d %H:%M")
        self.printed = printable(_("Printed by %(person)s, %(moment)s") % {"person": printed_by, "moment": moment})
        self.parts: list[Flowable] = [Block(brand, size=9, color=QUIET, after=2 * mm), Block(title, size=18, bold=True, after=1 * mm)]
        if subtitle:
            self.parts.append(Block(subtitle, size=10, color=QUIET, after=1 * mm))
        self.space(4)

    def add(self, part: Flowable) -> None:
        """Any other flowable, for what the methods below don't offer."""
        self.parts.append(part)

    def space(self, millimetres: float) -> None:
        self.add(Spacer(1, millimetres * mm))

    def page_break(self) -> None:
        self.add(PageBreak())

    def heading(self, text: str) -> None:
        """A section's title; it moves to the next page when little more than the title would fit."""
        self.add(CondPageBreak(40 * mm))
        self.space(4)
        self.add(Block(text, size=12, bold=True, after=1.5 * mm))

    def paragraph(self, text: str, *, quiet: bool = False) -> None:
        self.add(Block(text, size=8.5 if quiet else 10, color=QUIET if quiet else INK, after=1.5 * mm))

    def facts(self, pairs: Sequence[tuple[str, str]], *, columns: int = 2) -> None:
        """Labelled values, side by side: who, when, which rule."""
        widths = [self.width / columns * share for share in (0.2, 0.8)] * columns
        cells: list[list[Block]] = []
        for start in range(0, len(pairs), columns):
            row: list[Block] = []
            for label, value in [*pairs[start : start + columns], *[("", "")] * columns][:columns]:
                row += [Block(label, size=9, color=QUIET), Block(value, size=9.5)]
            cells += _split_row(row, widths)
        if cells:
            style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), *_cells(1.2)]
            self.add(Table(cells, colWidths=widths, style=TableStyle(style), hAlign="LEFT"))

    def table(
        self, columns: Sequence[PdfColumn], rows: Sequence[Sequence[str]], *, size: float = 9, total: Sequence[str] | None = None
    ) -> None:
        """A table whose header repeats on every page; ``total`` is a last row set in bold."""
        share = self.width / sum(column.width for column in columns)
        widths = [column.width * share for column in columns]
        aligns = [column.align for column in columns]
        style: list[Any] = [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), BAND),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
            ("LINEABOVE", (0, 0), (-1, 0), 0.8, INK),
            *_cells(1.1),
        ]
        body = _blocks([column.header for column in columns], widths, aligns, size, bold=True)[:1]
        for row in rows:
            pieces = _blocks(row, widths, aligns, size)
            style += [("LINEBELOW", (0, len(body) + index), (-1, len(body) + index), 1, white) for index in range(len(pieces) - 1)]
            body += pieces
        if total is not None:
            style.append(("LINEABOVE", (0, len(body)), (-1, len(body)), 0.8, INK))
            body += _blocks(total, widths, aligns, size, bold=True)
        self.add(Table(body, colWidths=widths, repeatRows=1, style=TableStyle(style)))
        self.space(2)

    def signatures(self, signatures: Sequence[Signature], *, columns: int = 2) -> None:
        """Lines to sign on, kept together on one page."""
        cells: list[list[Any]] = []
        for start in range(0, len(signatures), columns):
            row = [_SignatureLine(one) for one in signatures[start : start + columns]]
            cells.append([*row, *[""] * (columns - len(row))])
        style = TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 8 * mm), *_cells(2)])
        if cells:
            self.add(KeepTogether([Spacer(1, 8 * mm), Table(cells, colWidths=[self.width / columns] * columns, style=style)]))

    def render(self) -> bytes:
        stream = io.BytesIO()
        template = BaseDocTemplate(
            stream, pagesize=self.page, title=self.title, author=self.brand, subject=self.digest, creator="Duzuo",
            lang=get_language() or "zh-hans", initialFontName=REGULAR, invariant=1,
        )  # fmt: skip
        frame = Frame(
            MARGIN, FOOTER, self.width, self.page[1] - FOOTER - HEADER - 4 * mm,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        template.addPageTemplates([PageTemplate(frames=[frame])])
        template.build(list(self.parts), canvasmaker=lambda *args, **options: _NumberedCanvas(self, *args, **options))
        return stream.getvalue()


def _blocks(
    texts: Sequence[str], widths: Sequence[float], aligns: Sequence[Align], size: float, *, bold: bool = False
) -> list[list[Block]]:
    cells = [Block(text, size=size, align=align, bold=bold) for text, align in zip(texts, aligns, strict=True)]
    return _split_row(cells, widths)


def _split_row(cells: list[Block], widths: Sequence[float]) -> list[list[Block]]:
    """One table row, or several where a cell is taller than a page could hold."""
    for cell, width in zip(cells, widths, strict=True):
        cell.wrap(width - 2 * CELL_SIDE, 0)
    count = max(math.ceil(len(cell.lines or []) / MOST_LINES) for cell in cells)
    if count <= 1:
        return [cells]
    return [[cell.part(index * MOST_LINES, (index + 1) * MOST_LINES) for cell in cells] for index in range(count)]


def _cells(millimetres: float) -> list[Any]:
    sides = [(side, (0, 0), (-1, -1), millimetres * mm) for side in ("TOPPADDING", "BOTTOMPADDING")]
    # Even an empty cell names a font; without this it would be one that is not embedded.
    return [("FONT", (0, 0), (-1, -1), REGULAR, 9), *sides]


class _SignatureLine(Flowable):
    """Role, a line, and the name and moment when it is already signed."""

    def __init__(self, signature: Signature) -> None:
        super().__init__()
        self.role = printable(signature.role)
        self.name = printable(signature.name)
        self.signed_at = printable(signature.signed_at) or printable(_("Date:"))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, 15 * mm
        return width, self.height

    def draw(self) -> None:
        self.canv.setFillColor(QUIET)
        self.canv.setFont(REGULAR, 9)
        self.canv.drawString(0, 6 * mm, self.role)
        start = text_width(self.role, REGULAR, 9) + 3 * mm
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.6)
        self.canv.line(start, 5 * mm, self.width, 5 * mm)
        self.canv.drawString(start, 0.5 * mm, self.signed_at)
        self.canv.setFillColor(INK)
        self.canv.setFont(REGULAR, 11)
        self.canv.drawString(start + 2 * mm, 6.5 * mm, self.name)


class _NumberedCanvas(Canvas):
    """Draws header and footer when the number of pages is known."""

    def __init__(self, document: Document, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._document = document
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._frame(number, len(self._pages))
            super().showPage()
        super().save()

    def _frame(self, number: int, count: int) -> None:
        document, (width, height) = self._document, self._document.page
        self.setFillColor(QUIET)
        self.setStrokeColor(RULE)
        self.setLineWidth(0.5)
        self.setFont(REGULAR, 8)
        if number > 1:
            self.drawString(MARGIN, height - HEADER + 2 * mm, document.title)
            self.drawRightString(width - MARGIN, height - HEADER + 2 * mm, document.brand)
            self.line(MARGIN, height - HEADER, width - MARGIN, height - HEADER)
        self.line(MARGIN, FOOTER - 3 * mm, width - MARGIN, FOOTER - 3 * mm)
        self.drawString(MARGIN, FOOTER - 7 * mm, document.printed)
        self.drawRightString(
            width - MARGIN, FOOTER - 7 * mm, printable(_("Page %(number)d of %(count)d") % {"number": number, "count": count})
        )
        if document.digest:
            self.setFont(REGULAR, 6.5)
            self.drawString(MARGIN, FOOTER - 11 * mm, printable(_("Digest SHA-256 %(digest)s") % {"digest": document.digest}))
