"""What the customer says, topic by topic: everything follows the claims, in spoken amounts."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ..money import YUAN, round_to, spoken, text
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


HOMES_TOLD = {
    "县城自住房，无贷款": "县城有自己的房，没贷款",
    "县城自住房，按揭中": "县城的房还在按揭",
    "租房居住": "房子是租的",
    "镇上自建房": "住镇上自家盖的房",
    "村里自建房": "住村里自家盖的房",
}


def _sales(scene: Scene) -> str:
    claims = scene.claims
    choices = (
        "一年下来{year}左右，摊到每个月{month}。",
        "一年能做{year}，平均一个月{month}上下。",
        "去年到现在{year}吧，一个月合{month}。",
    )
    return scene.words("sales", choices, year=spoken(claims.annual_sales), month=spoken(claims.annual_sales // 12))


def _season(scene: Scene) -> str:
    year = scene.truth.year
    best, worst = max(year, key=lambda month: month.sales), min(year, key=lambda month: month.sales)
    low = "几乎没有进账" if not worst.sales else f"只有{spoken(worst.sales)}"
    high, few = f"{best.name[1]}月", f"{worst.name[1]}月"
    choices = ("最好的是{high}，能做{much}；{few}最淡，{low}。", "{high}最旺，做到过{much}；到了{few}{low}。")
    return scene.words("season", choices, high=high, few=few, much=spoken(best.sales), low=low)


def _margin(scene: Scene) -> str:
    """To half a yuan in a hundred: nobody knows it better."""
    tenths = round_to(scene.claims.gross_margin, 5)
    return scene.words("margin", scene.trade.voices.margin, yuan=f"{tenths // 10}块{tenths % 10 or ''}")


def _profit(scene: Scene) -> str:
    together = scene.truth.profile.spouse_helps and scene.trade.family_workers > 1
    whose = "我们两口子的工钱没算在里面" if together else "我自己的工钱没算在里面"
    choices = ("费用利息都去掉，一年能落{amount}，{whose}。", "该花的都花了，一年净落{amount}，{whose}。")
    return scene.words("profit", choices, amount=spoken(scene.claims.net_profit), whose=whose)


def _purchases(scene: Scene) -> str:
    return scene.words("purchases", scene.trade.voices.purchases, goods="、".join(scene.trade.suppliers[:3]))


def _stock(scene: Scene) -> str:
    amount = scene.claims.assets.get("inventory", 0)
    return scene.words("stock", scene.trade.voices.stock, amount=spoken(amount)) if amount else "基本不压货。"


def _receivables(scene: Scene) -> str:
    amount = scene.claims.assets.get("receivables", 0)
    nothing = ("都是现结，没人欠我的钱。", "一手钱一手货，外头没有欠账。")
    return scene.words("receivables", scene.trade.voices.receivables if amount else nothing, amount=spoken(amount))


def _payables(scene: Scene) -> str:
    amount = scene.claims.liabilities.get("payables", 0)
    return scene.words("payables", scene.trade.voices.payables, amount=spoken(amount)) if amount else "货款都结清了。"


def _loans(scene: Scene) -> str:
    parts = [
        f"{LOAN_WORDS[line]}还有{spoken(amount)}" for line, amount in scene.claims.liabilities.items() if line in LOAN_WORDS and amount
    ]
    never, paid_off = ("不欠谁的钱。", "没有贷款，也没跟人借。"), ("以前贷过，都还清了，眼下不欠谁的。", "还清了，现在没有贷款。")
    return ("、".join(parts) + "，没有别的了。") if parts else scene.words("loans", paid_off if scene.claims.debt_service else never)


def _household(scene: Scene) -> str:
    profile = scene.truth.profile
    choices = ("一家{people}口，一年花{amount}。{home}。", "家里{people}口人，吃穿上学都算上一年{amount}。{home}。")
    home = HOMES_TOLD[profile.home]
    return scene.words("household", choices, people=str(profile.people), amount=spoken(scene.claims.household), home=home)


def _other_income(scene: Scene) -> str:
    amount = scene.claims.other_income
    works = scene.truth.profile.spouse_works
    return f"爱人{works}，一年{spoken(amount)}。" if amount else f"爱人{works}，家里没有别的收入。"


def _costs(scene: Scene) -> str:
    """The year's figure has the rent in it, and says so."""
    rent, voices = scene.truth.fixed.rent, scene.trade.voices
    paid = f"一月{rent.monthly // YUAN}块，{rent.months}个月一交"
    if rent.months == 12:
        paid = f"一年{rent.monthly * 12 // YUAN}块，一年一交"
    wages = "工钱、" if scene.truth.fixed.hired else ""
    return f"{voices.rent}{paid}；连它带{wages}{voices.expenses}杂七杂八，全年{spoken(scene.claims.opex)}。"


def _staff(scene: Scene) -> str:
    hired = scene.truth.fixed.hired
    family = "我自己"
    if scene.trade.family_workers > 1:
        family = "我们两口子" if scene.truth.profile.spouse_helps else "我和家里老人"
    return f"雇了{hired}个人，一个人一月{scene.truth.fixed.wage // YUAN}块，再加{family}。" if hired else f"没雇人，就{family}干。"


def _years(scene: Scene) -> str:
    months = scene.claims.months_open
    return f"干了{months // 12}年{f'零{months % 12}个月' if months % 12 else ''}。"


def _purpose(scene: Scene) -> str:
    choices = ("{purpose}，要{amount}。", "就是{purpose}，想贷{amount}。", "这次是为了{purpose}，差{amount}。")
    return scene.words("purpose", choices, purpose=scene.claims.purpose, amount=spoken(scene.claims.amount))


def _repayment(scene: Scene) -> str:
    words = {
        "seasonal": ("菜下来的月份多还点，歇棚那两个月少还点。",),
        "by_batch": ("卖一批猪还一批。", "出栏了就还，空栏那阵只还利息行不行。"),
    }
    cash_trade = sum(scene.trade.receivable) < 100
    monthly = ("按月还没问题。", "每个月还，天天有进账。" if cash_trade else "按月还，回款接得上。")
    how = scene.words("repayment", words.get(scene.trade.repayment, monthly))
    service = scene.claims.debt_service
    if not service:
        return how + "眼下没有每月要还的贷款。"
    if not scene.claims.debts:
        return how + f"以前的贷款这一年还了{spoken(service)}，已经还清。"
    return how + f"现有的贷款一年连本带息还{spoken(service)}。"


def _events(scene: Scene) -> str:
    told = [event for event in scene.truth.events if event.kind == "non_operating"]
    words = [f"{event.name}花了{spoken(event.amount)}" for event in told]
    if scene.claims.bad_debt:
        words.append(f"有笔{scene.trade.voices.takings}{spoken(scene.claims.bad_debt)}收不回来")
    return ("、".join(words) + "。") if words else scene.words("events", ("这几年没办什么大事。", "没有大的开销，家里也没出什么事。"))


def _history(scene: Scene) -> str:
    claims = scene.claims
    given = f"，后来家里又支援了{spoken(claims.injection)}" if claims.injection else ""
    told = f"开头自己的本钱{spoken(claims.initial)}{given}。"
    if not claims.past_profit:
        return told
    other = f"，家里别的收入一共{spoken(claims.past_other_income)}" if claims.past_other_income else ""
    return f"{told}前面几年加起来净赚{spoken(claims.past_profit)}，家里一共花了{spoken(claims.past_household)}{other}。"


def _cash(scene: Scene) -> str:
    pockets = "卡里、手机里加抽屉里" if all(scene.trade.channels) else "卡里、手机里"
    return f"{pockets}一共{spoken(scene.claims.assets['cash'])}，您现在就能看。"


def _bank(scene: Scene) -> str:
    plain = scene.words("bank", ("流水都是做生意的钱，您随便看。", "流水您翻就是，都是买卖上进出的钱。"))
    return plain + scene.facts.get("agency", "") + scene.facts.get("old_debt", "")


def _owner(scene: Scene) -> str:
    return scene.words("owner", ("生意是我的，我说了算。", "我自己的生意，进货收钱都是我。"))


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
