"""Makes sittings of the review committee through the room's own actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lms.cohorts.models import Cohort
from lms.people.models import User
from simulations.actions.act_in_committee import act_in_committee
from simulations.actions.call_committee import SeatPlan, call_committee
from simulations.enums import CommitteeMode, CommitteeRole, Pace
from simulations.models import Committee
from simulations.queries.case_library import library_cases
from simulations.queries.room import load_room

BEGINS = datetime(2026, 3, 10, 14, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROLES = (
    CommitteeRole.CHAIR,
    CommitteeRole.MEMBER,
    CommitteeRole.MEMBER,
    CommitteeRole.LEAD_INVESTIGATOR,
    CommitteeRole.SECOND_INVESTIGATOR,
)


def library_case(name: str = "hardware_hidden_loan") -> dict[str, Any]:
    return dict(library_cases()[name])


def make_committee(
    cohort: Cohort,
    caller: User,
    people: Sequence[User | str | None],
    *,
    cases: Sequence[Mapping[str, Any]] | None = None,
    rule: Mapping[str, Any] | None = None,
    mode: CommitteeMode = CommitteeMode.REHEARSAL,
    roles: Sequence[CommitteeRole] = ROLES,
) -> Committee:
    """``people`` in order of ROLES: a user, a temperament, or None for a free seat."""
    seats = [
        SeatPlan(role, who if isinstance(who, User) else None, who if isinstance(who, str) else "")
        for role, who in zip(roles, people, strict=True)
    ]
    return call_committee(
        actor=caller,
        cohort=cohort,
        title="第一次模拟贷审会",
        mode=mode,
        pace=Pace.BEGINNER,
        rule=rule or {"majority": "two_thirds"},
        starts_at=BEGINS,
        seats=seats,
        cases=cases or [library_case()],
    )


def act(committee: Committee, user: User, kind: str, now: datetime = BEGINS, **data: Any) -> int:
    """One act on the case that is on; the key is new each time."""
    committee.refresh_from_db()
    item = load_room(committee).sitting.current
    return act_in_committee(
        committee=committee, user=user, kind=kind, data=data, item=item, key=f"test-{committee.version}-{user.pk}-{kind}", now=now
    )
