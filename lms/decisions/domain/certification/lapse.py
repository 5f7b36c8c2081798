"""What a grant is worth on a day: active, soon to lapse, lapsed by date or by disuse, suspended, ended; and the way back after disuse."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from .observations import Lapsed, Observation
from .profile import Lapse
from .scale import RANK, ROLE_RANK

State = Literal["active", "warning", "lapsed", "suspended", "ended", "not_yet"]


@dataclass(frozen=True)
class Grant:
    """``performed_on``: the last day on which the work was done; ``valid_until`` is the last valid day, None for no end by date."""

    level: str
    granted_on: date
    valid_until: date | None = None
    performed_on: date | None = None
    suspended_on: date | None = None
    ended_on: date | None = None
    ended_by: str = ""


@dataclass(frozen=True)
class GrantState:
    """``reason``: a code (``date``, ``disuse``, ``event``, or what ended it); ``on``: since when it is lapsed, or will be."""

    state: State
    reason: str
    on: date | None

    @property
    def holds(self) -> bool:
        return self.state in ("active", "warning")


def state_on(grant: Grant, rule: Lapse, day: date) -> GrantState:
    """The gravest that is true. Days are inclusive: ``valid_until`` and the ``lapse_days``-th day without work still hold."""
    if day < grant.granted_on:
        return GrantState("not_yet", "date", grant.granted_on)
    if grant.ended_on is not None and day >= grant.ended_on:
        return GrantState("ended", grant.ended_by or "revoked", grant.ended_on)
    if grant.suspended_on is not None and day >= grant.suspended_on:
        return GrantState("suspended", "event", grant.suspended_on)
    ends = sorted(_ends(grant, rule))
    for on, reason, _warn in ends:
        if day >= on:
            return GrantState("lapsed", reason, on)
    for on, reason, warn in ends:
        if day >= warn:
            return GrantState("warning", reason, on)
    return GrantState("active", "", ends[0][0])


def _ends(grant: Grant, rule: Lapse) -> list[tuple[date, str, date]]:
    """First day without the grant, why, and the first day of warning."""
    used = max(grant.granted_on, grant.performed_on or grant.granted_on)
    ends = [(used + timedelta(rule.lapse_days + 1), "disuse", used + timedelta(rule.warn_days))]
    if grant.valid_until is not None:
        ends.append((grant.valid_until + timedelta(1), "date", grant.valid_until - timedelta(rule.expiry_warn_days)))
    return ends


@dataclass(frozen=True)
class WayBack:
    """``fresh``: two fresh cards under supervision bring it before the panel; ``panel``: what the profile asks for does."""

    by: Literal["fresh", "panel"]
    have: int
    need: int
    keys: tuple[str, ...]

    @property
    def ready(self) -> bool:
        return self.by == "fresh" and self.have >= self.need


def way_back(grant: Grant, rule: Lapse, sound: Sequence[Observation], day: date) -> WayBack | None:
    """None while the grant holds. ``sound``: the person's cards at this node without a fault, oldest first.

    After disuse the last ``fresh_observations`` cards since the lapse, on cases of their own, must be at ``fresh_level`` or above.
    By date, after an event and after an end the panel decides, on fresh evidence by the profile's gate.
    """
    now = state_on(grant, rule, day)
    if now.holds or now.state == "not_yet":
        return None
    if now.state != "lapsed" or now.on is None:
        return WayBack("panel", 0, 0, ())
    return way_from(Lapsed(grant.level, now.on, now.reason), rule, sound, day)


def way_from(lapsed: Lapsed, rule: Lapse, sound: Sequence[Observation], day: date) -> WayBack:
    """The way back to a level that has lapsed, after its grant was ended as well."""
    if lapsed.by != "disuse":
        return WayBack("panel", 0, 0, ())
    fresh: dict[str, Observation] = {}
    for each in reversed(sound):
        if lapsed.on <= each.happened_on <= day and ROLE_RANK[each.role] > 0 and len(fresh) < rule.fresh_observations:
            fresh.setdefault(each.case, each)
    run: list[str] = []
    for each in fresh.values():
        if RANK[each.ahead] < RANK[rule.fresh_level]:
            break
        run.append(each.key)
    return WayBack("fresh", len(run), rule.fresh_observations, tuple(reversed(run)))
