"""Log that somebody took questions with their keys out of the house."""

from datetime import datetime

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb


def log_question_export(*, user: User, count: int, filters: dict[str, str], now: datetime | None = None) -> None:
    """One act per export, with how many and by which filters."""
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=user.key,
        verb=Verb.EXPORTED,
        object_kind="question_bank",
        object_id=user.bank.public_id if user.bank else "",
        details={"questions": count, "filters": filters},
        now=now,
    )
