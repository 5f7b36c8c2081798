"""What happened since a packet was frozen, so that nothing may be granted on it."""

from typing import Literal

from lms.evidence.queries import evidence_of_people
from lms.people.models import Authority

from ..models import PanelItem
from .panel_packet import KINDS, is_critical

Hindrance = Literal["", "suspended", "event"]


def hindrance(item: PanelItem) -> Hindrance:
    """Why ``item`` can't end with a grant or a return: the authority is suspended, or a critical event is not in the packet.

    A review is about what is suspended, so there only an event that nobody has read stands in the way. Two queries.
    """
    if item.kind == "grant" and _suspended(item):
        return "suspended"
    read = {one["evidence"] for one in item.packet["critical"]}
    rows = evidence_of_people(item.bank, [item.user.key], kinds=KINDS)
    return "event" if any(row.public_id not in read and is_critical(row) for row in rows.iterator()) else ""


def _suspended(item: PanelItem) -> bool:
    rows = Authority.objects.filter(user=item.user_id, node=item.node, ended_at__isnull=True, suspended_at__isnull=False)
    return rows.exists()
