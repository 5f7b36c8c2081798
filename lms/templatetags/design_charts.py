"""Charts as SVG drawn on the server: few series, labelled directly, readable in black and white.

Widths are percentages and heights are pixels, so text keeps its size on a phone without any script or inline style.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from .design_formats import MISSING, to_decimal

ROW = 44
LABEL_LINE = 15
BAR_HEIGHT = 14


class Chart(NamedTuple):
    """A drawing and the same facts as a table."""

    body: SafeString
    height: int
    heads: list[str]
    rows: list[list[str]]
    columns: int = 0


def pick(row: Any, name: str, index: int, default: Any = None) -> Any:
    """One part of a row given as a mapping, an object or a plain sequence."""
    if isinstance(row, dict):
        return row.get(name, default)
    if hasattr(row, name) and not isinstance(row, str):
        return getattr(row, name)
    if isinstance(row, Sequence) and not isinstance(row, str):
        return row[index] if index < len(row) else default
    return default


def plain(value: Any) -> str:
    """A number without a tail of zeros; everything else as text."""
    number = to_decimal(value) if not isinstance(value, bool) else None
    if number is None:
        return MISSING if value is None or value == "" else str(value)
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"


def number(value: Any) -> float:
    found = to_decimal(value)
    return 0.0 if found is None else float(found)


def pct(value: float) -> str:
    return f"{max(0.0, min(100.0, value)):.2f}%"


def share(value: float, low: float, high: float) -> float:
    return 0.0 if high <= low else (value - low) / (high - low) * 100


def joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(conditional_escape(part) for part in parts))


def text(x: str, y: int, words: object, css: str = "") -> SafeString:
    return format_html('<text x="{}" y="{}" class="{}">{}</text>', x, y, css, words)


def rect(x: float, y: int, width: float, height: int, css: str, title: str = "") -> SafeString:
    tip = format_html("<title>{}</title>", title) if title else ""
    return format_html('<rect x="{}" y="{}" width="{}" height="{}" rx="2" class="{}">{}</rect>', pct(x), y, pct(width), height, css, tip)


def line(x1: float, y1: int, x2: float, y2: int, css: str) -> SafeString:
    return format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', pct(x1), y1, pct(x2), y2, css)


def bars(points: Iterable[Any], unit: str = "", top: Any = None) -> Chart:
    """Rows (label, value[, tone]); the longest bar, or ``top``, fills the plot."""
    rows = [(str(pick(p, "label", 0, "")), pick(p, "value", 1), str(pick(p, "tone", 2, "") or "")) for p in points]
    highest = number(top) or max([number(value) for _, value, _ in rows] + [0.0]) or 1.0
    parts: list[SafeString] = []
    for place, (label, value, tone) in enumerate(rows):
        y = place * ROW
        width = 100 * max(0.0, min(1.0, number(value) / highest))
        said = plain(value) + (f" {unit}" if unit and to_decimal(value) is not None else "")
        parts += [text("0", y + LABEL_LINE, label, "soft"), text("100%", y + LABEL_LINE, said, "end strong")]
        parts += [rect(0, y + 21, 100, BAR_HEIGHT, "track"), rect(0, y + 21, width, BAR_HEIGHT, f"mark {tone}".strip())]
    heads_value = unit or "#"
    return Chart(joined(parts), max(1, len(rows)) * ROW, ["", heads_value], [[label, plain(value)] for label, value, _ in rows])


def _interval_range(rows: list[tuple[str, Any, Any, Any, bool]], cut: list[Any], low: Any, high: Any) -> tuple[float, float]:
    known = [number(v) for row in rows for v in row[1:4] if v is not None] + [number(v) for v in cut if v is not None]
    floor, ceiling = min(known, default=0.0), max(known, default=1.0)
    margin = (ceiling - floor) * 0.06 or 1.0
    return (number(low) if low is not None else floor - margin), (number(high) if high is not None else ceiling + margin)


def _band(cut_low: Any, cut_high: Any, low: float, high: float, height: int) -> list[SafeString]:
    if cut_low is None or cut_high is None:
        return []
    left, right = share(number(cut_low), low, high), share(number(cut_high), low, high)
    return [
        rect(left, 0, max(0.4, right - left), height, "band"),
        line(left, 0, left, height, "band-edge"),
        line(right, 0, right, height, "band-edge"),
    ]


def _interval_mark(y: int, low: float, mid: float, high: float, decide: bool) -> list[SafeString]:
    css = "dot decide" if decide else "dot"
    dot = (
        format_html('<svg x="{}" y="{}" overflow="visible"><rect x="-6" y="-6" width="12" height="12" class="{}"/></svg>', pct(mid), y, css)
        if decide
        else format_html('<circle cx="{}" cy="{}" r="6" class="{}"/>', pct(mid), y, css)
    )
    ends = [line(x, y - 5, x, y + 5, "span") for x in (low, high)]
    return [line(low, y, high, y, "span"), *ends, dot]


def intervals(rows: Iterable[Any], cut_low: Any = None, cut_high: Any = None, low: Any = None, high: Any = None) -> Chart:
    """Rows (label, low, value, high[, decide]); the cut is a band, not a hair. A square dot waits for a decision."""
    plain_rows = [
        (str(pick(r, "label", 0, "")), pick(r, "low", 1), pick(r, "value", 2), pick(r, "high", 3), bool(pick(r, "decide", 4, False)))
        for r in rows
    ]
    floor, ceiling = _interval_range(plain_rows, [cut_low, cut_high], low, high)
    height = max(1, len(plain_rows)) * ROW
    parts = _band(cut_low, cut_high, floor, ceiling, height)
    for place, (label, start, value, end, decide) in enumerate(plain_rows):
        y = place * ROW
        parts += [text("0", y + LABEL_LINE, label), text("100%", y + LABEL_LINE, plain(value), "end strong")]
        if value is not None:
            at = [share(number(v if v is not None else value), floor, ceiling) for v in (start, value, end)]
            parts += [line(0, y + 30, 100, y + 30, "rule"), *_interval_mark(y + 30, at[0], at[1], at[2], decide)]
    table = [[label, plain(value), plain(start), plain(end)] for label, start, value, end, _ in plain_rows]
    parts += [text("0", height + 14, plain(round(floor, 1)), "soft"), text("100%", height + 14, plain(round(ceiling, 1)), "soft end")]
    return Chart(joined(parts), height + 20, ["", "value", "low", "high"], table)


def interval_cell(value: Any, start: Any, end: Any, low: Any, high: Any, cut_low: Any, cut_high: Any, decide: bool) -> SafeString:
    """One interval small enough for a table cell."""
    floor, ceiling = number(low), number(high)
    at = [share(number(v if v is not None else value), floor, ceiling) for v in (start, value, end)]
    parts = [rect(0, 10, 100, 8, "track"), *_band(cut_low, cut_high, floor, ceiling, 28)]
    return joined([*parts, *_interval_mark(14, at[0], at[1], at[2], decide)])


HEAT_LABEL = 24.0  # at most, in hundredths of the width
HEAT_ROW = 26


def heat(rows: Iterable[Any], columns: Sequence[Any]) -> Chart:
    """Rows (label, cells); a cell is (tone, mark[, title]); tone 0-4 or good/warn/bad/info/none; the mark is printed, so ink suffices."""
    plain_rows = [(str(pick(r, "label", 0, "")), list(pick(r, "cells", 1, []))) for r in rows]
    count = max([len(columns)] + [len(cells) for _, cells in plain_rows] + [1])
    margin = min(HEAT_LABEL, 4 + 1.8 * max((cells_of(label) for label, _ in plain_rows), default=0))
    width = (100 - margin) / count
    parts: list[SafeString] = []
    for place, name in enumerate(columns):
        if count <= 12 or place % 5 == 0:
            parts.append(text(pct(margin + (place + 0.5) * width), 14, name, "soft mid"))
    table = []
    for row_place, (label, cells) in enumerate(plain_rows):
        y = 22 + row_place * HEAT_ROW
        parts.append(text("0", y + 17, label))
        for place, cell in enumerate(cells):
            parts += _heat_cell(cell, margin + place * width, y, width)
        table.append([label, *[str(pick(cell, "title", 2) or pick(cell, "mark", 1, "")) for cell in cells]])
    return Chart(joined(parts), 22 + max(1, len(plain_rows)) * HEAT_ROW + 4, ["", *[str(c) for c in columns]], table, count)


def cells_of(label: str) -> float:
    """How wide a label is, in 汉字."""
    return sum(1.0 if ord(sign) > 0x2E80 else 0.6 for sign in label)


def _heat_cell(cell: Any, x: float, y: int, width: float) -> list[SafeString]:
    tone, mark = str(pick(cell, "tone", 0, "none")), str(pick(cell, "mark", 1, "") or "")
    css = "on-bad mid" if tone == "bad" else "on-heat mid" if tone == "4" else "mid"
    title = str(pick(cell, "title", 2, "") or "")
    return [rect(x, y, width, HEAT_ROW - 2, f"cell heat-{tone}", title), text(pct(x + width / 2), y + 17, mark, css)]


def gantt(rows: Iterable[Any], weeks: int, now: Any = None, week_label: str = "W%(n)s") -> Chart:
    """Rows (label, first week, last week[, tone[, note]]), weeks counted from 1; ``now`` is a week and may have a fraction."""
    plain_rows = [
        (
            str(pick(r, "label", 0, "")),
            number(pick(r, "start", 1, 1)),
            number(pick(r, "end", 2, 1)),
            pick(r, "tone", 3, ""),
            pick(r, "note", 4, ""),
        )
        for r in rows
    ]
    height = 24 + max(1, len(plain_rows)) * ROW
    step = 1 if weeks <= 14 else 4
    parts: list[SafeString] = []
    for week in range(weeks):
        parts.append(line(week / weeks * 100, 20, week / weeks * 100, height, "rule"))
        if week % step == 0:
            parts.append(text(pct((week + 0.5) / weeks * 100), 14, week_label % {"n": week + 1}, "soft mid"))
    table = []
    for place, (label, start, end, tone, note) in enumerate(plain_rows):
        y = 24 + place * ROW
        x, width = (start - 1) / weeks * 100, (end - start + 1) / weeks * 100
        anchor, css = (pct(x), "") if x < 60 else (pct(x + width), "end")
        said = f"{label} · {note}" if note else label
        parts += [rect(x, y + 20, width, 16, f"mark {tone or ''}".strip()), text(anchor, y + LABEL_LINE, said, css)]
        table.append([label, plain(start), plain(end), str(note or "")])
    if now is not None:
        at = (number(now) - 1) / weeks * 100
        parts.append(line(at, 18, at, height, "now"))
    return Chart(joined(parts), height, ["", "start", "end", "note"], table)


def spark_points(values: Iterable[Any]) -> tuple[str, float]:
    """Points of a 96 × 24 polyline and the height of the last one; gaps are left out."""
    known = [number(v) for v in values if to_decimal(v) is not None]
    if not known:
        return "", 12.0
    low, high = min(known), max(known)
    step = 96 / max(1, len(known) - 1)
    heights = [12.0 if high == low else 21 - (v - low) / (high - low) * 18 for v in known]
    return " ".join(f"{place * step:.1f},{y:.1f}" for place, y in enumerate(heights)), heights[-1]
