"""What a card of one room means for the authority that another keeps: a red line, or low judgements in a row."""

from collections.abc import Sequence
from datetime import datetime

from lms.decisions.actions.suspend import keep_red_line, suspend_for_low_run
from lms.operations.models import Observation
from lms.people.models import Authority


def keep_suspension(card: Observation, stopped: Sequence[Authority], reason: str, moment: datetime) -> None:
    keep_red_line(stopped=stopped, reason=reason, actor=card.mentor, evidence_id=card.evidence.public_id, now=moment)


def watch_judgements(card: Observation, moment: datetime) -> None:
    suspend_for_low_run(user=card.trainee, node=card.node, actor=card.mentor, evidence_id=card.evidence.public_id, now=moment)
