"""When a job has to be sent again."""

from datetime import datetime, timedelta
from typing import Literal

LOST_AFTER = timedelta(seconds=30)
STALLED_AFTER = timedelta(seconds=90)
# Where the sweeper leaves the moment of its last round: clock, broker and worker were all alive then.
SWEPT_KEY = "jobs-swept-at"

Verdict = Literal["wait", "send", "fail"]


def verdict(
    *, state: str, sent_at: datetime | None, heartbeat_at: datetime | None, attempts: int, max_attempts: int, now: datetime
) -> Verdict:
    """What the sweeper does with an unfinished job: the broker may have lost it, its worker may have died."""
    if state == "queued":
        return "send" if sent_at is None or now - sent_at > LOST_AFTER else "wait"
    if state == "running" and (heartbeat_at is None or now - heartbeat_at > STALLED_AFTER):
        return "send" if attempts < max_attempts else "fail"
    return "wait"
