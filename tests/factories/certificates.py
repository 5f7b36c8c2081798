"""Makes certificates through the room's own actions."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lms.decisions.actions import issue_certificate
from lms.decisions.models import Certificate
from lms.people.enums import Entrustment
from lms.people.models import User
from tests.clock import SHANGHAI

ISSUED_AT = datetime(2026, 5, 21, 9, 0, tzinfo=SHANGHAI)


def make_certificate(
    user: User, actor: User, *, nodes: Iterable[str] = ("investigation",), now: datetime = ISSUED_AT, **changes: Any
) -> Certificate:
    """Solo at ``nodes`` up to ¥300,000 for two years."""
    terms: dict[str, Any] = {
        "level": Entrustment.CERTIFIED,
        "amount_limit": Decimal("300000.00"),
        "products": ["经营贷", "农户贷"],
        "decision_id": "decision",
        "starts_on": date(2026, 5, 21),
        "ends_on": date(2028, 5, 20),
    }
    return issue_certificate(user=user, nodes=nodes, actor=actor, now=now, **(terms | changes))
