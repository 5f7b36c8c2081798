"""Theory, rehearsal and practice of one person side by side, and what to work on next (阶段性综合评估)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import mean, median_low

from lms.people.enums import Entrustment

GOALS = 2
"""A plan with more goals is a wish list."""
RECENT = 3
"""So many of the latest observations speak for a node."""
MASTERY = 80.0
"""Per cent from which theory and rehearsal are not what holds somebody back."""


@dataclass(frozen=True)
class Score:
    """A share of the full points (0-100) in an exam, a topic or a rehearsal."""

    node: str
    happened_on: date
    percent: float


@dataclass(frozen=True)
class Seen:
    """An observation's level, looking back."""

    node: str
    happened_on: date
    level: str


@dataclass(frozen=True)
class NodeView:
    """One node: percent of theory and of rehearsal (None: nothing yet), level seen, level the post asks; ``available``: it has cases."""

    node: str
    theory: float | None
    theory_n: int
    rehearsal: float | None
    rehearsal_n: int
    level: str
    level_n: int
    required: str
    available: bool = True

    @property
    def gap(self) -> int:
        """Steps of entrustment still missing; none where there are no cases to get them by."""
        if not self.available:
            return 0
        return max(0, Entrustment(self.required).rank - Entrustment(self.level).rank)


@dataclass(frozen=True)
class Suggestion:
    """What to work on: by ``learn`` (theory weak), ``rehearse`` (rehearsal weak), ``observe`` (too little seen) or ``lead``."""

    node: str
    means: tuple[str, ...]


def node_views(
    nodes: Iterable[str],
    theory: Iterable[Score],
    rehearsal: Iterable[Score],
    seen: Iterable[Seen],
    required: Mapping[str, str],
    *,
    open_nodes: Collection[str],
) -> list[NodeView]:
    """One line per node, in the order given; practice is the middle of the latest three observations, the lower one of two."""
    read, tried, watched = _by_node(theory), _by_node(rehearsal), defaultdict(list)
    for one in seen:
        watched[one.node].append(one)
    found = []
    for node in nodes:
        latest = sorted(watched[node], key=lambda one: one.happened_on)[-RECENT:]
        level = _middle([one.level for one in latest])
        found.append(
            NodeView(
                node,
                mean(read[node]) if read[node] else None,
                len(read[node]),
                mean(tried[node]) if tried[node] else None,
                len(tried[node]),
                level,
                len(watched[node]),
                required.get(node, Entrustment.NONE),
                node in open_nodes,
            )
        )
    return found


def _by_node(scores: Iterable[Score]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for one in scores:
        found[one.node].append(one.percent)
    return found


def _middle(levels: list[str]) -> str:
    if not levels:
        return Entrustment.NONE
    return list(Entrustment)[median_low(Entrustment(level).rank for level in levels)]


def suggestions(views: Iterable[NodeView]) -> list[Suggestion]:
    """At most two nodes, the largest gap first, weak theory before the rest among equals; a node without cases is never a goal."""
    lacking = [view for view in views if view.gap > 0]
    lacking.sort(key=lambda view: (-view.gap, view.theory if view.theory is not None else MASTERY))
    return [Suggestion(view.node, _means(view)) for view in lacking[:GOALS]]


def _means(view: NodeView) -> tuple[str, ...]:
    means = []
    if view.theory is None or view.theory < MASTERY:
        means.append("learn")
    if view.rehearsal is None or view.rehearsal < MASTERY:
        means.append("rehearse")
    means.append("observe" if Entrustment(view.level).rank < Entrustment.TOGETHER.rank else "lead")
    return tuple(means)
