"""The customer ledger's file, decided row by row before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from .contracts import is_too_mild

Outcome = Literal["create", "update", "same"]
# Only where the bank keeps its customers here; elsewhere the customer number is enough.
PRIVATE = ("name", "phone", "identity")
# A contract that is new needs all of these; of a known one its figures are enough.
TERMS = ("customer", "manager", "product", "amount", "rate", "term_months", "repayment", "guarantee", "paid_on", "due_on")


@dataclass(frozen=True)
class Row:
    """One row as read; what was left empty is None or an empty text."""

    line: int
    number: str
    balance: Decimal
    overdue_days: int
    category: str
    as_of: date
    customer: str = ""
    name: str = ""
    phone: str = ""
    identity: str = ""
    industry: str = ""
    manager: str = ""
    product: str = ""
    amount: Decimal | None = None
    rate: Decimal | None = None
    term_months: int | None = None
    repayment: str = ""
    guarantee: str = ""
    paid_on: date | None = None
    due_on: date | None = None
    tier: str = ""
    check_months: int | None = None
    checked_on: date | None = None
    archive_number: str = ""


@dataclass(frozen=True)
class Known:
    """A contract that is in the ledger already."""

    amount: Decimal
    paid_on: date
    figures_on: date
    figures: tuple[Decimal, int, str]
    care: tuple[str, str, int, date | None, str]


@dataclass(frozen=True)
class Situation:
    """Contracts by number, the employee numbers of people whose account is open, and whether customers' names are kept here."""

    contracts: dict[str, Known] = field(default_factory=dict)
    managers: frozenset[str] = frozenset()
    names: bool = True


@dataclass(frozen=True)
class Fault:
    """``code`` names the sentence, ``column`` the cell; ``params`` are the words in it."""

    line: int
    column: str
    code: str
    value: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    lines: list[tuple[Row, Outcome]]
    faults: list[Fault]
    warnings: list[Fault]

    def count(self, outcome: Outcome) -> int:
        return sum(found == outcome for _row, found in self.lines)


def plan_rows(rows: Sequence[Row], situation: Situation, today: date) -> Plan:
    """What would happen to each row; faults stop the whole file, warnings do not."""
    lines: list[tuple[Row, Outcome]] = []
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for row in rows:
        known = situation.contracts.get(row.number)
        found = _new_faults(row, situation) if known is None else _known_faults(row, known, situation)
        found += _dates(row, known, today) + _private(row, situation)
        faults += found
        if is_too_mild(row.category, row.overdue_days):
            warnings.append(Fault(row.line, "category", "too_mild", row.category, {"days": str(row.overdue_days)}))
        lines.append((row, "create" if known is None else _changes(row, known)))
    return Plan(lines, faults, warnings)


def _new_faults(row: Row, situation: Situation) -> list[Fault]:
    needed = (*TERMS, "name") if situation.names else TERMS
    missing = [name for name in needed if getattr(row, name) in (None, "")]
    found = [Fault(row.line, name, "needed") for name in missing]
    if row.amount is not None and row.balance > row.amount:
        found.append(Fault(row.line, "balance", "above_amount", str(row.balance), {"amount": str(row.amount)}))
    if row.paid_on is not None and row.due_on is not None and row.due_on <= row.paid_on:
        found.append(Fault(row.line, "due_on", "before_paid", row.due_on.isoformat()))
    return found + _manager(row, situation)


def _known_faults(row: Row, known: Known, situation: Situation) -> list[Fault]:
    found = _manager(row, situation)
    if row.balance > known.amount:
        found.append(Fault(row.line, "balance", "above_amount", str(row.balance), {"amount": str(known.amount)}))
    if row.as_of < known.figures_on:
        found.append(Fault(row.line, "as_of", "older", row.as_of.isoformat(), {"known": known.figures_on.isoformat()}))
    return found


def _private(row: Row, situation: Situation) -> list[Fault]:
    return [] if situation.names else [Fault(row.line, name, "not_kept") for name in PRIVATE if getattr(row, name)]


def _manager(row: Row, situation: Situation) -> list[Fault]:
    known = not row.manager or row.manager in situation.managers
    return [] if known else [Fault(row.line, "manager", "unknown_manager", row.manager)]


def _dates(row: Row, known: Known | None, today: date) -> list[Fault]:
    found = []
    paid_on = row.paid_on or (known.paid_on if known else None)
    for name in ("as_of", "checked_on", "paid_on"):
        day = getattr(row, name)
        if day is not None and day > today:
            found.append(Fault(row.line, name, "ahead", day.isoformat()))
    if row.checked_on is not None and paid_on is not None and row.checked_on < paid_on:
        found.append(Fault(row.line, "checked_on", "before_paid", row.checked_on.isoformat()))
    return found


def _changes(row: Row, known: Known) -> Outcome:
    manager, tier, months, checked_on, archive = known.care
    asked = (
        row.manager or manager,
        row.tier or tier,
        row.check_months or months,
        row.checked_on or checked_on,
        row.archive_number or archive,
    )
    same = (row.balance, row.overdue_days, row.category) == known.figures and row.as_of == known.figures_on and asked == known.care
    return "same" if same else "update"
