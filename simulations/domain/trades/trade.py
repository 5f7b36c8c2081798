"""What a trade is: the data from which the engine makes a business of it. Shares are in thousandths, money in yuan."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .voices import Voices

Span = tuple[int, int]
"""Lowest and highest, both included."""

FALLING = (480, 260, 150, 110)
"""Weights of suppliers where a trade says nothing better: most comes from one."""

Origin = str
"""Who a piece of evidence ultimately comes from; two pieces of one origin are not independent."""


@dataclass(frozen=True)
class Category:
    """A line of goods: share of sales and gross margin, both in thousandths."""

    name: str
    share: int
    margin: int


@dataclass(frozen=True)
class Asset:
    """A fixed asset: line code in the balance sheet, what it cost in yuan, months it lasts."""

    line: str
    name: str
    cost: Span
    life: int


@dataclass(frozen=True)
class Cost:
    """An operating cost: a share of sales (thousandths) and a fixed part a month (yuan)."""

    line: str
    name: str
    share: int
    fixed: Span


@dataclass(frozen=True)
class Physical:
    """Something one can count that sales must have used up.

    Sales = quantity ÷ ``per_output`` × ``price`` ÷ ``share``. ``per_output`` is in thousandths of ``unit`` per piece sold,
    ``price`` in yuan a piece, ``share`` the part of sales that this product makes (thousandths).
    """

    key: str
    check: Literal["sales_material", "sales_documents", "sales_energy", "sales_capacity"]
    title: str
    source: str
    unit: str
    piece: str
    per_output: int
    price: int
    share: int
    grade: str
    origin: Origin
    minutes: int = 15
    noise: int = 15
    turns: int = 0  # capacity only: how often one place is used, in thousandths, and on how many days
    days: int = 1
    place: str = ""
    labels: tuple[str, str, str] = ("容量", "周转", "天数")  # capacity only: what places, turns and days are called here


@dataclass(frozen=True)
class Purpose:
    """What the money is asked for, and what papers would prove it: item and its part of the need (thousandths)."""

    title: str
    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Trade:
    """Everything that makes a business of this kind look and count like one."""

    code: str
    name: str
    shop_names: tuple[str, ...]  # ``{surname}`` is the owner's
    place: str
    sales: Span  # yuan a year
    season: tuple[int, ...]  # weights of January … December
    categories: tuple[Category, ...]
    stock_ahead: tuple[int, ...]  # share of the goods of the next 1, 2 … months that is paid for and on hand
    receivable: tuple[int, ...]  # share of this, the last … month's sales still owed by customers
    payable: tuple[int, ...]  # share of this, the last … month's purchases still owed to suppliers
    advances: int  # share of next month's sales paid ahead by customers
    channels: tuple[int, int, int]  # cash, WeChat, Alipay; the bank takes the rest
    rent: int  # share of sales
    rent_months: int  # months of rent paid at a time
    staff_output: int  # yearly sales a head, family included
    family_workers: int
    wage: Span  # yuan a month and hired head
    costs: tuple[Cost, ...]
    assets: tuple[Asset, ...]
    net_margin: Span  # thousandths of sales, the usual range
    physical: tuple[Physical, ...]
    suppliers: tuple[str, ...]  # the largest first
    buyers: tuple[str, ...]
    stock_items: tuple[tuple[str, str, int], ...]  # name, unit, purchase price
    purposes: tuple[Purpose, ...]
    repayment: Literal["equal_payment", "equal_principal", "seasonal", "by_batch"]
    term: int
    voices: Voices
    daily: bool = True  # sells every day, so a day can be sampled
    tax: str = "小规模纳税人"
    consigned: str = ""  # goods that makers leave here to be paid when sold
    floor_notes: tuple[str, ...] = ()  # what an attentive visitor sees
    floor_rest: tuple[str, ...] = ()  # the same where nothing was sold in the month before the visit
    supplier_shares: tuple[int, ...] = ()  # weights of the suppliers in a year's purchases; none: falling ones
    cash_only: tuple[str, ...] = ()  # suppliers that give no credit
    permit: str = ""  # what the trade may not be run without, beside the licence
    men: int = 650  # thousandths of owners who are men

    def shares_of(self, suppliers: Sequence[str]) -> list[int]:
        """Weights of these suppliers in what is bought."""
        known = self.supplier_shares or FALLING[: len(self.suppliers)]
        return [share for name, share in zip(self.suppliers, known, strict=True) if name in suppliers]
