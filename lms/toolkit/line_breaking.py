"""Breaks Chinese text with Latin words and figures into lines, keeping punctuation where Chinese readers expect it."""

import re
from collections.abc import Callable, Iterator

# 避头: never at the start of a line; 避尾: never at its end.
NOT_AT_START = frozenset("，。、；：！？）》」』】〕〉〗…—·～％‰℃°”’,.;:!?)]}%々")
NOT_AT_END = frozenset("（《「『【〔〈〖“‘([{¥￥$€№#")
_WIDE = "\u2e80-\U0010ffff“”‘’…—·"
_ATOM = re.compile(rf"[^\s{_WIDE}]+|[{_WIDE}]")


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than ``width`` by ``measure``; words and figures stay whole unless one alone is wider than a line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _fill(paragraph, width, measure)
    return lines


def _fill(paragraph: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    current = ""
    for unit, spaced in _units(paragraph):
        joined = f"{current} {unit}" if spaced and current else current + unit
        if measure(joined) <= width:
            current = joined
            continue
        if current:
            lines.append(current)
        *full, current = _chop(unit, width, measure)
        lines += full
    return [*lines, current] if current or not lines else lines


def _units(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Pieces that may not be broken, with whether a space stood before them."""
    unit, spaced, end = "", False, 0
    for match in _ATOM.finditer(paragraph):
        atom, gap = match[0], match.start() > end
        end = match.end()
        if unit and (gap or not (atom[0] in NOT_AT_START or unit[-1] in NOT_AT_END)):
            yield unit, spaced
            unit = ""
        if not unit:
            spaced = gap
        unit += atom
    if unit:
        yield unit, spaced


def _chop(unit: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """A unit wider than a line is cut by characters; every piece holds at least one."""
    pieces, current = [], ""
    for character in unit:
        if current and measure(current + character) > width:
            pieces.append(current)
            current = ""
        current += character
    return [*pieces, current]
