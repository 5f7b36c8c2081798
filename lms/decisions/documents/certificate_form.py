"""The drawn part of a certificate: frame, words, nodes and limits, place for the seal. The same for all who get the same."""

import io
import math
from collections.abc import Sequence
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from lms.toolkit.line_breaking import break_lines
from lms.toolkit.pdf_fonts import BOLD, REGULAR, printable, register_fonts, text_width
from lms.toolkit.stamped_forms import Form, form_from

from .certificate_words import CertificateWords

WIDTH, HEIGHT = landscape(A4)
INK, QUIET, HAIR = HexColor("#1C221F"), HexColor("#5F665F"), HexColor("#C9C4B6")
SEAL = HexColor("#B8361C")
ACCENTS = {
    "pine": "#1F5C4A",
    "lake": "#0F5D73",
    "blue": "#1F4F8F",
    "indigo": "#43459A",
    "plum": "#6F3A73",
    "bronze": "#735021",
    "slate": "#3D4F5C",
}
LEFT, RIGHT = 26 * mm, WIDTH - 26 * mm
SIDE = RIGHT - 46 * mm
"""Left edge of the column with the code."""
CODE_SIDE = 42 * mm
CODE_X, CODE_Y = SIDE + 2 * mm, 86 * mm
NAME_Y, NUMBER_Y, DIGEST_Y = 131 * mm, CODE_Y - 13.5 * mm, 19.6 * mm
MIDDLE = (LEFT + SIDE - 8 * mm) / 2
COLUMN = SIDE - 10 * mm - LEFT


@lru_cache(maxsize=64)
def certificate_form(chinese: CertificateWords, english: CertificateWords, bank: str, accent: str) -> Form:
    """Drawn once per process for all certificates with the same terms. Raises MissingGlyph."""
    register_fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1, initialFontName=REGULAR, pageCompression=1, lang="zh-Hans")
    color = HexColor(ACCENTS.get(accent, ACCENTS["pine"]))
    _frame(canvas, color)
    _head(canvas, color, bank, chinese, english)
    _statement(canvas, chinese, english)
    below = _nodes(canvas, color, chinese.nodes, english.nodes)
    _facts(canvas, chinese, english, below)
    _side(canvas, chinese, english)
    _foot(canvas, chinese, english)
    canvas.showPage()
    canvas.save()
    return form_from(stream.getvalue())


def _text(
    canvas: Canvas,
    text: str,
    x: float,
    y: float,
    size: float,
    *,
    bold: bool = False,
    align: str = "left",
    color: Color = INK,
    space: float = 0,
) -> None:
    font = BOLD if bold else REGULAR
    clean = printable(text, font)
    width = text_width(clean, font, size) + space * max(len(clean) - 1, 0)
    left = x - (width / 2 if align == "center" else width if align == "right" else 0)
    canvas.setFillColor(color)
    line = canvas.beginText(left, y)
    line.setFont(font, size)
    line.setCharSpace(space)
    line.textOut(clean)
    canvas.drawText(line)


def _frame(canvas: Canvas, color: Color) -> None:
    """Two lines and a woven band between them, fine enough to suffer in a copy."""
    canvas.setFillColor(HexColor("#FFFEFB"))
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    outer, inner = 8 * mm, 13 * mm
    canvas.setStrokeColor(color)
    canvas.setLineWidth(0.35)
    for reach in (1.0, -1.0):
        _wave(canvas, (outer + inner) / 2, reach * ((inner - outer) / 2 - 0.7 * mm))
    canvas.setLineWidth(1.4)
    canvas.rect(outer, outer, WIDTH - 2 * outer, HEIGHT - 2 * outer)
    canvas.setLineWidth(0.5)
    canvas.rect(inner, inner, WIDTH - 2 * inner, HEIGHT - 2 * inner)


def _wave(canvas: Canvas, inset: float, height: float) -> None:
    """A wave along the four sides; each half of it is one curve."""
    across, down = WIDTH - 2 * inset, HEIGHT - 2 * inset
    for length, place in ((across, "bottom"), (across, "top"), (down, "left"), (down, "right")):
        count = 2 * round(length / (9 * mm))
        step = length / count
        path = canvas.beginPath()
        path.moveTo(*_at(place, inset, 0, 0))
        for turn in range(count):
            reach = height * 4 / 3 * (1 if turn % 2 else -1)
            start = turn * step
            ends = [(start + step * 0.36, reach), (start + step * 0.64, reach), (start + step, 0)]
            path.curveTo(*(part for along, off in ends for part in _at(place, inset, along, off)))
        canvas.drawPath(path)


def _at(place: str, inset: float, along: float, off: float) -> tuple[float, float]:
    match place:
        case "bottom":
            return inset + along, inset + off
        case "top":
            return inset + along, HEIGHT - inset + off
        case "left":
            return inset + off, inset + along
    return WIDTH - inset + off, inset + along


def _head(canvas: Canvas, color: Color, bank: str, chinese: CertificateWords, english: CertificateWords) -> None:
    _text(canvas, bank, WIDTH / 2, 181 * mm, _fitting(bank, 200 * mm, 14), align="center", color=QUIET, space=1.2)
    _text(canvas, chinese.title, WIDTH / 2, 163 * mm, 31, bold=True, align="center", color=color, space=5)
    _text(canvas, english.title.upper(), WIDTH / 2, 154.5 * mm, 9.5, align="center", color=QUIET, space=2)
    canvas.setStrokeColor(color)
    canvas.setLineWidth(0.8)
    canvas.line(WIDTH / 2 - 14 * mm, 149.5 * mm, WIDTH / 2 + 14 * mm, 149.5 * mm)


def _fitting(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """The size, smaller where the text would be wider than ``width``."""
    wide = text_width(printable(text), BOLD if bold else REGULAR, size) + 1.2 * len(text)
    return size if wide <= width else size * width / wide


def _statement(canvas: Canvas, chinese: CertificateWords, english: CertificateWords) -> None:
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, NAME_Y - 3.2 * mm, LEFT + COLUMN, NAME_Y - 3.2 * mm)
    _text(canvas, chinese.statement, LEFT, 119.5 * mm, _fitting(chinese.statement, COLUMN + 10 * mm, 12))
    _text(canvas, english.statement, LEFT, 114.6 * mm, 8, color=QUIET)


def _nodes(canvas: Canvas, color: Color, chinese: Sequence[str], english: Sequence[str]) -> float:
    """Boxes, at most five in a row; the lower edge of the last row."""
    per_row = len(chinese) if len(chinese) <= 5 else math.ceil(len(chinese) / 2)
    gap, height = 2.4 * mm, (13.5 if len(chinese) <= 5 else 11.5) * mm
    width = min((COLUMN - gap * (per_row - 1)) / per_row, 42 * mm)
    top = 110.5 * mm
    for place, (name, foreign) in enumerate(zip(chinese, english, strict=True)):
        row, column = divmod(place, per_row)
        x, y = LEFT + column * (width + gap), top - height - row * (height + gap)
        canvas.setStrokeColor(color)
        canvas.setLineWidth(0.9)
        canvas.roundRect(x, y, width, height, 1.4 * mm)
        _text(canvas, name, x + width / 2, y + height / 2, 13 if len(name) <= 3 else 12, bold=True, align="center", color=color)
        _text(canvas, foreign, x + width / 2, y + 2.6 * mm, _fitting(foreign, width + 2 * mm, 7), align="center", color=QUIET)
    return top - height - (len(chinese) - 1) // per_row * (height + gap)


def _facts(canvas: Canvas, chinese: CertificateWords, english: CertificateWords, top: float) -> None:
    y = top - 8.5 * mm
    for (label, value), (foreign_label, foreign) in zip(chinese.facts, english.facts, strict=True):
        _text(canvas, label, LEFT, y, 9.5, color=QUIET)
        _text(canvas, foreign_label, LEFT, y - 3.6 * mm, 6.5, color=QUIET)
        x, width = LEFT + 27 * mm, COLUMN - 27 * mm
        lines = break_lines(printable(value), width, lambda piece: text_width(piece, REGULAR, 11))
        size = 11.0 if len(lines) == 1 else max(7.0, 11 * width / text_width(printable(value), REGULAR, 11))
        _text(canvas, value, x, y, size)
        _text(canvas, foreign, x, y - 3.6 * mm, min(7.0, _fitting(foreign, width, 7)), color=QUIET)
        y -= 9.6 * mm


def _side(canvas: Canvas, chinese: CertificateWords, english: CertificateWords) -> None:
    canvas.setFillColor(white)
    canvas.setStrokeColor(HAIR)
    canvas.setLineWidth(0.5)
    canvas.rect(CODE_X - 2.4 * mm, CODE_Y - 2.4 * mm, CODE_SIDE + 4.8 * mm, CODE_SIDE + 4.8 * mm, fill=1)
    middle = CODE_X + CODE_SIDE / 2
    _text(canvas, f"{chinese.scan}  {english.scan}", middle, CODE_Y - 6.6 * mm, 8, align="center", color=QUIET)
    _text(canvas, f"{chinese.number}  {english.number}", middle, NUMBER_Y + 3.6 * mm, 6.5, align="center", color=QUIET)


def _foot(canvas: Canvas, chinese: CertificateWords, english: CertificateWords) -> None:
    middle, y = CODE_X + CODE_SIDE / 2, 45 * mm
    canvas.setStrokeColor(SEAL)
    canvas.setLineWidth(0.7)
    canvas.setDash(2.2, 1.8)
    canvas.circle(middle, y, 17 * mm)
    canvas.setDash()
    _text(canvas, chinese.seal, middle, y + 0.8 * mm, 8.5, align="center", color=SEAL)
    _text(canvas, english.seal, middle, y - 3.4 * mm, 6, align="center", color=SEAL)
    _text(canvas, chinese.control, LEFT, 28.6 * mm, _fitting(chinese.control, COLUMN + 8 * mm, 8.5), color=INK)
    _text(canvas, english.control, LEFT, 25.2 * mm, _fitting(english.control, COLUMN + 8 * mm, 6.5), color=QUIET)
    _text(canvas, f"{chinese.issued} {chinese.issued_on}", middle, 23.4 * mm, 9.5, align="center")
    _text(canvas, f"{english.issued} {english.issued_on}", middle, 19.8 * mm, 6.5, align="center", color=QUIET)
