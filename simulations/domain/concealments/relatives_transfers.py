"""Relatives send money in and take it back within days, so that the flow looks like sales."""

from ..money import WAN, YUAN, permille, round_to
from ..story.scene import Scene, Transfer
from .concealment import Concealment, Hidden

WHO = ("弟弟", "哥哥", "堂哥", "侄子")
"""Who bears the owner's own surname."""

SPOUSE = ("那些转来转去的钱我不清楚，是{he}跟{he}{who}之间倒腾。", "{he}{who}的钱老从卡上过，说是帮着走走账，我不管。")


def hide(scene: Scene) -> Hidden:
    truth, claims, dice = scene.truth, scene.claims, scene.dice
    goal = permille(truth.annual("sales"), scene.size((300, 420), (160, 220)))
    relative = dice.pick(WHO)
    who = f"{truth.profile.owner.name[0]}某（{relative}）"
    sent = 0
    for index in range(truth.first, len(truth.months)):
        for day in (7, 18):
            amount = max(1000 * YUAN, round_to(dice.noisy(goal // 24, 200), 1000 * YUAN))
            scene.transfers.append(Transfer(index, day, who, "货款", amount))
            scene.transfers.append(Transfer(index, day + dice.between(1, 3), who, "往来", -amount))
            sent += amount
    scene.figures.relatives_in += sent
    more = max(WAN, round_to(sent, WAN))
    claims.annual_sales += more
    claims.net_profit += permille(more, claims.gross_margin) // 2
    scene.say("spouse", "bank", scene.words("relatives", SPOUSE, who=relative))
    return Hidden(sent, ("bank_flow", "spouse_bank", "talk_bank"), {"annual_sales": more})


CONCEALMENT = Concealment(
    code="relatives_transfers",
    name="亲属对转充流水",
    deceit="fraud",
    noticed_by=("flow_relatives", "sales_receipts", "sales_stock"),
    sources=2,
    hide=hide,
    excludes=("rose_tinted_season",),
)
