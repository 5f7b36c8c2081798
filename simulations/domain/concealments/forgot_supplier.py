"""No deceit: one small supplier was forgotten."""

from ..money import YUAN, permille, round_to
from ..story.scene import Scene
from ..trades.trade import Trade
from .concealment import Concealment, Hidden


def applies(trade: Trade) -> bool:
    return bool(trade.payable)


def hide(scene: Scene) -> Hidden:
    figures, claims, forgotten = scene.figures, scene.claims, scene.trade.voices.small_supplier
    owed = scene.truth.closing.held("payables")
    small = max(100 * YUAN, round_to(permille(owed, scene.dice.between(85, 140)), 100 * YUAN))
    name, _most = max(figures.statements, key=lambda each: each[1])
    figures.statements = [(who, amount - small if who == name else amount) for who, amount in figures.statements]
    figures.statements.append((forgotten, small))
    claims.liabilities["payables"] -= small
    scene.facts["forgotten"] = forgotten
    return Hidden(small, ("supplier_statements",), {"payables": -small})


CONCEALMENT = Concealment(
    code="forgot_supplier",
    name="忘记一家小供应商",
    deceit="harmless",
    noticed_by=("payable",),
    sources=1,
    hide=hide,
    applies=applies,
)
