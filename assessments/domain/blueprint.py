"""Draws a paper from the bank by a blueprint, and says beforehand where the bank is short."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Cell:
    """``count`` questions of ``points`` each. Empty ``topic`` or ``kind`` and ``difficulty`` None mean any; a topic holds its subtopics."""

    count: int
    points: Decimal
    topic: str = ""
    difficulty: int | None = None
    kind: str = ""
    section: str = ""


@dataclass(frozen=True)
class Candidate:
    """A question the paper may use, with the codes of its topic and of the topics above it."""

    id: str
    topic: str
    difficulty: int
    kind: str
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class CellReport:
    """``available`` questions fit this cell alone; ``filled`` of them are left when all cells draw from one bank."""

    cell: Cell
    available: int
    filled: int

    @property
    def short(self) -> int:
        return self.cell.count - self.filled


@dataclass(frozen=True)
class Feasibility:
    """What the bank can give; ``total`` is the points of the paper."""

    cells: tuple[CellReport, ...]
    total: Decimal

    @property
    def feasible(self) -> bool:
        return all(cell.short == 0 for cell in self.cells)


@dataclass(frozen=True)
class Drawn:
    """One question drawn for one cell (its place in the blueprint)."""

    id: str
    cell: int
    points: Decimal


class NotEnough(ValueError):
    """The bank can't fill the blueprint; ``report`` says where."""

    def __init__(self, report: Feasibility) -> None:
        super().__init__("not enough questions")
        self.report = report


def fits(candidate: Candidate, cell: Cell) -> bool:
    return (
        (not cell.topic or cell.topic == candidate.topic or cell.topic in candidate.above)
        and cell.difficulty in (None, candidate.difficulty)
        and cell.kind in ("", candidate.kind)
    )


def feasibility(cells: Sequence[Cell], pool: Iterable[Candidate]) -> Feasibility:
    """Whether the blueprint can be filled without using a question twice, and where questions are missing."""
    candidates = _by_id(pool)
    places = _fill(cells, candidates)
    reports = [
        CellReport(cell, sum(fits(one, cell) for one in candidates), sum(place == number for place in places.values()))
        for number, cell in enumerate(cells)
    ]
    return Feasibility(tuple(reports), sum((cell.points * cell.count for cell in cells), Decimal(0)))


def draw(cells: Sequence[Cell], pool: Iterable[Candidate], *, seed: str, exclude: Collection[str] = ()) -> list[Drawn]:
    """The paper for a seed, in the order of the blueprint; the same bank and seed give the same paper in whatever order it comes.

    Raises NotEnough when the bank can't fill it.
    """
    barred = set(exclude)
    candidates = sorted((one for one in _by_id(pool) if one.id not in barred), key=lambda one: _lot(seed, one.id))
    places = _fill(cells, candidates)
    if len(places) < sum(cell.count for cell in cells):
        raise NotEnough(feasibility(cells, candidates))
    drawn = [Drawn(candidates[index].id, cell, cells[cell].points) for index, cell in places.items()]
    return sorted(drawn, key=lambda one: (one.cell, _lot(seed, one.id)))


def replacements(cell: Cell, pool: Iterable[Candidate], *, seed: str, taken: Collection[str]) -> list[str]:
    """Questions that may stand in for one of this cell, in the order of the lot."""
    return sorted((one.id for one in _by_id(pool) if fits(one, cell) and one.id not in set(taken)), key=lambda one: _lot(seed, one))


def _lot(seed: str, identifier: str) -> tuple[bytes, str]:
    """One shuffle for everything: a lot that depends on the seed and the question alone."""
    return hashlib.sha256(f"{seed}\x1f{identifier}".encode()).digest(), identifier


def _by_id(pool: Iterable[Candidate]) -> list[Candidate]:
    unique = {one.id: one for one in pool}
    return [unique[identifier] for identifier in sorted(unique)]


def _fill(cells: Sequence[Cell], candidates: Sequence[Candidate]) -> dict[int, int]:
    """Candidate → cell for as many places as possible (augmenting paths): a wide cell gives way to a narrow one.

    The narrow cells choose first, so without overlap this is simply the first ``count`` lots of each cell.
    """
    matching = [[index for index, one in enumerate(candidates) if fits(one, cell)] for cell in cells]
    place: dict[int, int] = {}
    for number in sorted(range(len(cells)), key=lambda number: (len(matching[number]), number)):
        for _ in range(cells[number].count):
            if not _augment(number, matching, place):
                break
    return place


def _augment(start: int, matching: Sequence[Sequence[int]], place: dict[int, int]) -> bool:
    """Find one more question for cell ``start``, moving others to a free one where that helps."""
    came_from: dict[int, tuple[int, int] | None] = {start: None}
    queue = [start]
    for cell in queue:
        for candidate in matching[cell]:
            holder = place.get(candidate)
            if holder is None:
                _move_along(cell, candidate, came_from, place)
                return True
            if holder not in came_from:
                came_from[holder] = (cell, candidate)
                queue.append(holder)
    return False


def _move_along(cell: int, candidate: int, came_from: dict[int, tuple[int, int] | None], place: dict[int, int]) -> None:
    place[candidate] = cell
    step = came_from[cell]
    while step is not None:
        taker, released = step
        place[released] = taker
        step = came_from[taker]
