"""Makes areas, visits, contracts and days through the room's own actions."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.utils import timezone

from lms.operations.actions.contracts import import_contracts
from lms.operations.actions.days import write_day
from lms.operations.actions.grid import give_area, keep_area
from lms.operations.actions.visits import NewVisit, record_visit
from lms.operations.domain.contract_rows import Row
from lms.operations.enums import OperationsMode
from lms.operations.models import Contract, DaySheet, GridArea, Visit
from lms.operations.queries import mode_of
from lms.people.models import Organisation, User

_numbers = count(1)


def make_area(bank: Organisation, actor: User, *people: User, branch: Organisation | None = None, **fields: Any) -> GridArea:
    number = next(_numbers)
    given = {"name": f"南门街{number}段", "row": number // 20 + 1, "column": number % 20 + 1, "merchants": 20} | fields
    area = keep_area(bank=bank, branch=branch or bank, actor=actor, **given)
    if people:
        give_area(area=area, people=people, actor=actor, on=timezone.localdate())
    return area


def new_visit(*, at: datetime, key: str = "", area: GridArea | None = None, earlier: Visit | None = None, **fields: Any) -> NewVisit:
    """A talk with intent B unless ``fields`` say otherwise."""
    number = next(_numbers)
    known = {"operator", "phone", "photo", "photo_name", "entered_at"}
    said: Mapping[str, Any] = {
        "merchant": f"顺达五金{number}",
        "result": "talked",
        "intent": "B",
        "next_on": timezone.localdate(at) + timedelta(days=3),
        "source": "grid",
        "industry": "retail",
        "consent": "spoken",
    } | {name: value for name, value in fields.items() if name not in known}
    more = {name: value for name, value in fields.items() if name in known}
    return NewVisit(client_key=key or f"{number:032x}", happened_at=at, fields=said, area=area, earlier=earlier, **more)


def make_visit(user: User, *, at: datetime | None = None, now: datetime | None = None, **fields: Any) -> Visit:
    moment = at or timezone.now()
    visit, _new = record_visit(user=user, visit=new_visit(at=moment, **fields), now=now or max(moment, timezone.now()))
    return visit


def contract_row(keeper: User, **fields: Any) -> Row:
    """The customer is named where the bank names its customers here."""
    number = next(_numbers)
    assert keeper.bank is not None
    named = {"name": "王小明", "phone": "13800138000"} if mode_of(keeper.bank) == OperationsMode.FULL else {}
    given = named | {
        "line": number, "number": f"HT{number:06d}", "customer": f"K{number:05d}",
        "manager": keeper.employee_number, "industry": "retail", "product": "credit", "amount": Decimal(200000), "rate": Decimal("7.2"),
        "term_months": 12, "repayment": "equal_payment", "guarantee": "credit", "paid_on": date(2026, 1, 5), "due_on": date(2027, 1, 5),
        "balance": Decimal(150000), "overdue_days": 0, "category": "normal", "as_of": date(2026, 2, 27),
        "archive_number": f"DA{number:05d}",
    }  # fmt: skip
    return Row(**(given | fields))


def make_contract(keeper: User, *, now: datetime | None = None, **fields: Any) -> Contract:
    assert keeper.bank is not None
    row = contract_row(keeper, **fields)
    import_contracts(bank=keeper.bank, rows=[row], actor_key="factory", now=now)
    return Contract.objects.get(bank=keeper.bank, number=row.number)


def make_day(user: User, day: date, *, now: datetime | None = None, **fields: Any) -> DaySheet:
    given = {"planned_visits": 6, "plan": "走访南门街", "problems": "店主多在午后才在", "support": "需要新折页"} | fields
    return write_day(person=user, day=day, fields=given, now=now)
