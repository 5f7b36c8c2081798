"""Places, ties and the line: who is certainly below it, and who is tied across it. Never by name, key, time or chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .rule import Line, TieRule

Place = tuple[Fraction, tuple[Fraction, ...]]
_LAST = Fraction(-1)


@dataclass(frozen=True)
class LineResult:
    """``k`` places were asked for; ``effective`` are left after the gate failures that count; ``reason`` says why there is none."""

    k: int | None
    effective: int | None
    reason: str | None
    below: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()

    def side(self, key: str) -> str | None:
        if self.effective is None:
            return None
        return "below" if key in self.below else "tied" if key in self.tied else "above"


def place_of(composite: Fraction, chain: Sequence[Fraction | None]) -> Place:
    """What decides an order: the composite, then the chain's values; a missing one sorts last."""
    return composite, tuple(_LAST if value is None else value for value in chain)


def groups(places: Mapping[str, Place]) -> list[list[str]]:
    """Keys by descending place; equal places share a group, in which the order of keys means nothing."""
    ordered: list[list[str]] = []
    last: Place | None = None
    for key in sorted(sorted(places), key=lambda each: places[each], reverse=True):
        if places[key] != last:
            ordered.append([])
            last = places[key]
        ordered[-1].append(key)
    return [sorted(group) for group in ordered]


def ranks(ordered: Sequence[Sequence[str]], tie_rule: TieRule, after: int = 0) -> dict[str, int]:
    """Rank numbers for groups in descending order, behind ``after`` people (dense: behind that many ranks)."""
    number: dict[TieRule, Callable[[int, int, int], int]] = {
        "1224": lambda before, size, index: before + 1,
        "1334": lambda before, size, index: before + size,
        "dense": lambda before, size, index: index + 1,
    }
    found: dict[str, int] = {}
    before = 0
    for index, group in enumerate(ordered):
        for key in group:
            found[key] = after + number[tie_rule](before, len(group), index)
        before += len(group)
    return found


def asked_for(line: Line, complete: int) -> int | None:
    """How many places the line asks for among ``complete`` people; a share is rounded down."""
    if line.kind == "none" or line.value is None:
        return None
    return int(line.value) if line.kind == "number" else int(Fraction(line.value) * complete)


def draw_line(line: Line, ordered: Sequence[Sequence[str]], gate_failures: int) -> LineResult:
    """Lay the line from the bottom of those ranked; a tied group across it is listed apart, whole."""
    passers = sum(len(group) for group in ordered)
    k = asked_for(line, passers + gate_failures)
    if k is None:
        return LineResult(None, None, "NO_LINE")
    if k > 0 and k >= passers + gate_failures:
        return LineResult(k, None, "LINE_NOT_BELOW_COHORT")
    effective = max(0, k - gate_failures) if line.gates_count else k
    if effective and effective >= passers:
        return LineResult(k, None, "LINE_NOT_BELOW_COHORT")
    below: list[str] = []
    left = effective
    for group in reversed(ordered):
        if left <= 0:
            break
        if len(group) > left:
            return LineResult(k, effective, None, tuple(below), tuple(group))
        below = [*group, *below]
        left -= len(group)
    return LineResult(k, effective, None, tuple(below))
