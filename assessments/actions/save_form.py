"""Saves a whole page of answers sent as an ordinary form: what its sender changed, and nothing else."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from ..domain.sitting import check_value
from ..models import AnswerCurrent, AnswerEvent, Sitting
from .save_answer import AnswerIn, save_answer

Shown = dict[int, tuple[str, bool]]


def shown_at(sitting: Sitting, seen: int) -> Shown:
    """What the page showed when it was made, after the answer number ``seen``."""
    newest: dict[int, int] = {}
    shown: Shown = {}
    events = AnswerEvent.objects.filter(sitting=sitting, server_seq__lte=seen, received_at__lte=sitting.accepts_until)
    for event in events.order_by("server_seq"):
        if event.client_seq >= newest.get(event.position, 0):
            newest[event.position] = event.client_seq
            shown[event.position] = (event.value, event.flagged)
    return shown


def save_form(*, sitting: Sitting, nonce: str, seen: int, answers: Mapping[int, tuple[str, bool]], received_at: datetime) -> int:
    """``answers`` holds value and flag by position; how many had changed. Raises AnswerRefused and BadAnswer.

    A page that was made before another window saved something sends back old values for it; those are left alone.
    """
    positions = {view["position"] for view in sitting.questions}
    shown = shown_at(sitting, seen)
    changed = {
        position: (check_value(value), flagged)
        for position, (value, flagged) in answers.items()
        if position in positions and (value, flagged) != shown.get(position, ("", False))
    }
    if not changed:
        return 0
    number = max(AnswerCurrent.objects.filter(sitting=sitting).values_list("client_seq", flat=True), default=0)
    for offset, (position, (value, flagged)) in enumerate(sorted(changed.items()), start=1):
        # The same form sent twice has the same key, so it is saved once.
        key = hashlib.sha256(f"form\x1f{seen}\x1f{position}\x1f{int(flagged)}\x1f{value}".encode()).hexdigest()
        save_answer(
            AnswerIn(
                sitting=sitting.public_id,
                nonce=nonce,
                position=position,
                value=value,
                flagged=flagged,
                client_seq=number + offset,
                key=key,
                received_at=received_at,
            )
        )
    return len(changed)
