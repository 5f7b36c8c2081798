"""The capacity check as it is kept with a profile, as rows to read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ..domain.certification.capacity import Finding
from .capacity_words import capacity_sentence
from .profile_words import NODE_WORDS, node_word

Json = dict[str, Any]


@dataclass(frozen=True)
class CapacityRow:
    name: str
    state: str
    state_words: str
    need: int
    have: int
    short: int
    month: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class CapacityView:
    """As kept with the profile, ready for a page."""

    rows: tuple[CapacityRow, ...]
    hours_need: int
    hours_have: int
    months: int
    people: int
    enough: bool
    month: str
    sentences: tuple[str, ...]
    checked_at: datetime


def capacity_view(capacity: Json | None) -> CapacityView | None:
    if capacity is None:
        return None
    result, plan = capacity["result"], capacity["plan"]
    return CapacityView(
        rows=tuple(_row(one) for one in result["nodes"]),
        hours_need=result["hours_need"],
        hours_have=result["hours_have"],
        months=plan["months"],
        people=plan["people"],
        enough=result["enough"],
        month=month_words(result["month"]),
        sentences=tuple(_sentence(one) for one in result["findings"]),
        checked_at=datetime.fromisoformat(capacity["checked_at"]),
    )


def _row(one: Json) -> CapacityRow:
    return CapacityRow(
        name=node_word(one["node"]),
        state=one["state"],
        state_words={
            "enough": pgettext("capacity", "enough"),
            "short": pgettext("capacity", "short"),
            "no_cases": pgettext("certification", "no cases yet"),
        }[one["state"]],
        need=one["need"],
        have=one["have"],
        short=max(0, one["need"] - one["have"]),
        month="—" if one["state"] == "no_cases" else month_words(one["month"]),
        sentences=tuple(_sentence(each) for each in one["findings"]),
    )


def month_words(month: int | None) -> str:
    return _("never at this rate") if month is None else ngettext("%(n)d month", "%(n)d months", month) % {"n": month}


def _sentence(finding: Json) -> str:
    return capacity_sentence(Finding(**finding), NODE_WORDS)
