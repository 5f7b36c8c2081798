"""What a customer may hide: asks the truth for what it needs, changes what is shown, and says which check notices it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from ..dice import Dice
from ..story.scene import Scene
from ..trades.trade import Trade
from ..truth.wishes import Wishes

Deceit = Literal["fraud", "exaggeration", "harmless"]


@dataclass(frozen=True)
class Hidden:
    """What was done: its size in fen, the evidence where it can be seen, and the claimed lines it moved (line → fen)."""

    amount: int
    evidence: tuple[str, ...]
    lines: dict[str, int] = field(default_factory=dict)


def _always(_trade: Trade) -> bool:
    return True


def _nothing(wishes: Wishes, _level: int, _dice: Dice) -> Wishes:
    return wishes


@dataclass(frozen=True)
class Concealment:
    """``noticed_by`` are keys of ``story.measures``; the first one must notice it in every case, the others may."""

    code: str
    name: str
    deceit: Deceit
    noticed_by: tuple[str, ...]
    sources: int  # independent sources that are needed to be sure
    hide: Callable[[Scene], Hidden]
    applies: Callable[[Trade], bool] = _always
    wish: Callable[[Wishes, int, Dice], Wishes] = _nothing
    excludes: tuple[str, ...] = ()
