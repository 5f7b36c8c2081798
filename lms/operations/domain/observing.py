"""Whether a part in a case may start and whether a card about it may be given. Plain values in, the code of a refusal out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from lms.people.enums import CaseRole, Entrustment

from .behaviours import picked_wrongly
from .private_numbers import private_number

MUTUAL_DAYS = 90
"""Two people don't sign for each other within so many days (不得互签)."""
CORRECTION_DAYS = 7
SHORTEST_SENTENCE = 4
LONGEST_SENTENCE = 500

# What a mentor may say of the help given, by the part the trainee took: whoever only watched was given no work to be helped with.
LEVELS: dict[str, tuple[Entrustment, ...]] = {
    CaseRole.OBSERVER: (Entrustment.OBSERVE,),
    CaseRole.SECOND: (Entrustment.OBSERVE, Entrustment.TOGETHER, Entrustment.PRESENT, Entrustment.RECHECKED),
    CaseRole.LEAD: (Entrustment.TOGETHER, Entrustment.PRESENT, Entrustment.RECHECKED, Entrustment.KEY_POINTS, Entrustment.CERTIFIED),
}
AHEAD: tuple[Entrustment, ...] = (
    Entrustment.OBSERVE,
    Entrustment.TOGETHER,
    Entrustment.PRESENT,
    Entrustment.RECHECKED,
    Entrustment.KEY_POINTS,
    Entrustment.CERTIFIED,
)


@dataclass(frozen=True, kw_only=True)
class Mentor:
    """The mentor at this node today: what the one question answered about leading there, and the level held."""

    reason: str
    stage: str
    active: bool = True


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Who meets on which case. ``signed_back_on``: the last day on which the trainee gave the mentor a card."""

    same_person: bool = False
    same_bank: bool = True
    related: bool = False
    twice: bool = False
    signed_back_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class RealCase:
    opened_on: date
    closed_on: date | None
    closed: bool


def ranks_as_mentor(held: str, needed: str) -> bool:
    """Whether the level ``held`` is one at which somebody signs cards."""
    return Entrustment(held).rank >= max(Entrustment(needed).rank, Entrustment.CERTIFIED.rank)


def mentor_refusal(mentor: Mentor, needed: str) -> str:
    """Why somebody may not sign at this node, or an empty text; ``needed`` is the bank's lowest level of a mentor."""
    if not mentor.active:
        return "mentor_inactive"
    gone = {"lapsed": "mentor_lapsed", "disused": "mentor_lapsed", "suspended": "mentor_suspended", "revoked": "mentor_level"}
    if mentor.reason in gone:
        return gone[mentor.reason]
    return "" if ranks_as_mentor(mentor.stage, needed) else "mentor_level"


def pairing_refusal(pairing: Pairing, on: date) -> str:
    """Why these two may not meet over this case, or an empty text."""
    if pairing.same_person:
        return "own_case"
    if not pairing.same_bank:
        return "bank"
    if pairing.related:
        return "relative"
    if pairing.twice:
        return "twice"
    back = pairing.signed_back_on
    return "mutual" if back is not None and abs((on - back).days) <= MUTUAL_DAYS else ""


def start_refusal(*, case: RealCase, planned_on: date | None) -> str:
    """Why nobody can take part in this case any more, or not on that day."""
    if case.closed:
        return "closed"
    return "before_case" if planned_on is not None and planned_on < case.opened_on else ""


def day_refusal(*, case: RealCase, observed_on: date, today: date, latest_days: int) -> str:
    """A card is about work that was done and is still fresh: not tomorrow's, not older than ``latest_days``, which the last day still
    meets, not before the case was opened, not after it was closed."""
    if observed_on > today:
        return "future"
    if (today - observed_on).days > latest_days:
        return "too_old"
    if observed_on < case.opened_on:
        return "before_case"
    after = case.closed_on is not None and observed_on > case.closed_on
    return "closed" if after or (case.closed and case.closed_on is None) else ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What a mentor says. ``behaviours``: code → 1 to 3."""

    role: str
    node: str
    level: str
    level_ahead: str
    behaviours: Mapping[str, int] = field(default_factory=dict)
    red_line: bool
    red_line_kind: str = ""
    score: int | None = None
    sentence: str = ""


def card_refusal(card: Card, red_lines: frozenset[str]) -> str:
    """What is missing or wrong on a card, or an empty text."""
    if card.level not in LEVELS.get(card.role, ()):
        return "level"
    if card.level_ahead not in AHEAD:
        return "level_ahead"
    if wrong := picked_wrongly(card.node, dict(card.behaviours)):
        return wrong
    if card.red_line and card.red_line_kind not in red_lines:
        return "red_line_kind"
    if card.score is not None and not 0 <= card.score <= 100:
        return "score"
    return sentence_refusal(card.sentence)


def sentence_refusal(sentence: str) -> str:
    length = len(sentence.strip())
    if length < SHORTEST_SENTENCE:
        return "sentence"
    if length > LONGEST_SENTENCE:
        return "sentence_long"
    return "sentence_private" if private_number(sentence) else ""


def may_correct(received_at: datetime, now: datetime) -> bool:
    """A mentor mends their own card within a week of sending it; the last moment of the seventh day still counts."""
    return now - received_at <= timedelta(days=CORRECTION_DAYS)
