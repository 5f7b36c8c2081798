"""A private loan that is not declared: round sums leave on the same day of every month."""

from dataclasses import replace

from ..dice import Dice
from ..story.scene import Scene
from ..truth.wishes import Wishes
from .concealment import Concealment, Hidden


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
    scene.answers["loans"] = "除了征信上那些，外头不欠钱。"
    scene.say("spouse", "loans", f"他好像跟一个姓{loan.lender[0]}的借过钱，多少我不清楚，他不让我问。")
    scene.say("staff", "loans", "每月头上老板都要转一笔钱，问是房租，可房租不是那天交。")
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
