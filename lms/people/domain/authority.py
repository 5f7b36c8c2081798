"""Whether a grant covers what somebody is about to do. Unknown means no."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from ..enums import CaseRole, Entrustment

NEEDED: dict[str, Entrustment] = {
    CaseRole.OBSERVER: Entrustment.OBSERVE,
    CaseRole.SECOND: Entrustment.TOGETHER,
    CaseRole.LEAD: Entrustment.CERTIFIED,
}
"""The lowest level at which somebody takes a part alone; below it they take it under a mentor who is present or re-checks."""
SUPERVISED: dict[str, Entrustment] = {CaseRole.LEAD: Entrustment.RECHECKED}
"""The lowest level at which somebody takes the part while a mentor answers for it."""
FALLS_TO = Entrustment.PRESENT
"""While a grant is suspended its holder is back at taking part with the mentor present."""


def left_of(level: Entrustment) -> Entrustment:
    """What is left of a level that has lapsed: taking part with the mentor present, and of no more than that watching."""
    return next((lower for lower in (FALLS_TO, Entrustment.OBSERVE) if lower.rank < level.rank), Entrustment.NONE)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """An authority as plain values; dates are the bank's local days."""

    level: str
    amount_limit: Decimal | None
    products: tuple[str, ...]
    starts_at: datetime
    ends_on: date | None
    disuse_days: int | None
    used_on: date | None
    certificate: str
    suspended_reason: str
    ended_how: str
    person_active: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    """``reason`` is a code; ``stage`` the level that holds now; ``until`` the last day it would hold without further use."""

    allowed: bool
    reason: str
    stage: str = Entrustment.NONE
    until: date | None = None
    certificate: str = ""


def last_day(grant: Grant, start: date) -> date | None:
    """The last day on which the grant holds: its date or disuse, whichever comes first; day ``disuse_days`` still counts."""
    days = [grant.ends_on] if grant.ends_on else []
    if grant.disuse_days is not None:
        # What was done under an earlier grant is older than this one's first day: disuse counts from the later of both.
        days.append(max(grant.used_on or start, start) + timedelta(days=grant.disuse_days))
    return min(days) if days else None


def answer(
    grant: Grant | None, *, role: str, amount: Decimal | None, product: str, today: date, start: date, supervised: bool = False
) -> Answer:
    """Whether the holder of ``grant`` may take ``role`` today.

    ``start`` is the grant's first local day. ``supervised``: a mentor answers for the work. Codes of refusal: ``unknown_role``,
    ``no_authority``, ``inactive``, ``revoked``, ``not_yet``, ``lapsed``, ``disused``, ``suspended``, ``level``, ``amount``,
    ``amount_unknown``, ``product``, ``product_unknown``; of consent: ``certified``, ``supervised``, ``entrusted``.
    What has lapsed or is suspended leaves a lower level, from the day itself on: the row for it is written at night.
    """
    if role not in NEEDED:
        return Answer(allowed=False, reason="unknown_role")
    if grant is None:
        return Answer(allowed=False, reason="no_authority")
    until = last_day(grant, start)
    refusal = _standing(grant, today=today, start=start, until=until)
    level = Entrustment(grant.level)
    if refusal in ("suspended", "lapsed", "disused"):
        stopped = refusal == "suspended"
        held = min(level, FALLS_TO, key=lambda one: one.rank) if stopped else left_of(level)
        if held.rank >= NEEDED[role].rank:
            return Answer(allowed=True, reason="entrusted", stage=held, until=until if stopped else None)
        return Answer(allowed=False, reason=refusal, stage=held, until=until, certificate=grant.certificate)
    if refusal:
        return Answer(allowed=False, reason=refusal, until=until, certificate=grant.certificate)
    told = {"stage": level, "until": until, "certificate": grant.certificate}
    needed = SUPERVISED.get(role, NEEDED[role]) if supervised else NEEDED[role]
    if level.rank < needed.rank:
        return Answer(allowed=False, reason="level", **told)  # type: ignore[arg-type]  # one dict for three answers
    if role == CaseRole.LEAD and not supervised and (limit := _beyond(grant, amount, product)):
        return Answer(allowed=False, reason=limit, **told)  # type: ignore[arg-type]  # as above
    consent = "supervised" if supervised else "certified" if role == CaseRole.LEAD else "entrusted"
    return Answer(allowed=True, reason=consent, **told)  # type: ignore[arg-type]  # as above


def _standing(grant: Grant, *, today: date, start: date, until: date | None) -> str:
    if not grant.person_active:
        return "inactive"
    if grant.ended_how:
        return "revoked"
    if today < start:
        return "not_yet"
    if until is not None and today > until:
        return "lapsed" if grant.ends_on is not None and today > grant.ends_on else "disused"
    return "suspended" if grant.suspended_reason else ""


def _beyond(grant: Grant, amount: Decimal | None, product: str) -> str:
    if grant.products:
        if not product:
            return "product_unknown"
        if product not in grant.products:
            return "product"
    if grant.amount_limit is not None:
        if amount is None:
            return "amount_unknown"
        if amount > grant.amount_limit:
            return "amount"
    return ""
