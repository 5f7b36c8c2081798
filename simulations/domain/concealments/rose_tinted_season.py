"""The best months are told as if every month were like them."""

from ..money import WAN, permille, round_to
from ..story.scene import Scene
from ..trades.trade import Trade
from .concealment import Concealment, Hidden

OWNER = ("一年到头都差不多，淡季也淡不到哪去。", "哪个月都是这个数，没有什么淡季。")
NEIGHBOUR = ("也就旺季那两三个月忙，过了季冷清得很。", "旺的时候是旺，一年里倒有半年闲着。")


def applies(trade: Trade) -> bool:
    """Only where busy months stand out, and where a day can be sampled."""
    best = sum(sorted(trade.season)[-3:])
    return trade.daily and best * 4 * 1000 >= sum(trade.season) * 1160


def hide(scene: Scene) -> Hidden:
    truth, claims = scene.truth, scene.claims
    best = sorted(month.sales for month in truth.year)[-3:]
    told = round_to(sum(best) * 4, WAN)
    more = told - truth.annual("sales")
    claims.annual_sales = told
    claims.net_profit += permille(more, claims.gross_margin)
    scene.answers["season"] = scene.words("even", OWNER)
    scene.say("neighbour", "season", scene.words("season", NEIGHBOUR))
    book = ("cash_book",) if scene.trade.channels[0] else ()
    return Hidden(more, ("talk_season", "bank_flow", *book, "neighbour_season"), {"annual_sales": more})


CONCEALMENT = Concealment(
    code="rose_tinted_season",
    name="以旺季推全年",
    deceit="exaggeration",
    noticed_by=("sales_season", "sales_stock", "sales_receipts", "sales_markup"),
    sources=2,
    hide=hide,
    applies=applies,
    excludes=("inflated_sales", "relatives_transfers", "related_parties"),
)
