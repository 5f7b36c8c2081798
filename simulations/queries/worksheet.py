"""The worksheet as pages and the report show it: lines with their readings, what follows, ratios, checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..domain.investigation.catalogue import TALKS
from ..domain.investigation.lines import ASSETS, FLOWS, INCOME, LIABILITIES, OPENING
from ..domain.investigation.sheet import SheetLine, usual_net_margin
from ..domain.investigation.state import Checked, Entry, Reading
from ..enums import DerivedLine, EvidenceChannel, EvidenceTopic, HeldAgainst, Ratio, SheetCheck, StatementLine, Worse
from .visit import Visit

Words = str | Promise


def piece_name(visit: Visit, piece: str) -> str:
    """How a piece in hand is called in lists: a paper by its title, what somebody said by who and about what."""
    thing = visit.catalogue[piece]
    if thing.channel not in TALKS:
        return thing.title
    topic = EvidenceTopic(thing.topic).label if thing.topic in EvidenceTopic.values else thing.title
    return f"{EvidenceChannel(thing.channel).label}：{topic}"


def fixed_of(visit: Visit) -> tuple[str, ...]:
    return tuple(dict.fromkeys(asset.line for asset in visit.trade.assets))


def groups_of(visit: Visit) -> list[tuple[Words, list[tuple[str, Words]]]]:
    """(statement, [(line, name)]) in the order of the sheet."""
    groups = (
        (gettext_lazy("Assets"), (*ASSETS, *fixed_of(visit))),
        (gettext_lazy("Liabilities"), LIABILITIES),
        (gettext_lazy("Income of twelve months"), INCOME),
        (gettext_lazy("A year ago"), OPENING),
        (gettext_lazy("Other money in the year"), FLOWS),
    )
    return [(label, [(line, StatementLine(line).label) for line in lines]) for label, lines in groups]


@dataclass(frozen=True)
class SheetRow:
    """A line of a statement: ``value`` in yuan or None; ``grades`` of what it rests on; ``differs`` where readings disagree by > 5 %."""

    line: str
    name: Words
    value: Decimal | None
    readings: Sequence[Reading]
    entry: Entry | None
    grades: str
    differs: bool


@dataclass(frozen=True)
class SheetGroup:
    name: Words
    rows: Sequence[SheetRow]
    totals: Sequence[tuple[Words, Decimal]]


def sheet_groups(visit: Visit) -> list[SheetGroup]:
    """Each statement with what follows from it."""
    found, statements = [], visit.statements
    balance, income = statements.balance, statements.income
    totals: list[list[tuple[str, Decimal]]] = [
        [("total_assets", balance.total_assets)],
        [("total_liabilities", balance.total_liabilities), ("equity", balance.equity)],
        [
            ("gross_profit", income.gross_profit),
            ("opex_total", income.opex_total),
            ("net_profit", income.net_profit),
            ("net_disposable", income.net_disposable),
        ],
        [],
        [],
    ]
    for (name, lines), sums in zip(groups_of(visit), totals, strict=True):
        rows = [_row(visit, line, label) for line, label in lines]
        found.append(SheetGroup(name, rows, [(DerivedLine(code).label, amount) for code, amount in sums]))
    return found


def _row(visit: Visit, line: str, name: Words) -> SheetRow:
    readings = visit.state.readings_of(line)
    values = [reading.value for reading in readings]
    grades = "".join(sorted({visit.catalogue[reading.piece].grade for reading in readings}))
    apart = len(values) > 1 and (max(values) - min(values)) * 20 > max(abs(value) for value in values)
    return SheetRow(line, name, visit.state.value(line), readings, visit.state.entries.get(line), grades, apart)


def cash_flow_rows(visit: Visit) -> list[tuple[Words, Decimal]]:
    """Opening cash, what moved it, closing cash by the flow."""
    flow = visit.statements.cash_flow
    names = {**{member.value: member.label for member in StatementLine}, **{member.value: member.label for member in DerivedLine}}
    rows: list[tuple[Words, Decimal]] = [(StatementLine.OPENING_CASH.label, flow.opening_cash)]
    rows += [(names[line], amount) for line, amount in flow.lines.items()]
    return [*rows, (DerivedLine.CLOSING_CASH.label, flow.closing_cash)]


def ratio_rows(visit: Visit) -> list[tuple[Words, Decimal, bool]]:
    """(name, value, whether it is a share): shares are plain fractions, the others days or multiples."""
    offer = visit.state.offer
    shares = {"gross_margin", "net_margin", "debt_ratio", "debt_ratio_after"}
    found = visit.statements.ratios(offer.amount if offer else Decimal(0))
    if offer is None or not offer.amount:
        found.pop("debt_ratio_after", None)
    return [(Ratio(code).label, value, code in shares) for code, value in found.items()]


def stress_rows(visit: Visit) -> list[tuple[Words, Decimal, Decimal]]:
    """(what gets worse, disposable a month, coverage)."""
    found = visit.repaying
    return [] if found is None else [(Worse(one.name).label, one.disposable, one.coverage) for one in found.stressed]


def check_name(line: SheetLine) -> str:
    """A standard check by its key; a trade's own by its formula and what is counted."""
    if line.key in SheetCheck.values:
        return str(SheetCheck(line.key).label)
    return _("%(check)s: %(thing)s") % {"check": SheetCheck(line.code).label, "thing": line.thing}


def held_against(line: SheetLine) -> str:
    code = "sales" if line.code.startswith("sales") else "margin" if line.code == "margin_categories" else line.code
    return str(HeldAgainst(code).label)


@dataclass(frozen=True)
class CheckRow:
    """One check of the sheet with what was done of it; ``hint`` is the benchmark where the trade itself gives it."""

    line: SheetLine
    name: str
    against: str
    done: Checked | None
    hint: Decimal | None
    within: bool | None


def check_rows(visit: Visit) -> list[CheckRow]:
    rows = []
    for line in visit.sheet:
        done = visit.state.checks.get(line.key)
        hint = usual_net_margin(visit.trade) if line.code == "net_margin" else None
        within = None if done is None or done.deviation is None else abs(done.deviation) <= line.tolerance.value
        rows.append(CheckRow(line, check_name(line), held_against(line), done, hint, within))
    return rows
