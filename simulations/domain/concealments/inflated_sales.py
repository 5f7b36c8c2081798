"""Sales and margin told higher than they are."""

from ..money import WAN, permille, round_to
from ..story.scene import Scene
from .concealment import Concealment, Hidden

NEIGHBOUR = (
    "生意过得去，没{he}说的那么红火，忙闲我们天天看着呢。",
    "要说一年做多少，别听{he}的，跟我们差不了多少。",
    "{he}爱把话说大，其实也就一般，够一家人花。",
)


def hide(scene: Scene) -> Hidden:
    claims = scene.claims
    rise = scene.size((420, 600), (200, 280))
    more = max(WAN, round_to(permille(scene.truth.annual("sales"), rise), WAN))
    claims.annual_sales += more
    claims.gross_margin += scene.size((45, 60), (32, 42))
    claims.net_profit += permille(more, claims.gross_margin)
    claims.past_profit += permille(claims.past_profit, rise)
    scene.say("neighbour", "sales", scene.words("inflated", NEIGHBOUR))
    book = ("cash_book",) if scene.trade.channels[0] else ()
    return Hidden(more, ("talk_sales", "supplier_statements", "bank_flow", *book), {"annual_sales": more})


CONCEALMENT = Concealment(
    code="inflated_sales",
    name="虚报销售和毛利",
    deceit="exaggeration",
    noticed_by=("sales_stock", "sales_markup", "sales_receipts", "sales_season", "sales_staff", "margin", "equity"),
    sources=2,
    hide=hide,
    excludes=("rose_tinted_season",),
)
