"""Sales on paper to a firm of the family: the money comes in as payment and goes out as material."""

from ..money import WAN, YUAN, permille, round_to
from ..story.scene import Scene, Transfer
from ..trades.trade import Trade
from .concealment import Concealment, Hidden

FIRMS = ("盛达商贸有限公司", "鸿运建材有限公司", "汇丰源贸易有限公司")

SUPPLIER = ("{firm}？那是{he}{brother}挂名的公司，没见它拉过货。", "{firm}就是{he}{brother}的壳，听说没仓没车，哪来的买卖。")


def applies(trade: Trade) -> bool:
    """Only where customers are firms."""
    return sum(trade.receivable) >= 60


def hide(scene: Scene) -> Hidden:
    truth, claims, dice = scene.truth, scene.claims, scene.dice
    firm = dice.pick(FIRMS)
    of_wife = truth.profile.owner_is_man
    brother = "妻弟" if of_wife else "弟弟"
    goal = permille(truth.annual("sales"), scene.size((240, 340), (140, 200)))
    paid = 0
    for index in range(truth.first, len(truth.months)):
        amount = max(1000 * YUAN, round_to(dice.noisy(goal // 15, 250), 1000 * YUAN))
        scene.transfers.append(Transfer(index, 9, firm, scene.trade.voices.takings, amount))
        scene.transfers.append(Transfer(index, 9 + dice.between(2, 5), firm, "材料款", -amount))
        paid += amount
    open_bill = max(1000 * YUAN, round_to(paid // 5, 1000 * YUAN))
    scene.figures.related_in += paid
    scene.figures.ages.append((f"{firm}（对方承认，法人是其{brother}）", open_bill, 0))
    claims.annual_sales += max(WAN, round_to(paid + open_bill, WAN))
    claims.assets["receivables"] = claims.assets.get("receivables", 0) + open_bill
    claims.net_profit += permille(paid, claims.gross_margin) // 2
    scene.facts["related_firm"] = firm
    scene.say("supplier", "owner", scene.words("related", SUPPLIER, firm=firm, brother="小舅子" if of_wife else "弟弟"))
    return Hidden(paid + open_bill, ("bank_flow", "invoices", "receivable_list", "supplier_owner"), {"receivables": open_bill})


CONCEALMENT = Concealment(
    code="related_parties",
    name="关联方虚构交易",
    deceit="fraud",
    noticed_by=("flow_related", "receivable", "sales_stock", "sales_receipts"),
    sources=3,
    hide=hide,
    applies=applies,
    excludes=("rose_tinted_season",),
)
