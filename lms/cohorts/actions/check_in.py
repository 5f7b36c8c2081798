"""Redeem the code shown in class, once per person and session."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from lms.people.models import User

from ..domain.check_in import matching_step, minutes_late, tidy_code
from ..enums import AttendanceMethod, AttendanceState
from ..models import Attendance, AttendanceRedemption
from ..queries.check_in import CheckIn, check_ins_of, shown_check_in
from ..queries.seats import approved_leaves
from .attendance import locked_slot
from .problems import CohortProblem

Outcome = Literal["accepted", "already", "early", "over", "wrong", "slow_down"]

# Guessing six digits is hopeless at this pace; each person has their own count, so a classroom can't lock itself out.
WRONG_CODES = 10
WRONG_WITHIN = 300


@dataclass(frozen=True)
class Redemption:
    """What became of a code: ``state`` is the mark the person now has; ``session`` what the answer is about."""

    outcome: Outcome
    session: CheckIn | None = None
    state: str = ""


def redeem_code(*, user: User, code: str, now: datetime | None = None) -> Redemption:
    """Check ``user`` in to the session whose code this is; a wrong code and a class one isn't in give the same answer."""
    moment = now or timezone.now()
    key = f"check-in-wrong:{user.pk}"
    # Outside the transaction: the count must survive whatever is rolled back.
    if int(cache.get(key, 0)) >= WRONG_CODES:
        return Redemption("slow_down")
    sessions = check_ins_of(user, now=moment)
    shown = shown_check_in(sessions)
    under_way = [one for one in sessions if one.phase in ("open", "late")]
    typed = tidy_code(code)
    for session in under_way:
        secret, seconds = session.slot.check_in_secret, session.rules.code_seconds
        step = matching_step(secret=secret, typed=typed, at=moment, seconds=seconds)
        if step is not None:
            return _claim(user, session, step, moment)
    if shown is not None and not under_way:
        return Redemption("early" if shown.phase == "early" else "over", shown)
    cache.add(key, 0, WRONG_WITHIN)
    cache.incr(key)
    return Redemption("wrong", shown)


@transaction.atomic
def _claim(user: User, session: CheckIn, step: int, moment: datetime) -> Redemption:
    try:
        slot = locked_slot(session.slot)
    except CohortProblem:
        return Redemption("over", session)
    mark = Attendance.objects.filter(slot=slot, enrolment_id=session.enrolment_id).first()
    if slot.settled_at is not None and mark is None:
        return Redemption("over", session)
    if slot.settled_at is None:
        AttendanceRedemption.objects.get_or_create(slot=slot, user=user, defaults={"code_step": step, "at": moment})
    if mark is not None:
        return Redemption("already", session, mark.state)
    leaves = approved_leaves([session.enrolment_id], slot.starts_at, slot.ends_at).get(session.enrolment_id, [])
    late = minutes_late(session.window, moment, [(leave.starts_at, leave.ends_at) for leave in leaves])
    state = AttendanceState.LATE if late else AttendanceState.PRESENT
    Attendance.objects.create(slot=slot, enrolment_id=session.enrolment_id, state=state, method=AttendanceMethod.CODE, at=moment)
    return Redemption("accepted", session, state)
