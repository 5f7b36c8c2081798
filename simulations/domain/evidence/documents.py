"""Papers that can be asked for: flows, ledger, statements, licence, lease, credit report, tax, bills, quotes."""

from collections.abc import Iterator
from operator import itemgetter

from ..money import YUAN, permille, text, yuan
from ..story.scene import Scene
from ..trades.trade import Physical
from ..truth.books import Event
from ..truth.calendar import date_text, last_day, month_before, month_text
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
        yield Piece(
            "cash_book", "document", "cash", "现金流水本（手写）", scene.trade.voices.till, "customer", "B", 10, "", table, disclosed
        )
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
    yield Piece("supplier_statements", "document", "payables", title, "供应商账本", "supplier", "A", 20, note, table, disclosed)
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
    licence += f"另有{scene.trade.permit}，在有效期内。" if scene.trade.permit else ""
    yield Piece("licence", "document", "years", "营业执照", "登记系统可查", "registry", "A", 5, licence, None, months)
    rent = scene.truth.fixed.rent
    deposit = f"押金 {_cell(rent.deposit)} 元" if rent.deposit else "不收押金"
    let = date_text(month_before(profile.as_of, figures.months_open - 1), 1)
    paid = f"月租 {_cell(rent.monthly)} 元，{rent.months} 个月一付"
    if rent.months == 12:
        paid = f"{scene.trade.voices.rent}一年 {_cell(rent.monthly * 12)} 元，一年一付"
    lease = f"{let} 起租，{paid}，{deposit}。"
    disclosed = {
        "rent": text(rent.monthly * 12),
        "deposits": text(rent.deposit),
        "prepaid_rent": text(scene.truth.closing.held("prepaid_rent")),
    }
    yield Piece("lease", "document", "costs", scene.trade.voices.lease, "合同原件", "landlord", "B", 8, lease, None, disclosed | months)
    yield Piece("tax_return", "document", "sales", "纳税申报", "电子税务局", "tax_office", "A", 8, f"{scene.trade.tax}，定期申报，无欠税。")


def credit_report(scene: Scene) -> Piece:
    known = {line: amount for line, amount in scene.figures.debts.items() if line not in {"loan_private", "loan_relatives"}}
    names = {loan.line: loan.lender for loan in scene.truth.loans}
    rows = tuple((names[line], _cell(amount), "正常") for line, amount in known.items())
    words = f"近三个月贷款审批查询 {scene.figures.credit_queries} 次。"
    if scene.facts.get("credit_blank"):
        words += "名下贷款都是消费用途，从无经营性贷款。" if {"loan_bank", "loan_online"} & known.keys() else "名下从无经营性贷款。"
    words += "" if rows else "没有未结清的经营贷款和信用卡欠款。"
    if "按揭" in scene.truth.profile.home:
        left = scene.dice.child("mortgage").between(150, 290)
        words += f"另有住房按揭一笔，余额 {left // 10}.{left % 10} 万元，还款正常（月供在家庭开支里）。"
    words += scene.facts.get("queries", "")
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
    """Where the year began, from which every check that rolls a balance forward starts; and deposits taken, then and now."""
    before, now, deposits = scene.truth.opening, scene.truth.closing, bool(scene.trade.advances)
    rows = [(name, _cell(before.held(prefix)) if before.held(prefix) else "无") for code, prefix, name in OPENING_LINES]
    columns = ("项目", f"上年同日（{last_day(month_before(scene.truth.year[0].name, 1))}）")
    disclosed = {f"opening_{code}": text(before.held(prefix)) for code, prefix, _name in OPENING_LINES}
    taken = f"调查日手里未交货的定金 {_cell(now.held('advances'))} 元。" if deposits else "不收定金，没有预收。"
    return Piece(
        "opening_sheet",
        "document",
        "opening",
        "上年同日盘点表与定金存根" if deposits else "上年同日盘点表",
        "老板的盘点本、定金收据" if deposits else "老板的盘点本",
        "own_books",
        "B",
        10,
        taken,
        Table(columns, tuple(rows if deposits else rows[:-1])),
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
        labels = _gauge_labels(physical)
        rows = tuple((labels[name], value) for name, value in gauge.inputs.items())
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
            _GAUGE_READ[physical.check],
            Table(("项目", "数值"), rows),
            disclosed,
        )


_GAUGE_READ = {
    "sales_material": "近十二个月逐张加总；占比是用到它的那部分销售占全部销售的份额。",
    "sales_documents": "近十二个月逐月点数；占比是开了这种单据的销售占全部销售的份额。",
    "sales_energy": "近十二个月账单加总；占比是同行这项费用通常占销售的份额。",
    "sales_capacity": "容量乘上一年用几回、每回做多少，推到全年。",
}


def _gauge_labels(physical: Physical) -> dict[str, str]:
    """What each input is called on the paper, in the trade's own units."""
    in_money = physical.piece == "元"
    places, turns, days = physical.labels
    return {
        "quantity": f"用量（{physical.unit}）",
        "per_unit": "每元销售要的进价（元）" if in_money else f"每{physical.piece}耗用（{physical.unit}）",
        "price": "单价（元）" if in_money else f"每{physical.piece}平均（元）",
        "share": "占比（%）",
        "cost": "费用（元）",
        "count": f"合计（{physical.unit}）",
        "average": f"平均每{physical.unit}（元）",
        "units": places,
        "turns": turns,
        "days": days,
    }


def history_papers(scene: Scene) -> Piece:
    """Big things of the past with a date or a receipt: what the owner leaves out shows here."""
    events = scene.truth.events
    rows = tuple(sorted(((event.name, _cell(event.amount), _when(scene, event)) for event in events), key=itemgetter(2)))
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


def _when(scene: Scene, event: Event) -> str:
    """The month where the books know it; else a year since the business began, a bad debt not long ago."""
    if event.index is not None:
        return month_text(scene.truth.months[event.index].name)
    profile, last = scene.truth.profile, month_before(scene.truth.months[0].name, 1)[0]
    first = min(last, month_before(profile.as_of, profile.months_open - 1)[0])
    if event.kind == "bad_debt":
        return f"{max(first, min(last, profile.as_of[0] - 2))} 年"
    return f"{scene.dice.child(('when', event.name)).between(first, last)} 年"
