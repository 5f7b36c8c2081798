"""The goals, each as a ratio to a floor of the same run or as an exact count; see docs/performance.md."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """``path`` leads to the figure in the result; ``most`` must hold, ``aim`` is what is wished for."""

    name: str
    path: tuple[str, ...]
    most: float
    aim: float | None = None


HTML_BYTES = 30 * 1024
STEPS = ("start", "save", "submit", "lesson", "desk", "list")
GOALS = (
    Goal("lesson page: CPU, as a ratio to the floor's", ("legs", "postgresql", "lesson", "ratio"), 2, 1.25),
    Goal("lesson page: queries", ("legs", "postgresql", "lesson", "duzuo", "queries"), 6),
    Goal("lesson page: bytes of HTML", ("legs", "postgresql", "lesson", "duzuo", "bytes"), HTML_BYTES),
    Goal("trainee's desk: queries", ("legs", "postgresql", "desk", "duzuo", "queries"), 8),
    Goal("saving an answer: CPU, as a ratio to the floor's", ("legs", "postgresql", "save", "ratio"), 1.5, 0.45),
    Goal("saving an answer: statements on PostgreSQL", ("legs", "postgresql", "save", "duzuo", "queries"), 1),
    Goal("saving an answer on SQLite: CPU, as a ratio to the floor's", ("legs", "sqlite", "save", "ratio"), 1.5),
    Goal("lesson page on SQLite: CPU, as a ratio to the floor's", ("legs", "sqlite", "lesson", "ratio"), 2, 1.25),
    Goal("starting an exam: CPU, as a ratio to the floor's", ("legs", "postgresql", "start", "ratio"), 5),
    Goal("committee room, nothing new: CPU, as a ratio to an empty view", ("rooms", "ratio"), 1.5, 1),
    Goal("may this person do this now: CPU, as a ratio to an empty view", ("authority", "ratio"), 2),
    Goal("may this person do this now: queries", ("authority", "queries"), 1),
    Goal("who is ready, 1,000 people at 9 nodes, first profile: seconds of CPU", ("eligibility", "first", "cpu_s"), 1),
    Goal("who is ready, 1,000 people at 9 nodes, mature profile: seconds of CPU", ("eligibility", "mature", "cpu_s"), 1),
    Goal("a certificate in a batch, from its number to the filed file: ms of CPU", ("batches", "certificates", "cpu_ms_each"), 3.5),
    Goal("heaviest trainee page: KB of HTML, CSS and JS, compressed", ("heaviest_kb",), 90),
    Goal("requests that failed", ("errors",), 0),
)


def look_up(result: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        result = result.get(part) if isinstance(result, dict) else None
    return result


def judged(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Every goal whose figure was measured in this run."""
    found = []
    for goal in GOALS:
        value = look_up(result, goal.path)
        if value is not None:
            line = {"goal": goal.name, "value": value, "at_most": goal.most, "met": value <= goal.most}
            found.append(line if goal.aim is None else {**line, "aim": goal.aim, "aim_met": value <= goal.aim})
    return found


def errors_in(legs: dict[str, Any]) -> int:
    """Operations that failed or found no time, on either side, in all steps."""
    sides = [side for leg in legs.values() for step in leg.values() for side in step.values() if isinstance(side, dict)]
    return sum(side.get("errors", 0) for side in sides)
