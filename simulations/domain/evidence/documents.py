"""Papers that can be asked for: flows, ledger, statements, licence, lease, credit report, tax, bills, quotes."""

from collections.abc import Iterator

from ..money import YUAN, permille, text, yuan
from ..story.scene import Scene
from ..truth.calendar import MonthName, date_text, month_before, month_text
from .accounts import Accounts, Row
from .piece import Piece, Table

FLOW_COLUMNS = ("日期", "对方", "摘要", "收入", "支出", "余额")


def _cell(amount: int) -> str:
    return f"{yuan(amount):,.2f}"


def _flow(rows: tuple[Row, ...]) -> Table:
    shown = tuple(
        (
            row.date,
            row.party,
            row.memo,
            _cell(row.amount) if row.amount > 0 else "",
            _cell(-row.amount) if row.amount < 0 else "",
            _cell(row.balance),
        )
        for row in rows
    )
    came = sum(row.amount for row in rows if row.amount > 0)
    went = -sum(row.amount for row in rows if row.amount < 0)
    return Table(FLOW_COLUMNS, shown, ("合计", "", "", _cell(came), _cell(went), ""))


def flows(scene: Scene, accounts: Accounts) -> Iterator[Piece]:
    """Bank card, WeChat, Alipay: exported, so grade A; they say nothing about whose money it is."""
    figures = scene.figures
    kinds = (("bank", "银行卡流水", "bank", 20), ("wechat", "微信收款账单", "wechat", 10), ("alipay", "支付宝账单", "alipay", 10))
    for account, title, origin, minutes in kinds:
        if not accounts.rows[account]:
            continue
        disclosed = {f"balance_{account}": text(accounts.closing(account))}
        if account == "bank":
            disclosed |= {"inflow": text(figures.inflow), "debt_service": text(figures.debt_service)}
            disclosed |= {
                "relatives_in": text(figures.relatives_in),
                "related_in": text(figures.related_in),
                "agency_in": text(figures.agency_in),
            }
        table = _flow(accounts.rows[account])
        yield Piece(f"{account}_flow", "document", "bank", title, "本人手机当面导出", origin, "A", minutes, "", table, disclosed)


def ledgers(scene: Scene, accounts: Accounts) -> Iterator[Piece]:
    """The cash book in the owner's hand, month by month, a little off from what was really taken."""
    if accounts.rows["cash_box"]:
        months = scene.truth.year
        parts = _cash_by_month(scene)
        rows = tuple((month_text(month.name), _cell(part), "自记") for month, part in zip(months, parts, strict=False))
        table = Table(("月份", "现金收入", "备注"), rows, ("合计", _cell(scene.figures.cash_takings), ""))
        disclosed = {"cash_takings": text(scene.figures.cash_takings)}
        yield Piece("cash_book", "document", "cash", "现金流水本（手写）", "柜台抽屉", "customer", "B", 10, "", table, disclosed)
    if scene.figures.ages:
        owed = tuple((name, _cell(amount), "可核实" if share else "无着落") for name, amount, share in scene.figures.ages)
        listed = {"receivables": text(sum(amount * share // 100 for _, amount, share in scene.figures.ages))}
        table = Table(("欠款人（账龄）", "金额", "电话核实"), owed)
        yield Piece(
            "receivable_list",
            "document",
            "receivables",
            "应收清单与抽户核实",
            "欠条、聊天记录、抽三户电话",
            "buyers",
            "B",
            20,
            "",
            table,
            listed,
        )


def _cash_by_month(scene: Scene) -> list[int]:
    """As the months took it, each a little off, adding up to the year's figure."""
    dice = scene.dice.child("cash_book")
    shares = [permille(month.cash.get("collections", 0), scene.trade.channels[0]) for month in scene.truth.year]
    parts = [dice.noisy(share, 20) // YUAN * YUAN for share in shares]
    parts[-1] += scene.figures.cash_takings - sum(parts)
    return parts


def suppliers(scene: Scene) -> Iterator[Piece]:
    figures = scene.figures
    if figures.statements:
        rows = tuple((name, _cell(amount)) for name, amount in figures.statements)
        total = sum(amount for _, amount in figures.statements)
        disclosed = {"payables": text(total), "purchases": text(figures.purchases)}
        table = Table(("供应商", "尚欠"), rows, ("合计", _cell(total)))
        note = f"十二个月供货合计 {_cell(figures.purchases)} 元。"
    else:
        table, note = None, f"十二个月进货合计 {_cell(figures.purchases)} 元，现款现货。"
        disclosed = {"purchases": text(figures.purchases), "payables": "0"}
    # One title whether anything is owed or not: it is read before the paper is.
    title = "供应商对账单与进货单"
    yield Piece("supplier_statements", "document", "payables", title, "供应商财务", "supplier", "A", 20, note, table, disclosed)
    months = tuple((month_text(month.name), _cell(month.purchases)) for month in scene.truth.year)
    yield Piece(
        "invoices",
        "document",
        "purchases",
        "进货票据逐月合计",
        "装订票据",
        "supplier",
        "B",
        15,
        _related(scene),
        Table(("月份", "进货"), months),
    )


def _related(scene: Scene) -> str:
    firm = scene.facts.get("related_firm")
    return f"夹有开给{firm}的销售票，收货地址空白，同一号段又有它开来的“材料”票。" if firm else ""


def papers(scene: Scene) -> Iterator[Piece]:
    """Licence, lease, tax: what the authorities and the landlord have on file."""
    profile, figures = scene.truth.profile, scene.figures
    opened = date_text(month_before(profile.as_of, figures.months_open - 1), scene.dice.child("licence").between(2, 27))
    took_over = "；经营者由他人变更而来" if scene.facts.get("took_over") else ""
    months = {"months_open": str(figures.months_open)}
    licence = f"个体工商户，经营者{profile.owner.name}，{opened} 登记{took_over}，经营场所：{scene.trade.place}。"
    yield Piece("licence", "document", "years", "营业执照", "登记系统可查", "registry", "A", 5, licence, None, months)
    rent = scene.truth.fixed.rent
    deposit = f"押金 {_cell(rent.deposit)} 元" if rent.deposit else "不收押金"
    lease = f"{opened} 起租，月租 {_cell(rent.monthly)} 元，{rent.months} 个月一付，{deposit}。"
    disclosed = {
        "rent": text(rent.monthly * 12),
        "deposits": text(rent.deposit),
        "prepaid_rent": text(scene.truth.closing.held("prepaid_rent")),
    }
    yield Piece("lease", "document", "costs", "租赁合同", "合同原件", "landlord", "B", 8, lease, None, disclosed | months)
    yield Piece("tax_return", "document", "sales", "纳税申报", "电子税务局", "tax_office", "A", 8, f"{scene.trade.tax}，定期申报，无欠税。")


def credit_report(scene: Scene) -> Piece:
    known = {line: amount for line, amount in scene.figures.debts.items() if line not in {"loan_private", "loan_relatives"}}
    names = {loan.line: loan.lender for loan in scene.truth.loans}
    rows = tuple((names[line], _cell(amount), "正常") for line, amount in known.items())
    words = f"近三个月贷款审批查询 {scene.figures.credit_queries} 次。"
    if scene.facts.get("credit_blank"):
        words += "本人名下从无经营性贷款，也无商户收款账户。"
    if scene.facts.get("queries"):
        words += scene.facts["queries"]
    disclosed = {line: text(amount) for line, amount in known.items()} | {"credit_queries": str(scene.figures.credit_queries)}
    table = Table(("机构", "余额", "状态"), rows) if rows else None
    return Piece("credit_report", "document", "loans", "征信报告", "征信系统", "credit_bureau", "A", 10, words, table, disclosed)


OPENING_LINES = (
    ("cash", "cash", "现金与存款"),
    ("receivables", "receivables", "应收货款"),
    ("prepaid", "prepaid_", "预付"),
    ("inventory", "inventory", "存货（进价）"),
    ("payables", "payables", "应付货款"),
    ("advances", "advances", "预收定金"),
)


def opening_sheet(scene: Scene) -> Piece:
    """Where the year began: what every check that rolls a balance forward starts from; and deposits taken, then and now."""
    before, now = scene.truth.opening, scene.truth.closing
    rows = tuple(
        (name, _cell(before.held(prefix)), _cell(now.held(prefix)) if code == "advances" else "—") for code, prefix, name in OPENING_LINES
    )
    disclosed = {f"opening_{code}": text(before.held(prefix)) for code, prefix, _name in OPENING_LINES}
    return Piece(
        "opening_sheet",
        "document",
        "opening",
        "上年同日盘点表与定金存根",
        "账本、年终盘点、定金收据",
        "own_books",
        "B",
        10,
        "",
        Table(("项目", "上年同日", "调查日"), rows),
        disclosed | {"advances": text(now.held("advances"))},
    )


def purpose_papers(scene: Scene) -> Piece:
    rows = tuple((name, _cell(amount)) for name, amount in scene.figures.needs)
    total = sum(amount for _, amount in scene.figures.needs)
    table = Table(("单据", "金额"), rows, ("合计", _cell(total)))
    disclosed = {"provable_need": text(total)}
    return Piece("purpose_papers", "document", "purpose", "用途单据", "订货单、报价单", "purpose_papers", "B", 12, "", table, disclosed)


def gauges(scene: Scene) -> Iterator[Piece]:
    """What must have been used up to sell so much."""
    for gauge in scene.figures.gauges:
        physical = gauge.physical
        channel = "shop_floor" if physical.grade == "C" else "document"
        rows = tuple((_GAUGE_WORDS[name], value) for name, value in gauge.inputs.items())
        words = f"近十二个月合计；数量以{physical.place or physical.unit}计，单价按每{physical.piece}算。"
        disclosed = {f"{physical.key}_{name}": value for name, value in gauge.inputs.items()}
        yield Piece(
            f"gauge_{physical.key}",
            "shop_floor" if channel == "shop_floor" else "document",
            "sales",
            physical.title,
            physical.source,
            physical.origin,
            "A" if physical.grade == "A" else ("B" if physical.grade == "B" else "C"),
            physical.minutes,
            words,
            Table(("项目", "数值"), rows),
            disclosed,
        )


_GAUGE_WORDS = {
    "quantity": "用量",
    "per_unit": "每单位产出耗用",
    "price": "平均单价（元）",
    "share": "占比（%）",
    "cost": "费用（元）",
    "count": "张数",
    "average": "平均每张（元）",
    "units": "容量",
    "turns": "周转",
    "days": "天数",
}


def history_papers(scene: Scene) -> Piece:
    """Big things of the past with a date or a receipt: what the owner leaves out shows here."""
    events = scene.truth.events
    rows = tuple((event.name, _cell(event.amount), _when(scene, event.index)) for event in events)
    lost = sum(event.amount for event in events if event.kind == "bad_debt")
    disclosed = {
        "initial_equity": text(scene.truth.initial),
        "non_operating": text(sum(event.amount for event in events if event.kind == "non_operating")),
        "bad_debt": text(lost),
    }
    table = Table(("事项", "金额", "时间"), rows) if rows else None
    words = f"开业时自有资金 {_cell(scene.truth.initial)} 元（存单与转账记录）。"
    return Piece(
        "history_papers", "document", "history", "大事凭证与开业资金", "发票、转账、病历", "bank", "B", 20, words, table, disclosed
    )


def _when(scene: Scene, index: int | None) -> str:
    name: MonthName | None = None if index is None else scene.truth.months[index].name
    return "前几年" if name is None else month_text(name)
