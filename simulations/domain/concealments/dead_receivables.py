"""A debtor is gone, the loss is not told, and what he owes still stands among the receivables."""

from dataclasses import replace

from ..dice import Dice
from ..money import YUAN, permille, round_to
from ..story.scene import Scene
from ..trades.trade import Trade
from ..truth.wishes import Wishes
from .concealment import Concealment, Hidden


def applies(trade: Trade) -> bool:
    return sum(trade.receivable) >= 300


def wish(wishes: Wishes, level: int, dice: Dice) -> Wishes:
    return replace(wishes, bad_debt=dice.between(45, 70) - 10 * (level - 1))


def hide(scene: Scene) -> Hidden:
    truth, claims = scene.truth, scene.claims
    who, told = scene.trade.voices.defaulter
    owed, lost = truth.closing.held("receivables"), claims.bad_debt
    shown = max(permille(owed, 150), permille(lost, scene.size((550, 700), (350, 450))))
    amount = max(1000 * YUAN, round_to(shown, 1000 * YUAN))
    claims.assets["receivables"] = claims.assets.get("receivables", 0) + amount
    claims.bad_debt = 0
    scene.figures.ages.append((f"{who}（一年以上，电话不通）", amount, 0))
    scene.say("neighbour", "receivables", told)
    return Hidden(amount, ("receivable_list", "neighbour_receivables"), {"receivables": amount})


CONCEALMENT = Concealment(
    code="dead_receivables",
    name="死账充应收",
    deceit="exaggeration",
    noticed_by=("receivable", "equity"),
    sources=2,
    hide=hide,
    applies=applies,
    wish=wish,
)
