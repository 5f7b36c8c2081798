"""Rules of the marketing ledger: what a visit must say, when it counts as written down the same day, the funnel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LATEST_ENTRY = timedelta(days=31)
"""Older visits are no longer a ledger but a memory."""
CLOCK_SLACK = timedelta(minutes=10)
"""Telephones are not set to the second."""
LONGEST_MINUTES = 480


class BadVisit(ValueError):
    """``code``: ``ahead``, ``too_old``, ``intent``, ``no_talk``, ``next_past``, ``next_missing``, ``minutes``, ``need``, ``channel``."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code, self.field = code, field


@dataclass(frozen=True)
class Said:
    """What somebody wrote about one visit, as far as rules look at it. Moments are in the bank's zone."""

    happened_at: datetime
    result: str
    intent: str = ""
    source: str = "grid"
    channel: str = ""
    minutes: int | None = None
    next_on: date | None = None
    next_action: str = ""
    has_need: bool = False


def check_visit(said: Said, *, now: datetime) -> None:
    """Raises BadVisit with the first thing that cannot be."""
    if said.happened_at > now + CLOCK_SLACK:
        raise BadVisit("ahead", "happened_at")
    if said.happened_at < now - LATEST_ENTRY:
        raise BadVisit("too_old", "happened_at")
    talked = said.result == "talked"
    if talked and not said.intent:
        raise BadVisit("intent", "intent")
    if not talked and said.intent:
        raise BadVisit("no_talk", "intent")
    if said.minutes is not None and not 0 < said.minutes <= LONGEST_MINUTES:
        raise BadVisit("minutes", "minutes")
    if said.next_on is not None and said.next_on < said.happened_at.date():
        raise BadVisit("next_past", "next_on")
    if said.intent in {"A", "B"} and said.next_on is None:
        raise BadVisit("next_missing", "next_on")
    if said.has_need and not talked:
        raise BadVisit("need", "need_amount")
    if said.source in {"channel", "referral"} and not said.channel.strip():
        raise BadVisit("channel", "channel")


def entry_moment(claimed: datetime | None, *, happened_at: datetime, now: datetime) -> datetime:
    """When it was written down: what the phone says, unless that cannot be (before the visit, after its arrival here)."""
    if claimed is None or claimed > now:
        return now
    return max(claimed, min(happened_at, now))


def is_same_day(happened_at: datetime, entered_at: datetime) -> bool:
    """当日清: written down on the day of the visit. Both in the bank's zone."""
    return happened_at.date() == entered_at.date()


def arrived_late(entered_at: datetime, recorded_at: datetime) -> bool:
    """Whether it waited on a phone for more than a day before it arrived."""
    return recorded_at - entered_at > timedelta(days=1)


@dataclass(frozen=True)
class Contact:
    """One business as the funnel counts it, however often it was visited."""

    talked: bool
    intent: str
    case: bool
    approved: bool


STEPS = ("visited", "talked", "intent", "case", "approved")


def funnel(contacts: Iterable[Contact]) -> dict[str, int]:
    """How many businesses reached each step; a later step counts in the earlier ones as well."""
    counts = dict.fromkeys(STEPS, 0)
    for one in contacts:
        reached = [True, one.talked or one.case, one.intent in {"A", "B"} or one.case, one.case, one.approved and one.case]
        for name, yes in zip(STEPS, reached, strict=True):
            counts[name] += yes
    return counts
