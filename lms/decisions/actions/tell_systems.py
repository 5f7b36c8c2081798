"""Connected systems are told of a change of authority in the transaction that makes it."""

from datetime import datetime

from lms.exchange.actions import publish_event
from lms.exchange.enums import EventKind
from lms.people.models import Authority


def tell_authority(row: Authority, change: str, moment: datetime) -> None:
    """``change``: granted, suspended, reinstated, revoked or lapsed. Opaque keys and codes only; what holds is asked for."""
    payload = {
        "person": row.user.key,
        "employee_number": row.user.employee_number,
        "node": row.node,
        "change": change,
        "level": row.level,
        "suspended": row.suspended_at is not None,
        "ended": row.ended_how,
        "until": row.ends_on.isoformat() if row.ends_on else None,
        "amount_limit": None if row.amount_limit is None else format(row.amount_limit, "f"),
        "products": list(row.products),
        "certificate": row.certificate,
    }
    publish_event(bank=row.bank, kind=EventKind.AUTHORITY_CHANGED, payload=payload, now=moment)
