"""Makes real cases, what people hold at a node, parts and cards, through the rooms' own actions where there are any."""

from datetime import date, datetime
from itertools import count
from typing import Any

from django.utils import timezone

from lms.operations.actions.cards import CardIn, give_card
from lms.operations.actions.parts import start_part
from lms.operations.domain.behaviours import behaviours_of
from lms.operations.domain.observing import LEVELS
from lms.operations.models import CasePart, LoanCase, Observation
from lms.people.actions import grant_authority
from lms.people.enums import CaseRole, Entrustment
from lms.people.models import Authority, Organisation, User

_numbers = count(1)


def make_case(bank: Organisation, *, number: str = "", opened_on: date | None = None, **fields: Any) -> LoanCase:
    values = {"industry": "retail", "product": "credit", "amount_band": "to_30", "node": "investigation"} | fields
    day = opened_on or date(2026, 1, 5)
    return LoanCase.objects.create(bank=bank, number=number or f"XD2026{next(_numbers):05d}", opened_on=day, **values)


def entrust(user: User, level: str, *nodes: str, now: datetime | None = None, **more: Any) -> list[Authority]:
    """``user`` holds ``level`` at ``nodes`` (the investigation)."""
    return [
        grant_authority(user=user, node=node, level=Entrustment(level), actor_key="factory", now=now, **more)
        for node in nodes or ("investigation",)
    ]


def make_part(
    case: LoanCase,
    trainee: User,
    mentor: User,
    *,
    node: str = "investigation",
    role: str = CaseRole.OBSERVER,
    started_by: User | None = None,
    planned_on: date | None = None,
    now: datetime | None = None,
) -> CasePart:
    return start_part(
        case=case, node=node, trainee=trainee, mentor=mentor, role=role, started_by=started_by or mentor, planned_on=planned_on, now=now
    )


def card_for(part: CasePart, **changes: Any) -> CardIn:
    """A complete card; ``changes`` replace what it says."""
    first, second = behaviours_of(part.node)[:2]
    values: dict[str, Any] = {
        "client_key": f"key-{next(_numbers)}",
        "observed_on": timezone.localdate(),
        "level": str(LEVELS[part.role][-1]),
        "level_ahead": "2a",
        "behaviours": {first.code: 2, second.code: 3},
        "red_line": False,
        "sentence": "先看货再问账，问得细。",
    }
    return CardIn(**(values | changes))


def make_card(part: CasePart, *, now: datetime | None = None, **changes: Any) -> Observation:
    row, _new = give_card(part=part, mentor=part.mentor, card=card_for(part, **changes), now=now)
    return row
