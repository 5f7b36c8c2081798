"""The capacity check in words: a row for each node, and what would be short by how much."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .profile_words import kind_word, node_word

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
        sentences=tuple(finding_words(one["code"], one["params"]) for one in result["findings"]),
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
        sentences=tuple(finding_words(each["code"], each["params"]) for each in one["findings"]),
    )


def month_words(month: int | None) -> str:
    return _("never at this rate") if month is None else ngettext("%(n)d month", "%(n)d months", month) % {"n": month}


def finding_words(code: str, params: Json) -> str:
    """One finding as a sentence; an unknown code as it is."""
    values = params | {
        "kind": kind_word(str(params.get("kind", ""))),
        "when": month_words(params.get("month")),
    }  # fmt: skip
    match code:
        case "not_asked_for":
            return _("Nothing is asked for here; the node blocks nothing else.")
        case "no_cases_at_node":
            return _("No case comes to this node. Say so in the profile, or nobody gets through.")
        case "cases_short":
            return _("%(short)d cases short (%(have)d of %(need)d); at this rate it takes %(when)s.") % values
        case "kind_short":
            return _("%(kind)s: %(short)d cases short (%(have)d of %(need)d); at this rate it takes %(when)s.") % values
        case "share_unknown":
            return _("%(kind)s: %(need)d cases are needed; nobody said how many there are.") % values
        case "hours_short":
            return _("Mentors' hours: %(short)d short (%(have)d of %(need)d); at this rate it takes %(when)s.") % values
        case "mentors_short":
            return _("Different mentors: %(need)d are asked for, there are %(have)d.") % values
        case "industries_short":
            return _("Different trades: %(need)d are asked for, there are %(have)d.") % values
        case "mentor_limit":
            return _("%(people)d people are more than %(mentors)d mentors may take with %(limit)d each.") % values
    return code
