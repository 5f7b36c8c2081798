"""A red line on a card of one room stands among the suspensions of another."""

from collections.abc import Sequence
from datetime import datetime

from lms.decisions.actions.suspend import keep_red_line
from lms.operations.models import Observation
from lms.people.models import Authority


def keep_suspension(card: Observation, stopped: Sequence[Authority], reason: str, moment: datetime) -> None:
    keep_red_line(stopped=stopped, reason=reason, actor=card.mentor, evidence_id=card.evidence.public_id, now=moment)
