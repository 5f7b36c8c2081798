"""Innocent oddities: they look like something and are not. An honest customer has them too, so a flag must be cleared, not counted."""

from collections.abc import Callable

from ..dice import Dice
from ..money import YUAN, permille, round_to
from .scene import Scene, Transfer

AGENCY = ("替孩子同学家长代收过团购款，当月就转给货主，接龙截图都在。", "有几笔是班级群团购，钱从我这儿过一下手，当月转走，群里能查。")
QUERIES = (
    "各次的申请单客户都拿得出来：三个月里比过几家房贷，最后没办。",
    "随报告附了各次申请单：想给老人在镇上买房，问过几家房贷，没办成。",
)
OLD_DEBT = (
    "{who}还的是两年前借去看病的钱，那钱是我妈的，到账就转给她了，有借条。",
    "{who}那笔是还两年前借的，本是老人的钱，我转回给我妈了，借条还在。",
)


def _agency(scene: Scene, dice: Dice) -> None:
    """Money collected for a group purchase and handed on the same month."""
    sold = scene.truth.annual("sales") // 12
    for index in sorted(dice.sample(range(scene.truth.first, len(scene.truth.months)), 3)):
        amount = max(500 * YUAN, round_to(permille(sold, dice.between(30, 60)), 100 * YUAN))
        scene.transfers.append(Transfer(index, 11, "班级群接龙", "团购代收", amount))
        scene.transfers.append(Transfer(index, 14, "团购货主", "代付团购款", -amount))
        scene.figures.agency_in += amount
    scene.facts["agency"] = scene.words("agency", AGENCY)


def _queries(scene: Scene, dice: Dice) -> None:
    """Several credit enquiries in three months: he compared mortgages."""
    scene.figures.credit_queries = dice.between(4, 6)
    scene.facts["queries"] = scene.words("queries", QUERIES)


def _old_debt(scene: Scene, dice: Dice) -> None:
    """A relative pays back at once what had been lent."""
    amount = round_to(permille(scene.truth.annual("sales"), dice.between(8, 16)), 1000 * YUAN)
    index = scene.truth.first + dice.below(9)
    who = scene.words("old debt", ("表姐", "堂弟", "姑妈", "老同学"))
    scene.transfers.append(Transfer(index, 12, who, "还以前借的钱", amount))
    scene.transfers.append(Transfer(index, 16, "母亲", "转还老人的钱", -amount))
    scene.figures.agency_in += amount
    scene.facts["old_debt"] = scene.words("old debt told", OLD_DEBT, who=who)


def _slack_month(scene: Scene, _dice: Dice) -> None:
    """One poor month has a reason that anyone in the street knows."""
    after_new_year = [month for month in scene.truth.year if month.name[1] > 2]
    worst = min(after_new_year, key=lambda month: month.sales)
    scene.facts["slack"] = f"{worst.name[1]}月{scene.words('slack', scene.trade.voices.slack)}。"
    scene.say("neighbour", "season", scene.facts["slack"])


ODDITIES: tuple[Callable[[Scene, Dice], None], ...] = (_agency, _queries, _old_debt, _slack_month)


def lay_oddities(scene: Scene, count: int, dice: Dice) -> None:
    """As many as make up for what is not hidden, so that an honest case asks for as much work as another."""
    for lay in dice.sample(ODDITIES, max(0, count)):
        lay(scene, dice)
        scene.oddities += 1
