"""What is looked for in a case: true lines, evidence, checks, what was planted, the right answer. Read from the case's JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

INCOME_LINES = ("sales", "cogs", "opex_total", "interest_total", "other_household_income", "household_expense")

LINE_TOPICS: Mapping[str, tuple[str, ...]] = {
    "sales": ("sales", "bank", "season", "purchases", "cash", "footfall", "material", "delivery_notes", "utilities"),
    "cogs": ("margin", "purchases", "payables", "stock"),
    "opex_total": ("costs", "staff"),
    "interest_total": ("loans", "bank", "credit_report"),
    "other_household_income": ("other_income", "bank", "household"),
    "household_expense": ("household",),
    "cash": ("cash", "bank"),
    "receivables": ("receivables",),
    "inventory": ("stock",),
    "payables": ("payables",),
    "advances": ("opening", "bank", "receivables", "payables"),
    "prepaid": ("costs", "payables", "years"),
    "deposits": ("costs", "years"),
    "fixed": ("assets", "history"),
    "transfer": ("history", "years"),
    "loan": ("loans", "bank", "credit_report", "history"),
}
"""Which topics of evidence may carry a line; a balance-sheet line goes by its first word."""

SIX_FIRST = ("years", "bank", "stock", "payables", "household", "purpose", "loans", "costs", "margin")
"""Topics that an investigation must see with its own eyes where the case has evidence on them (domain.md C05)."""

KEY_FIGURES: Mapping[str, int] = {"sales": 3, "inventory": 2, "receivables": 2, "payables": 2, "loan": 2, "household_expense": 2}
"""Key figures and how many independent sources each needs, as far as the case has them."""


@dataclass(frozen=True)
class Source:
    id: str
    channel: str
    topic: str
    title: str
    origin: str
    grade: str
    minutes: int

    @property
    def first_hand(self) -> bool:
        """More than the customer's own word."""
        return self.channel != "customer" and self.grade != "D"


@dataclass(frozen=True)
class KeyCheck:
    id: str
    code: str
    result: Decimal
    unit: str
    passed: bool

    @property
    def family(self) -> str:
        return "sales" if self.code.startswith("sales") else self.code


@dataclass(frozen=True)
class KeyPlanted:
    id: str
    code: str
    amount: Decimal
    harmless: bool
    evidence: tuple[str, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True)
class RightAnswer:
    result: str
    amount: Decimal
    term: int
    repayment: str

    @property
    def lends(self) -> bool:
        return self.result != "refuse"


@dataclass(frozen=True)
class Key:
    lines: Mapping[str, Decimal]
    derived: Mapping[str, Decimal]
    sources: Mapping[str, Source]
    checks: tuple[KeyCheck, ...]
    planted: tuple[KeyPlanted, ...]
    answer: RightAnswer
    budget: Decimal

    @property
    def scale(self) -> Decimal:
        """What a small amount is measured against."""
        return max(self.derived["total_assets"], Decimal(1))

    def about(self, line: str) -> list[Source]:
        """Evidence that may carry a line."""
        topics = LINE_TOPICS.get(line) or LINE_TOPICS.get(line.split("_")[0], ())
        return [source for source in self.sources.values() if source.topic in topics]

    def topics(self) -> tuple[str, ...]:
        """Topics that must be covered and can be."""
        return tuple(topic for topic in SIX_FIRST if any(source.first_hand and source.topic == topic for source in self.sources.values()))


def read_key(case: Mapping[str, Any]) -> Key:
    """From ``case_json`` or a published case file, made or written by hand."""
    truth, decision = case["truth"], case["decision"]
    income, closing = truth["income_statement"], truth["closing_balance"]
    lines = {line: Decimal(income[line]) for line in INCOME_LINES}
    lines |= {line: Decimal(amount) for side in ("assets", "liabilities") for line, amount in closing[side].items()}
    derived = {line: Decimal(income[line]) for line in ("gross_profit", "net_profit", "net_disposable")}
    derived |= {line: Decimal(closing[line]) for line in ("total_assets", "total_liabilities", "equity")}
    sources = {piece["id"]: _source(piece) for piece in case["shown"]["evidence"]}
    key = Key(
        lines={line: amount for line, amount in lines.items() if amount},
        derived=derived,
        sources=sources,
        checks=tuple(_check(row) for row in case["checks"] if row["against"] == "claim"),
        planted=tuple(_planted(each) for each in case["planted"]),
        answer=RightAnswer(decision["result"], Decimal(decision["amount"]), int(decision["term_months"]), decision.get("repayment", "")),
        budget=Decimal(0),
    )
    return Key(**{**key.__dict__, "budget": _budget(key)})


def _source(piece: Mapping[str, Any]) -> Source:
    words = {name: str(piece[name]) for name in ("id", "channel", "topic", "title", "origin", "grade")}
    return Source(**words, minutes=int(piece["minutes"]))


def _check(row: Mapping[str, Any]) -> KeyCheck:
    return KeyCheck(row["id"], row["code"], Decimal(row["result"]), row["unit"], row["passed"])


def _planted(each: Mapping[str, Any]) -> KeyPlanted:
    harmless = bool(each.get("harmless", False))
    return KeyPlanted(each["id"], each["code"], Decimal(each["amount"]), harmless, tuple(each["evidence"]), tuple(each["checks"]))


def needed(key: Key) -> tuple[str, ...]:
    """The cheapest evidence that covers every topic, backs every line, gives enough independent sources and shows all that is planted."""
    chosen: dict[str, Source] = {each: key.sources[each] for planted in key.planted for each in planted.evidence if each in key.sources}
    cheapest = sorted(key.sources.values(), key=lambda source: (source.minutes, source.id))
    for topic in key.topics():
        _add(chosen, [source for source in cheapest if source.first_hand and source.topic == topic], 1)
    for line in key.lines:
        _add(chosen, [source for source in key.about(line) if source.first_hand], 1)
    for figure, wanted in KEY_FIGURES.items():
        about = {source.id for source in key.about(figure)}
        _add(chosen, [source for source in cheapest if source.id in about], wanted)
    return tuple(sorted(chosen))


def _add(chosen: dict[str, Source], candidates: list[Source], origins: int) -> None:
    """Take candidates in turn until so many origins stand behind the topic."""
    have = {source.origin for source in candidates if source.id in chosen}
    for source in candidates:
        if len(have) >= origins:
            return
        if source.origin not in have:
            chosen[source.id] = source
            have.add(source.origin)


def _budget(key: Key) -> Decimal:
    """A quarter more than the cheapest complete visit, to the next five minutes."""
    cost = sum(key.sources[each].minutes for each in needed(key))
    return Decimal(-(-cost * 5 // 20) * 5)
