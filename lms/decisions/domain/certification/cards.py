"""A row of evidence of kind ``observation`` as a card. What a row lacks or misspells makes it unreadable, never a crash."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..exact import read_decimal
from .observations import Observation
from .scale import KINDS, RANK, ROLE_RANK

DIFFICULTIES: tuple[str, ...] = ("easy", "medium", "hard")


@dataclass(frozen=True)
class Row:
    """The columns of evidence that matter; days are the bank's local ones. ``details`` as operations writes them."""

    key: str
    person: str
    rater: str
    competency: str
    level: str
    level_ahead: str
    happened_on: date
    recorded_on: date
    details: Mapping[str, Any]
    superseded: bool


def read_cards(rows: Iterable[Row]) -> tuple[list[Observation], list[str]]:
    """The cards, and the keys of rows that can't be read."""
    cards: list[Observation] = []
    unreadable: list[str] = []
    for row in rows:
        card = _card(row)
        if card is None:
            unreadable.append(row.key)
        else:
            cards.append(card)
    return cards, unreadable


def _card(row: Row) -> Observation | None:
    details = row.details
    case, role, mentor_level = (details.get(name) for name in ("case", "role", "mentor_level"))
    if not (isinstance(case, str) and case and isinstance(role, str) and role in ROLE_RANK):
        return None
    if row.level not in RANK or row.level_ahead not in RANK:
        return None
    try:
        return Observation(
            key=row.key,
            person=row.person,
            mentor=row.rater,
            case=case,
            node=row.competency,
            role=role,
            helped=row.level,
            ahead=row.level_ahead,
            happened_on=row.happened_on,
            recorded_on=row.recorded_on,
            mentor_level=mentor_level if isinstance(mentor_level, str) and mentor_level in RANK else "0",
            industry=str(details.get("industry") or ""),
            kinds=frozenset(kind for kind in KINDS if kind in (details.get("kinds") or ())),
            difficulty=_difficulty(details.get("difficulty")),
            score=_score(details.get("score")),
            red_line=details.get("red_line") is True,
            case_opened_on=_day(details.get("opened_on")),
            case_closed_on=_day(details.get("closed_on")),
            superseded=row.superseded,
        )
    except (TypeError, ValueError):
        return None


def _difficulty(value: object) -> int:
    if value in (None, ""):
        return 1
    return DIFFICULTIES.index(str(value)) + 1


def _score(value: object) -> Decimal | None:
    if value in (None, ""):
        return None
    score = read_decimal(str(value))
    if score is None or not 0 <= score <= 100:
        raise ValueError(str(value))
    return score


def _day(value: object) -> date | None:
    return None if value in (None, "") else date.fromisoformat(str(value))
