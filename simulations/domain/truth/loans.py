"""What the business owes: bank, online, card, relatives, private. Balances and interest month by month, in fen."""

from dataclasses import dataclass

from ..dice import Dice
from ..money import WAN, YUAN, permille, round_to
from .profile import Profile, in_law
from .wishes import Wishes


@dataclass(frozen=True)
class Loan:
    """``opened`` is the index of the month it was paid out (negative: before the books begin); ``rate`` is a hundred-thousandth a month."""

    line: str
    lender: str
    principal: int
    opened: int
    monthly: int  # principal a month; 0: repaid at the end
    rate: int

    def balance(self, index: int) -> int:
        """Owed at the end of the month."""
        if index < self.opened:
            return 0
        return max(0, self.principal - self.monthly * (index - self.opened))

    def interest(self, index: int) -> int:
        """Due in the month on what was owed at its beginning."""
        return self.balance(index - 1) * self.rate // 100_000

    def repaid(self, index: int) -> int:
        return max(0, self.balance(index - 1) - self.balance(index))

    def drawn(self, index: int) -> int:
        return self.principal if index == self.opened else 0


BANKS = ("县农商行", "县邮储支行", "城商行支行", "村镇银行")
ONLINE = ("商e贷", "随用贷", "快微贷")
RELATIVES = ("姐姐", "大哥", "表弟", "舅舅")
PRIVATE = ("李某", "赵某", "钱某", "黄某")


def make_loans(annual: int, months: int, profile: Profile, wishes: Wishes, dice: Dice) -> list[Loan]:
    """Some of each kind, the private one only where it is wished for, from somebody who could not be taken for a relative."""
    found = []
    if dice.chance(550):
        found.append(_instalments("loan_bank", dice.pick(BANKS), annual, (35, 70), 24, 620, dice))
    if dice.chance(350):
        found.append(_instalments("loan_online", dice.pick(ONLINE), annual, (12, 28), 12, 1150, dice))
    if dice.chance(350):
        found.append(Loan("loan_card", "信用卡", round_to(permille(annual, dice.between(4, 12)), 500 * YUAN), -24, 0, 0))
    if dice.chance(300):
        found.append(_instalments("loan_relatives", dice.pick((*RELATIVES, in_law(profile))), annual, (15, 40), 40, 0, dice))
    if wishes.private_loan:
        amount = max(WAN, round_to(permille(annual, wishes.private_loan), WAN))
        found.append(
            Loan(
                "loan_private",
                dice.pick([name for name in PRIVATE if name[0] not in (profile.owner.name[0], profile.spouse.name[0])]),
                amount,
                max(0, months - dice.between(13, 14)),
                0,
                1500,
            )
        )
    return found


def _instalments(line: str, lender: str, annual: int, size: tuple[int, int], term: int, rate: int, dice: Dice) -> Loan:
    """A loan in equal instalments of principal, some months old."""
    monthly = max(100 * YUAN, round_to(permille(annual, dice.between(*size)) // term, 100 * YUAN))
    age = dice.between(2, max(3, term // 2 - 1))
    return Loan(line, lender, monthly * term, -age, monthly, rate)
