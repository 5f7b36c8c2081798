"""Makes a case: a truth, a story laid over it, the checks that see through it, and the right answer."""

from dataclasses import dataclass
from decimal import Decimal

from ..concealments import CONCEALMENTS
from ..concealments.concealment import Concealment, Hidden
from ..dice import Dice
from ..trades import TRADES
from ..trades.trade import Trade
from ..truth.books import Truth
from ..truth.build import build_truth
from ..truth.wishes import NOTHING
from .claims import Claims, honest_claims
from .decision import Decision, decide
from .figures import Figures, measure
from .measures import Check, all_checks
from .oddities import lay_oddities
from .plan import LEVELS, Stratum, plan_hidden, stratum_of
from .scene import Scene

ATTEMPTS = 60


@dataclass(frozen=True)
class Planted:
    """``checks`` are ids of claim checks that fail because of it, the one that must see it first."""

    id: str
    concealment: Concealment
    hidden: Hidden
    checks: tuple[str, ...]
    deviation: Decimal
    tolerance: Decimal


@dataclass(frozen=True)
class Case:
    trade: Trade
    seed: int
    level: int
    stratum: Stratum
    truth: Truth
    scene: Scene
    planted: tuple[Planted, ...]
    checks: tuple[Check, ...]
    decision: Decision
    attempt: int

    @property
    def claims(self) -> Claims:
        return self.scene.claims

    @property
    def figures(self) -> Figures:
        return self.scene.figures

    def check(self, identifier: str) -> Check:
        return next(check for check in self.checks if check.id == identifier)

    @property
    def lends(self) -> bool:
        """Whether yes, or a smaller yes, is the right answer."""
        return self.decision.result != "refuse"


class NoSuchCase(ValueError):
    """No business of this kind could be made; says which trade, seed and level."""


def make_case(trade: str, seed: int, level: int, hide: tuple[str, ...] | None = None) -> Case:
    """The same arguments make the same case on any machine; ``hide`` names what is hidden, () nothing, None lets the dice choose.

    Raises KeyError for an unknown trade or concealment, ValueError for a level, NoSuchCase for what the trade can't have.
    """
    if level not in LEVELS:
        raise ValueError(f"level {level} is not one of {LEVELS}")
    known = TRADES[trade]
    for code in hide or ():
        if not CONCEALMENTS[code].applies(known):
            raise NoSuchCase(f"{trade}: {code}")
    for attempt in range(ATTEMPTS):
        dice = Dice("case", trade, seed, level, "any" if hide is None else "+".join(hide), attempt)
        codes = planned(known, seed, level, dice) if hide is None else hide
        case = _attempt(known, seed, level, codes, attempt, dice)
        if case is not None:
            return case
    raise NoSuchCase(f"{trade} {seed} {level}")


def planned(trade: Trade, seed: int, level: int, dice: Dice) -> tuple[str, ...]:
    """What this seed hides; its stratum doesn't depend on the level."""
    return plan_hidden(trade, level, natural_stratum(trade.code, seed), dice.child("plan"))


def natural_stratum(trade: str, seed: int) -> Stratum:
    return stratum_of(Dice("stratum", trade, seed))


def _stratum(hidden: list[tuple[Concealment, Hidden]]) -> Stratum:
    if not hidden:
        return "clean"
    return "harmless" if all(each.deceit == "harmless" for each, _ in hidden) else "concealing"


def _attempt(trade: Trade, seed: int, level: int, codes: tuple[str, ...], attempt: int, dice: Dice) -> Case | None:
    """One throw; None where the dice made a business that its stratum can't have."""
    wishes = NOTHING
    for code in codes:
        wishes = CONCEALMENTS[code].wish(wishes, level, dice.child(("wish", code)))
    truth = build_truth(trade, dice.child("truth"), wishes)
    if truth.closing.equity <= 0 or truth.opening.equity <= 0:
        return None
    claims = honest_claims(truth, dice.child("claims"))
    figures = measure(truth, claims.purpose, level, dice.child("figures"))
    scene = Scene(truth, claims, figures, level, dice.child("hide"))
    lay_oddities(scene, level + 1 - len(codes), dice.child("oddities"))
    hidden = [(CONCEALMENTS[code], CONCEALMENTS[code].hide(scene)) for code in codes]
    checks = tuple(all_checks(scene))
    stratum, planted = _stratum(hidden), _planted(hidden, checks)
    if planted is None or not _as_it_should_be(stratum, planted, checks):
        return None
    provable = sum(amount for _, amount in figures.needs)
    decision = decide(truth, provable, claims.amount, tuple(each.deceit for each, _ in hidden))
    if stratum != "concealing" and decision.result == "refuse":
        return None
    return Case(trade, seed, level, stratum, truth, scene, planted, checks, decision, attempt)


def _planted(hidden: list[tuple[Concealment, Hidden]], checks: tuple[Check, ...]) -> tuple[Planted, ...] | None:
    """Each with the checks that see it; None where the one that must see it doesn't (two lies may cancel out)."""
    failing = {check.key: check for check in checks if check.against == "claim" and not check.passed}
    found = []
    for number, (concealment, what) in enumerate(hidden, 1):
        first = failing.get(concealment.noticed_by[0])
        if first is None:
            return None
        seen = tuple(failing[key].id for key in concealment.noticed_by if key in failing)
        found.append(Planted(f"X{number}", concealment, what, seen, first.deviation, first.tolerance.value))
    return tuple(found)


def _as_it_should_be(stratum: Stratum, planted: tuple[Planted, ...], checks: tuple[Check, ...]) -> bool:
    """Evidence always fits the truth; a clean story fits the evidence, a harmless one but for its slip."""
    if not all(check.passed for check in checks if check.against == "truth"):
        return False
    failing = {check.key for check in checks if not check.passed}
    if stratum == "concealing":
        return bool(planted)
    allowed = {key for each in planted for key in each.concealment.noticed_by}
    return failing <= allowed
