"""What the customer says, topic by topic: everything follows the claims, in spoken amounts."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ..money import spoken, text
from ..story.scene import Scene
from .piece import Piece
from .topics import TOPICS

LOAN_WORDS = {
    "loan_bank": "银行贷款",
    "loan_online": "网上的贷款",
    "loan_card": "信用卡",
    "loan_relatives": "亲戚的钱",
    "loan_private": "朋友的钱",
    "loan_car": "车贷",
}


def _sales(scene: Scene) -> str:
    claims = scene.claims
    return f"一年下来{spoken(claims.annual_sales)}左右，摊到每个月{spoken(claims.annual_sales // 12)}。"


def _season(scene: Scene) -> str:
    year = scene.truth.year
    best, worst = max(year, key=lambda month: month.sales), min(year, key=lambda month: month.sales)
    low = "几乎没有进账" if not worst.sales else f"只有{spoken(worst.sales)}"
    return f"最好的是{best.name[1]}月，能做{spoken(best.sales)}；{worst.name[1]}月最淡，{low}。"


def _margin(scene: Scene) -> str:
    tenths = scene.claims.gross_margin
    return f"卖一百块，毛利大概{tenths // 10}块{f'{tenths % 10}毛' if tenths % 10 else ''}。"


def _profit(scene: Scene) -> str:
    return f"费用利息都去掉，一年能落{spoken(scene.claims.net_profit)}，夫妻两个的工钱没算在里面。"


def _purchases(scene: Scene) -> str:
    return f"主要从{'、'.join(scene.trade.suppliers[:3])}拿货，都是老关系。"


def _stock(scene: Scene) -> str:
    amount = scene.claims.assets.get("inventory", 0)
    return f"按进价算，手头的货值{spoken(amount)}。" if amount else "基本不压货。"


def _receivables(scene: Scene) -> str:
    amount = scene.claims.assets.get("receivables", 0)
    return f"外头欠我{spoken(amount)}，都是熟人。" if amount else "都是现结，没人欠我的钱。"


def _payables(scene: Scene) -> str:
    amount = scene.claims.liabilities.get("payables", 0)
    return f"欠供应商{spoken(amount)}，按月结。" if amount else "货款都结清了。"


def _loans(scene: Scene) -> str:
    parts = [
        f"{LOAN_WORDS[line]}还有{spoken(amount)}" for line, amount in scene.claims.liabilities.items() if line in LOAN_WORDS and amount
    ]
    return ("、".join(parts) + "，没有别的了。") if parts else "不欠谁的钱。"


def _household(scene: Scene) -> str:
    return f"一家{scene.truth.profile.people}口，一年花{spoken(scene.claims.household)}。住房：{scene.truth.profile.home}。"


def _other_income(scene: Scene) -> str:
    amount = scene.claims.other_income
    works = scene.truth.profile.spouse_works
    return f"爱人在{works}，一年{spoken(amount)}。" if amount else f"爱人{works}，家里没有别的收入。"


def _costs(scene: Scene) -> str:
    rent = scene.truth.fixed.rent
    return f"房租一月{spoken(rent.monthly)}，{rent.months}个月一交；工钱水电杂七杂八全年{spoken(scene.claims.opex)}。"


def _staff(scene: Scene) -> str:
    hired = scene.truth.fixed.hired
    return f"雇了{hired}个人，一个月{scene.truth.fixed.wage // 100}块，加上自家人。" if hired else "没雇人，就自家人干。"


def _years(scene: Scene) -> str:
    months = scene.claims.months_open
    return f"干了{months // 12}年{f'零{months % 12}个月' if months % 12 else ''}。"


def _purpose(scene: Scene) -> str:
    return f"{scene.claims.purpose}，要{spoken(scene.claims.amount)}。"


def _repayment(scene: Scene) -> str:
    words = {"seasonal": "菜下来的月份多还点", "by_batch": "卖一批猪还一批"}
    service = scene.claims.debt_service
    now = f"现有的贷款一年连本带息还{spoken(service)}" if service else "现在没有别的贷款要还"
    return f"{words.get(scene.trade.repayment, '按月还没问题')}。{now}。"


def _events(scene: Scene) -> str:
    told = [event for event in scene.truth.events if event.kind == "non_operating"]
    words = [f"{event.name}花了{spoken(event.amount)}" for event in told]
    if scene.claims.bad_debt:
        words.append(f"有笔货款{spoken(scene.claims.bad_debt)}收不回来")
    return ("、".join(words) + "。") if words else "这几年没办什么大事。"


def _history(scene: Scene) -> str:
    claims = scene.claims
    given = f"，后来家里又支援了{spoken(claims.injection)}" if claims.injection else ""
    years = f"前面几年加起来净赚{spoken(claims.past_profit)}，家里一共花了{spoken(claims.past_household)}" if claims.past_profit else ""
    if claims.past_profit and claims.past_other_income:
        years += f"，家里别的收入一共{spoken(claims.past_other_income)}"
    return f"开头自己的本钱{spoken(claims.initial)}{given}。{years}。"


def _cash(scene: Scene) -> str:
    return f"卡里、手机里加抽屉里一共{spoken(scene.claims.assets['cash'])}，您现在就能看。"


def _bank(scene: Scene) -> str:
    return "流水都是做生意的钱，您随便看。" + scene.facts.get("agency", "") + scene.facts.get("old_debt", "")


def _owner(scene: Scene) -> str:
    return "生意是我的，我说了算。"


ANSWERS: Mapping[str, Callable[[Scene], str]] = MappingProxyType(
    {
        "sales": _sales,
        "season": _season,
        "margin": _margin,
        "profit": _profit,
        "purchases": _purchases,
        "stock": _stock,
        "receivables": _receivables,
        "payables": _payables,
        "loans": _loans,
        "household": _household,
        "other_income": _other_income,
        "costs": _costs,
        "staff": _staff,
        "years": _years,
        "purpose": _purpose,
        "repayment": _repayment,
        "events": _events,
        "history": _history,
        "cash": _cash,
        "bank": _bank,
        "owner": _owner,
    }
)


def _figures(scene: Scene) -> dict[str, dict[str, str]]:
    """The figures that each answer gives away."""
    claims = scene.claims
    return {
        "sales": {"annual_sales": text(claims.annual_sales)},
        "profit": {"net_profit": text(claims.net_profit)},
        "stock": {"inventory": text(claims.assets.get("inventory", 0))},
        "receivables": {"receivables": text(claims.assets.get("receivables", 0))},
        "payables": {"payables": text(claims.liabilities.get("payables", 0))},
        "loans": {line: text(amount) for line, amount in claims.liabilities.items() if line in LOAN_WORDS},
        "household": {"household": text(claims.household)},
        "other_income": {"other_income": text(claims.other_income)},
        "costs": {"opex": text(claims.opex)},
        "repayment": {"debt_service": text(claims.debt_service)},
        "purpose": {"amount": text(claims.amount)},
        "history": {"initial_equity": text(claims.initial)},
        "cash": {"cash": text(claims.assets["cash"])},
    }


def talk(scene: Scene) -> Iterator[Piece]:
    """One piece a topic; a concealment may have put its own words in the customer's mouth."""
    owner, figures = scene.truth.profile.owner.name, _figures(scene)
    for topic, answer in ANSWERS.items():
        yield Piece(
            id=f"talk_{topic}",
            channel="customer",
            topic=topic,
            title="客户说",
            source=owner,
            origin="customer",
            grade="D",
            minutes=3,
            text=scene.answers.get(topic) or answer(scene),
            discloses=figures.get(topic, {}),
            keywords=TOPICS[topic],
        )
