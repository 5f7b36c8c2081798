"""What the engine is told: cards about one person on real cases, and the facts beside them. Plain values, no names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Observation:
    """One card. Levels are codes of the scale; ``mentor_level`` is what the mentor held at this node on that day.

    ``recorded_on`` is the server's day of receipt. ``happened_on`` after it, or after today, is a future date.
    """

    key: str
    person: str
    mentor: str
    case: str
    node: str
    role: str
    helped: str
    ahead: str
    happened_on: date
    recorded_on: date
    mentor_level: str
    industry: str = ""
    kinds: frozenset[str] = frozenset()
    difficulty: int = 1
    score: Decimal | None = None
    red_line: bool = False
    case_opened_on: date | None = None
    case_closed_on: date | None = None
    superseded: bool = False


@dataclass(frozen=True)
class Held:
    """The level somebody holds at a node, since when, and the day a panel last looked at it (events up to then are settled).

    ``until``: the last day on which it holds; None for no end by date.
    """

    level: str
    since: date
    panel_on: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Lapsed:
    """A level that was held until it lapsed ``by`` date or disuse and that no panel has looked at since; ``on``: the first day without."""

    level: str
    on: date
    by: str


@dataclass(frozen=True)
class Passed:
    """The best result of an exam or simulation: percent of its maximum, and the day."""

    percent: Decimal
    on: date


@dataclass(frozen=True)
class CriticalEvent:
    """A red line, complaint or breach on a day; an empty node means all of them."""

    on: date
    node: str
    code: str


@dataclass(frozen=True)
class Facts:
    """About one person. ``relatives`` and ``mentees`` (whose cards this person signs) may not sign for them.

    ``passed``: (kind, competency) → results; ``performed``: node → distinct cases done, observed or not; ``lapsed``: node → what was
    held there before what is left of it.
    """

    person: str
    held: Mapping[str, Held] = field(default_factory=dict)
    passed: Mapping[tuple[str, str], tuple[Passed, ...]] = field(default_factory=dict)
    events: tuple[CriticalEvent, ...] = ()
    relatives: frozenset[str] = frozenset()
    mentees: frozenset[str] = frozenset()
    performed: Mapping[str, int] = field(default_factory=dict)
    lapsed: Mapping[str, Lapsed] = field(default_factory=dict)

    def level(self, node: str) -> str:
        held = self.held.get(node)
        return held.level if held else "0"
