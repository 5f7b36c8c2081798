"""Splits the true cash flow over bank card, WeChat, Alipay and cash box, row by row, each with a running balance that adds up."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..dice import Dice
from ..money import YUAN, permille
from ..story.scene import Scene
from ..truth.books import Lines, Month
from ..truth.calendar import date_text
from ..truth.history import payee

WALLETS = ("cash_box", "wechat", "alipay")
PASSED_ON = {"cash_box": ("本人", "存现"), "wechat": ("财付通", "微信提现"), "alipay": ("支付宝", "支付宝提现")}
"""Other party and words under which what a small account takes reaches the bank card."""

BOUGHT_FROM = {"fixed_vehicle": "汽车经销公司", "fixed_pens": "土建施工队", "fixed_greenhouse": "钢架安装队", "fixed_fitting": "装修公司"}
POCKET = {"cash_box": 1800 * YUAN, "wechat": 2600 * YUAN, "alipay": 900 * YUAN}


@dataclass(frozen=True)
class Row:
    date: str
    party: str
    memo: str
    amount: int  # positive: in
    balance: int


@dataclass(frozen=True)
class _Move:
    day: int
    party: str
    memo: str
    amount: int


@dataclass(frozen=True)
class Accounts:
    """Rows of each account over all months of the books, and the balance before the first row."""

    opening: Lines
    rows: dict[str, tuple[Row, ...]]

    def closing(self, account: str) -> int:
        rows = self.rows[account]
        return rows[-1].balance if rows else self.opening[account]


def accounts_of(scene: Scene) -> Accounts:
    dice = scene.dice.child("accounts")
    pockets = _pockets(scene)
    cash = scene.truth.before.held("cash")
    opening: Lines = {**pockets, "bank": cash - sum(pockets.values())}
    balances = dict(opening)
    rows: dict[str, list[Row]] = {name: [] for name in ("bank", *WALLETS)}
    for index, month in enumerate(scene.truth.months):
        moves = _month_moves(scene, index, month, dice.child(index))
        for name, found in moves.items():
            for move in sorted(found, key=lambda each: (each.day, each.amount < 0)):
                balances[name] += move.amount
                rows[name].append(Row(date_text(month.name, move.day), move.party, move.memo, move.amount, balances[name]))
    return Accounts(opening, {name: tuple(found) for name, found in rows.items()})


def _pockets(scene: Scene) -> Lines:
    """What lies in the small accounts at all times: nothing where the trade doesn't use one."""
    cash = scene.truth.before.held("cash")
    return {name: min(POCKET[name], cash // 12) if share else 0 for name, share in zip(WALLETS, scene.trade.channels, strict=True)}


def _month_moves(scene: Scene, index: int, month: Month, dice: Dice) -> dict[str, list[_Move]]:
    moves: dict[str, list[_Move]] = {"bank": [], **{name: [] for name in WALLETS}}
    passed_on = 21 + dice.child("passed on").below(2)
    home = -month.cash.get("household", 0)
    taken = month.cash.get("collections", 0)
    shares = [permille(taken, share) for share in scene.trade.channels]
    for name, amount in zip(WALLETS, shares, strict=True):
        spent = min(amount // 2, home // 3) if name != "alipay" else 0
        home -= spent
        moves[name] += _wallet(name, amount, spent, passed_on, dice)
        if amount - spent:
            moves["bank"].append(_Move(passed_on, *PASSED_ON[name], amount - spent))
    moves["bank"] += _bank_in(scene, month, taken - sum(shares), dice)
    moves["bank"] += _bank_out(scene, month, home, dice)
    moves["bank"] += [_Move(each.day, each.party, each.memo, each.amount) for each in scene.transfers if each.month == index]
    return moves


def _wallet(name: str, amount: int, spent: int, passed_on: int, dice: Dice) -> list[_Move]:
    """Takings by the week, some household spending, the rest passed on to the bank card."""
    if not amount:
        return []
    word = {"cash_box": "柜台现金", "wechat": "微信收款码", "alipay": "支付宝收款码"}[name]
    days = dice.child(name)
    found = [
        _Move(day - days.below(3), word, "几日收款合计", part)
        for day, part in zip((6, 12, 17, 20), dice.split(amount, min(4, amount // (1500 * YUAN) + 1)), strict=False)
    ]
    if spent:
        found.append(_Move(20, "家庭支出", "买菜日用", -spent))
    if amount - spent:
        found.append(_Move(passed_on, "转出", "存银行卡" if name == "cash_box" else "提现到银行卡", -(amount - spent)))
    return found


def _bank_in(scene: Scene, month: Month, amount: int, dice: Dice) -> Iterator[_Move]:
    buyers = [name for name in scene.trade.buyers if "散客" not in name]
    buyers += ["商户聚合收款"] * (3 if "扫码散客" in scene.trade.buyers else 0)
    parts = dice.split(amount, min(5, len({*buyers}) + 1, amount // (4000 * YUAN) + 1)) if amount else []
    for number, part in enumerate(parts):
        yield _Move(4 + 4 * number, dice.pick(buyers), scene.trade.voices.takings, part)
    if month.other_income:
        yield _Move(15, "配偶工资代发", "工资", month.other_income)
    for line, amount_ in month.cash.items():
        if line.startswith("drawn_"):
            yield _Move(2, _lender(scene, line.removeprefix("drawn_")), "放款" if line != "drawn_loan_private" else "", amount_)


def _lender(scene: Scene, line: str) -> str:
    return next(loan.lender for loan in scene.truth.loans if loan.line == line)


def _bank_out(scene: Scene, month: Month, home: int, dice: Dice) -> Iterator[_Move]:
    """Fixed days early in the month for what is fixed; everything large after the takings are in."""
    days = dice.child("days")
    yield from _loan_moves(scene, month)
    goods = -month.cash.get("supplier_payments", 0)
    if goods > 0:
        parts = dice.shared(goods, scene.trade.shares_of(scene.trade.suppliers))
        yield from (
            _Move(24 + number, who, "货款", -part) for number, (who, part) in enumerate(zip(scene.trade.suppliers, parts, strict=False))
        )
    wages = month.opex.get("wages", 0)
    if wages:
        yield _Move(10 + days.below(3), "雇工工资", "工资", -wages)
    if home:
        yield _Move(12 + days.below(4), scene.truth.profile.spouse.name, "家用", -home)
    yield from _cost_moves(scene, month, wages, days)
    yield from (
        _Move(27, BOUGHT_FROM.get(asset.line, "设备经销商"), f"购{asset.name}", -asset.cost)
        for asset in scene.truth.fixed.assets
        if asset.bought >= 0 and scene.truth.months[asset.bought] is month
    )
    if month.cash.get("non_operating"):
        name = _event_name(scene, month)
        yield _Move(27, payee(name), name, month.cash["non_operating"])


def _event_name(scene: Scene, month: Month) -> str:
    names = [event.name for event in scene.truth.events if event.index is not None and scene.truth.months[event.index] is month]
    return names[0] if names else "其他"


def _loan_moves(scene: Scene, month: Month) -> Iterator[_Move]:
    for loan in scene.truth.loans:
        paid = month.interest.get(loan.line, 0) - month.cash.get(f"principal_{loan.line}", 0)
        if paid:
            day, memo = (5, "") if loan.line == "loan_private" else (20, "还款")
            yield _Move(day, loan.lender, memo, -paid)


def _cost_moves(scene: Scene, month: Month, wages: int, days: Dice) -> Iterator[_Move]:
    """Operating costs but wages: rent when it is paid, the other lines by name; what paying rent ahead adds is in the rent."""
    names = {cost.line: cost.name for cost in scene.trade.costs}
    others = {line: amount for line, amount in month.opex.items() if line not in {"rent", "wages"}}
    rent = -month.cash.get("opex", 0) - wages - sum(others.values())
    if rent:
        months, voices = scene.truth.fixed.rent.months, scene.trade.voices
        period = "一年" if months == 12 else (f"{months}个月" if months > 1 else "")
        yield _Move(26, voices.lessor, period + voices.rent, -rent)
    for line, amount in others.items():
        if amount:
            yield _Move(23 + days.below(4), names[line], "费用", -amount)
