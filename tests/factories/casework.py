"""Makes loan cases and what hangs on them through the room's own actions."""

from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from lms.operations.actions import choose_mode, open_case
from lms.operations.models import LoanCase
from lms.people.actions import grant_authority
from lms.people.enums import Entrustment
from lms.people.models import Authority, Organisation, User

_numbers = count(1)
SINCE = date(2026, 1, 5)


def entrust(user: User, *nodes: str, level: Entrustment = Entrustment.CERTIFIED, **limits: Any) -> list[Authority]:
    """Authority at ``nodes`` (investigation where none is named)."""
    return [grant_authority(user=user, node=node, level=level, actor_key="factory", **limits) for node in nodes or ("investigation",)]


def make_case(bank: Organisation, actor: User | None = None, *, number: str = "", now: datetime | None = None, **fields: Any) -> LoanCase:
    given: dict[str, Any] = {"industry": "retail", "product": "credit", "amount_band": "to_30", "opened_on": SINCE, **fields}
    return open_case(
        bank=bank, number=number or f"DK2026{next(_numbers):05d}", actor=actor, actor_key="factory", now=now, **given
    )  # fmt: skip


def into_mode(bank: Organisation, mode: str, actor: User) -> None:
    choose_mode(bank=bank, mode=mode, reason="部门刚成立，还没有自己的系统", actor=actor)


AMOUNT = Decimal(200_000)
