"""What one sees and counts on the spot: stock, shelves, price tags, sampled days, cash, home."""

from collections.abc import Iterator

from ..money import YUAN, spoken, text, yuan
from ..story.scene import Scene
from .piece import Piece, Table


def _cell(amount: int) -> str:
    return f"{yuan(amount):,.2f}"


WEIGHTS = (27, 21, 16, 12, 8, 5)
LISTED = 90
"""How the leading articles share the stock, and what they make of it together (per cent); the rest is odds and ends."""


def _stock(scene: Scene) -> Piece:
    """Counted by item at purchase price; consigned and spoilt goods are told apart by their labels."""
    figures, dice = scene.figures, scene.dice.child("stock_count")
    items = scene.trade.stock_items
    own = figures.on_site - figures.consigned - figures.defective
    rows = []
    left = own
    whole = sum(WEIGHTS[: len(items)])
    for (name, unit, price), weight in zip(items, WEIGHTS, strict=False):
        count = dice.noisy(own * LISTED // 100 * weight // whole, 80) // (price * YUAN)
        if count:
            rows.append((name, f"{count} {unit}", f"{price}", _cell(count * price * YUAN), "自有"))
            left -= count * price * YUAN
    rows.append(("其他零星货", "估点", "—", _cell(left), "自有"))
    if figures.consigned:
        rows.append((scene.facts["consigned"], "另点", "—", _cell(figures.consigned), "贴厂家寄售标签，未付款"))
    disclosed = {"on_site_stock": text(figures.on_site), "consigned_stock": text(figures.consigned), "inventory": text(own)}
    table = Table(("品名", "数量", "进价", "金额", "权属"), tuple(rows), ("合计", "", "", _cell(figures.on_site), ""))
    return Piece("stock_count", "shop_floor", "stock", "抽盘", "两名调查人", "observation", "C", 35, "", table, disclosed)


def floor(scene: Scene) -> Iterator[Piece]:
    if scene.truth.closing.held("inventory"):
        yield _stock(scene)
    yield _look(scene)
    yield _prices(scene)
    if scene.figures.samples:
        yield _days(scene)
    yield _peers(scene)
    yield _codes(scene)
    yield from _home(scene)


def _look(scene: Scene) -> Piece:
    resting = scene.trade.floor_rest and not scene.truth.year[-1].sales
    notes, staff = "；".join(scene.trade.floor_rest if resting else scene.trade.floor_notes), scene.figures.staff
    words = f"{notes}。连自家人共 {staff} 人在干活。"
    return Piece("shop_look", "shop_floor", "staff", "现场观察", "两名调查人", "observation", "C", 10, words, None, {"staff": str(staff)})


def _prices(scene: Scene) -> Piece:
    sampled = scene.figures.margins
    rows = tuple((category.name, share, margin) for category, (share, margin) in zip(scene.truth.categories, sampled, strict=True))
    table = Table(("品类", "销售占比（%）", "抽样毛利率（%）"), rows)
    margins = {f"margin_{number}": margin for number, (_, margin) in enumerate(sampled, 1)}
    title, source = scene.trade.voices.margin_sample
    return Piece("price_sample", "shop_floor", "margin", title, source, "price_tags", "B", 20, "", table, margins)


def _days(scene: Scene) -> Piece:
    samples = scene.figures.samples
    names = scene.figures.seasons
    rows = tuple((f"{name}（{months} 个月）", *map(_cell, sample)) for name, (sample, months) in zip(names, samples, strict=True))
    table = Table(("时段", "抽样日一", "抽样日二", "抽样日三"), rows)
    disclosed = {"season_samples": str(len(rows))}
    return Piece("day_samples", "shop_floor", "season", "日记账抽样", scene.trade.voices.daybook, "till", "B", 20, "", table, disclosed)


def _peers(scene: Scene) -> Piece:
    output = scene.figures.staff_output
    words = f"问了{scene.trade.voices.peers}，一个人一年做{spoken(output)}左右。"
    return Piece(
        "peer_output",
        "neighbour",
        "staff",
        "同业人效",
        scene.trade.voices.peers,
        "peers",
        "C",
        10,
        words,
        None,
        {"staff_output": text(output)},
    )


def _codes(scene: Scene) -> Piece:
    share = f"{scene.figures.own_share // 10}.{scene.figures.own_share % 10}"
    shown = share.removesuffix(".0")
    words = f"收款码与银行账户在借款人名下的占 {shown}%。"
    disclosed = {"own_accounts": share}
    return Piece(
        "receipt_codes", "shop_floor", "owner", "收款码与账户归属", "逐个核对户名", "payment_platform", "A", 8, words, None, disclosed
    )


def _home(scene: Scene) -> Iterator[Piece]:
    truth, figures = scene.truth, scene.figures
    profile = truth.profile
    housing = f"{'按揭' if '按揭' in profile.home else '房租'}一年 {profile.housing} 元" if profile.housing else "住房没有月供和房租"
    yearly = f"学费一年 {profile.schooling} 元，{housing}，吃穿用度按本地水平人均一年 {text(figures.per_head)} 元"
    words = f"{profile.home}；{profile.people} 口人，{yearly}。"
    disclosed = {
        "per_head": text(figures.per_head),
        "people": str(profile.people),
        "schooling": str(profile.schooling),
        "housing": str(profile.housing),
    }
    yield Piece("household_visit", "shop_floor", "household", "家访", "两名调查人", "home", "C", 25, words, None, disclosed)
    cash = truth.closing.held("cash")
    yield Piece(
        "cash_count",
        "shop_floor",
        "cash",
        "点钞与余额截图",
        "两名调查人",
        "observation",
        "A",
        8,
        f"合计 {_cell(cash)} 元。",
        None,
        {"cash": text(cash)},
    )
    assets = {line: text(amount) for line, amount in truth.closing.assets.items() if line.startswith("fixed_")}
    rows = tuple((asset.name, _cell(asset.cost), _cell(asset.worth(len(truth.months) - 1))) for asset in truth.fixed.assets)
    table = Table(("资产", "购价", "按年限折旧后"), rows)
    worn = f"连换下来的旧设备一起，开业以来按年限共折旧 {_cell(scene.claims.depreciation)} 元。"
    assets["accumulated_depreciation"] = text(scene.claims.depreciation)
    yield Piece("asset_papers", "document", "assets", "资产发票与登记证", "发票、行驶证", "registry", "B", 10, worn, table, assets)
    wages = {"wages": text(truth.annual_lines("opex").get("wages", 0))}
    hired = f"雇工 {truth.fixed.hired} 人，人均月工资 {truth.fixed.wage // 100} 元。" if truth.fixed.hired else "没有雇工。"
    yield Piece("wage_sheet", "document", "costs", "工资条", "转账记录", "bank", "B", 8, hired, None, wages)
    costs = {line: text(amount) for line, amount in truth.annual_lines("opex").items()}
    names = {"rent": scene.trade.voices.rent, "wages": "工资", **{cost.line: cost.name for cost in scene.trade.costs}}
    bills = Table(("项目", "十二个月合计"), tuple((names[line], _cell(amount)) for line, amount in truth.annual_lines("opex").items()))
    yield Piece("cost_bills", "document", "costs", "费用票据汇总", "缴费单、收据", "bills", "B", 15, "", bills, costs)
