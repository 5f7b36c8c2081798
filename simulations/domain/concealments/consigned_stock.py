"""Goods that belong to the maker stand on the shelves and in the claimed stock."""

from ..money import YUAN, permille, round_to
from ..story.scene import Scene
from ..trades.trade import Trade
from .concealment import Concealment, Hidden


def applies(trade: Trade) -> bool:
    return bool(trade.consigned)


def hide(scene: Scene) -> Hidden:
    own = scene.truth.closing.held("inventory")
    amount = max(1000 * YUAN, round_to(permille(own, scene.size((380, 520), (160, 240))), 1000 * YUAN))
    scene.figures.on_site += amount
    scene.figures.consigned += amount
    scene.claims.assets["inventory"] = scene.claims.assets.get("inventory", 0) + amount
    scene.facts["consigned"] = scene.trade.consigned
    scene.say("supplier", "stock", f"{scene.trade.consigned}，卖掉才跟我们结账，没卖的还算我们的。")
    return Hidden(amount, ("stock_count", "supplier_stock"), {"inventory": amount})


CONCEALMENT = Concealment(
    code="consigned_stock",
    name="寄售货充自有存货",
    deceit="exaggeration",
    noticed_by=("inventory", "equity"),
    sources=2,
    hide=hide,
    applies=applies,
)
