"""Everything a concealment may touch: the claims, the figures, extra rows of a flow, and what people say beside the customer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..dice import Dice
from ..trades.trade import Trade
from ..truth.books import Truth
from .claims import Claims
from .figures import Figures


@dataclass(frozen=True)
class Transfer:
    """A row that a concealment or an innocent oddity leaves in the bank flow; in and out of equal size keep the balance."""

    month: int  # index in the books
    day: int
    party: str
    memo: str
    amount: int  # positive: in


@dataclass(frozen=True)
class Remark:
    """Something a person says; ``channel`` is who: spouse, neighbour, supplier, landlord, staff."""

    channel: str
    topic: str
    text: str


@dataclass
class Scene:
    """``sizes`` of the level: how boldly things are hidden."""

    truth: Truth
    claims: Claims
    figures: Figures
    level: int
    dice: Dice
    transfers: list[Transfer] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    oddities: int = 0

    @property
    def trade(self) -> Trade:
        return self.truth.trade

    @property
    def has_staff(self) -> bool:
        """Whether there is anybody hired who could be asked."""
        return self.truth.fixed.hired > 0

    @property
    def he(self) -> str:
        """How others speak of the owner."""
        return "他" if self.truth.profile.owner_is_man else "她"

    def words(self, key: str, choices: Sequence[str], **values: str) -> str:
        """One of several ways to say a thing, always the same one in a case."""
        chosen = self.dice.child(("words", key)).pick(choices)
        return chosen.format(he=self.he, surname=self.truth.profile.owner.name[0], **values)

    def size(self, bold: tuple[int, int], fine: tuple[int, int]) -> int:
        """A size in thousandths: bold at level 1, fine at level 3, between them at 2."""
        low = bold[0] + (fine[0] - bold[0]) * (self.level - 1) // 2
        high = bold[1] + (fine[1] - bold[1]) * (self.level - 1) // 2
        return self.dice.between(min(low, high), max(low, high))

    def say(self, channel: str, topic: str, text: str) -> None:
        self.remarks.append(Remark(channel, topic, text))
