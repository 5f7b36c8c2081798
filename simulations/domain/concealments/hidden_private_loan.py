"""A private loan that is not declared: round sums leave on the same day of every month."""

from dataclasses import replace

from ..dice import Dice
from ..money import spoken
from ..story.scene import Scene
from ..truth.wishes import Wishes
from .concealment import Concealment, Hidden

ON_RECORD = frozenset({"loan_bank", "loan_online", "loan_card"})
"""Debts that a credit report shows."""

SPOUSE = (
    "{he}好像跟一个姓{lender}的借过钱，多少我不清楚，{he}不让我问。",
    "听{he}打电话，像是跟姓{lender}的借过钱，数目不小，一问就急。",
    "姓{lender}的那边借过钱的吧，我也是过年人家上门才知道。",
)
STAFF = (
    "每月头上老板都要转一笔钱，问是{rent}，可{rent}不是那天交。",
    "一到月初老板就催着凑一笔钱转出去，转给谁没说。",
)


def wish(wishes: Wishes, level: int, dice: Dice) -> Wishes:
    """Paid out a month or two before the statement year, so that the year shows only its interest."""
    return replace(wishes, private_loan=dice.between(85, 110) - 15 * (level - 1), earlier_months=dice.between(2, 5))


def hide(scene: Scene) -> Hidden:
    truth, claims = scene.truth, scene.claims
    loan = next(each for each in truth.loans if each.line == "loan_private")
    owed = claims.liabilities.pop("loan_private")
    interest = truth.annual_lines("interest")["loan_private"]
    claims.interest -= interest
    claims.debt_service -= interest
    claims.net_profit += interest
    relatives = claims.liabilities.get("loan_relatives", 0)
    known = "征信上那些" if claims.liabilities.keys() & ON_RECORD else ""
    besides = "和".join(each for each in (known, f"亲戚那{spoken(relatives)}" if relatives else "") if each)
    scene.answers["loans"] = f"除了{besides}，外头不欠钱。" if besides else "外头不欠谁的钱，征信您随便查。"
    scene.say("spouse", "loans", scene.words("hidden/spouse", SPOUSE, lender=loan.lender[0]))
    scene.say("staff", "loans", scene.words("hidden/staff", STAFF, rent=scene.trade.voices.rent))
    scene.facts["private_lender"] = loan.lender
    staff = ("staff_loans",) if scene.has_staff else ()
    return Hidden(owed, ("bank_flow", "spouse_loans", *staff), {"loan_private": -owed})


CONCEALMENT = Concealment(
    code="hidden_private_loan",
    name="隐瞒民间借款",
    deceit="fraud",
    noticed_by=("debt_service", "debts", "equity"),
    sources=2,
    hide=hide,
    wish=wish,
)
