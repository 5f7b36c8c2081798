"""Who runs the business: people, dates, size. Everybody is made up."""

from dataclasses import dataclass

from ..dice import Dice
from ..trades.trade import Trade
from .calendar import MonthName, month_before
from .wishes import Wishes

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁沈任姚卢"
MALE = ("建国", "志强", "海军", "卫东", "德胜", "国庆", "永刚", "晓峰", "大勇", "文斌", "长河", "立新", "春生", "俊杰", "振华")
FEMALE = ("秀英", "美兰", "桂芳", "丽华", "玉梅", "春燕", "小红", "雪琴", "翠花", "爱琴", "金凤", "晓丽", "凤霞", "艳红", "淑珍")
WINDOW = (12, 18)


@dataclass(frozen=True)
class Person:
    name: str
    age: int


@dataclass(frozen=True)
class Profile:
    """``months`` counts the months that are kept in books and flows; the year ends with ``as_of``."""

    shop: str
    owner_is_man: bool
    owner: Person
    spouse: Person
    children: int
    schooling: int  # yuan a year
    home: str
    housing: int  # yuan a year: rent or mortgage of the home
    months_open: int
    months: int
    as_of: MonthName
    spouse_works: str

    @property
    def spouse_helps(self) -> bool:
        return "不领工资" in self.spouse_works

    @property
    def people(self) -> int:
        return 2 + self.children


HOMES = (
    ("县城自住房，无贷款", 0),
    ("县城自住房，按揭中", 22_800),
    ("租房居住", 14_400),
    ("镇上自建房", 0),
    ("村里自建房", 0),
)
HELPS = "在自家生意上帮忙，不领工资"
HOMEMAKER = "顾家带孩子，忙时搭把手，不领工资"
WIFE_WORKS = ("在幼儿园食堂帮厨", "在幼儿园当保育员", "在乡镇卫生院做护工", "在服装厂踩缝纫机")
HUSBAND_WORKS = ("在学校看大门", "在小区当保安", "在快递点分拣", "在自来水公司做维修")


def make_profile(trade: Trade, wishes: Wishes, dice: Dice) -> Profile:
    owner_is_man = dice.chance(trade.men)
    names = [
        dice.pick(SURNAMES) + dice.pick(MALE if owner_is_man else FEMALE),
        dice.pick(SURNAMES) + dice.pick(FEMALE if owner_is_man else MALE),
    ]
    age = dice.between(31, 52)
    children = dice.pick((1, 1, 2, 2, 2))
    home, housing = dice.pick(HOMES)
    months = wishes.earlier_months + 12 if wishes.earlier_months is not None else dice.between(*WINDOW)
    months_open = wishes.months_open or dice.between(38, 120)
    helps = HELPS if trade.family_workers > 1 else HOMEMAKER
    return Profile(
        shop=dice.pick(trade.shop_names).format(surname=names[0][0]),
        owner_is_man=owner_is_man,
        owner=Person(names[0], age),
        spouse=Person(names[1], age + dice.between(-4, 2)),
        children=children,
        schooling=children * dice.between(4, 10) * 1000,
        home=home,
        housing=housing,
        months_open=max(months_open, months + 1),
        months=months,
        as_of=month_before((2026, 2), dice.between(0, 11)),
        spouse_works=dice.pick((helps, helps, *(WIFE_WORKS if owner_is_man else HUSBAND_WORKS))),
    )


def in_law(profile: Profile) -> str:
    """What the owner calls the spouse's father."""
    return "岳父" if profile.owner_is_man else "公公"
