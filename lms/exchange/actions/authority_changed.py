"""Every change of authority goes into the outbox, whoever made it and wherever."""

from datetime import datetime

from lms.people.models import Authority

from ..enums import EventKind
from .publish_event import publish_event


def publish_authority(row: Authority, _actor_key: str, moment: datetime) -> None:
    """Says that something changed, not what holds now: that is asked, so that a late message can't say too much."""
    told = {"person": row.user.key, "employee_number": row.user.employee_number, "node": row.node, "certificate": row.certificate}
    publish_event(bank=row.bank, kind=EventKind.AUTHORITY_CHANGED, payload=told, now=moment)
