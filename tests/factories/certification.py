"""Cards about real cases as facts of the ledger, grants, and a profile that is locked."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from lms.decisions.actions.capacity import check_profile_capacity
from lms.decisions.actions.lock_profile import offer_profile, sign_profile
from lms.decisions.actions.profiles import create_profile
from lms.decisions.models import CertificationProfile
from lms.evidence.actions import Fact, ensure_nodes, record_many
from lms.evidence.models import Evidence
from lms.people.actions import grant_authority
from lms.people.enums import Entrustment
from lms.people.models import Authority, Organisation, User
from tests.clock import server_time

_numbers = count(1)
DAY = timedelta(days=1)
TODAY = datetime(2026, 5, 21, 1, 0, tzinfo=UTC)
LOCKED_AT = TODAY - 90 * DAY

Json = dict[str, Any]


def card(
    person: User, mentor: User, *, node: str = "investigation", days_ago: int = 10, now: datetime = TODAY, level: str = "3a",
    ahead: str = "", role: str = "second", case: str = "", industry: str = "retail", kinds: Sequence[str] = ("first_loan",), **more: Any,
) -> Fact:  # fmt: skip
    """One card; each is about a case of its own unless ``case`` names one. ``more`` goes into its details."""
    supersedes, reason = more.pop("supersedes", None), more.pop("reason", "")
    return Fact(
        person_key=person.key,
        kind="observation",
        source_kind="observation",
        source_id=f"card-{next(_numbers)}",
        happened_at=now - days_ago * DAY,
        level=level,
        level_ahead=ahead or level,
        scale="entrustment",
        rater_key=mentor.key,
        competency=ensure_nodes()[node],
        details={
            "case": case or f"case-{next(_numbers)}",
            "industry": industry,
            "product": "",
            "difficulty": "easy",
            "kinds": list(kinds),
            "role": role,
            "behaviours": {},
            "red_line": False,
            "mentor_level": "5",
            "score": "85",
            **more,
        },
        supersedes=supersedes,
        reason=reason,
    )


def give(bank: Organisation, facts: Iterable[Fact], *, now: datetime = TODAY) -> list[Evidence]:
    with server_time(now):
        return record_many(bank=bank, facts=facts)


def exam(person: User, *, node: str = "investigation", percent: int = 90, days_ago: int = 20, now: datetime = TODAY) -> Fact:
    """The part of an exam about one node."""
    return Fact(
        person_key=person.key,
        kind="topic",
        source_kind="exam",
        source_id=f"exam-{next(_numbers)}",
        happened_at=now - days_ago * DAY,
        raw=Decimal(percent),
        maximum=Decimal(100),
        competency=ensure_nodes()[node],
    )


def grant(person: User, level: str, *, node: str = "investigation", days_ago: int = 60, now: datetime = TODAY, **more: Any) -> Authority:
    return grant_authority(
        user=person, node=node, level=Entrustment(level), actor_key="panel", now=now - days_ago * DAY, **{"decision": "panel", **more}
    )


def five_as_second(person: User, mentors: Sequence[User], **more: Any) -> list[Fact]:
    """What the shipped first profile asks for before somebody works solo under supervision, and no card more."""
    kinds = (("first_loan",), ("refused",), ("returned",), ("renewal",), ("seasonal",))
    return [
        card(
            person,
            mentors[place % len(mentors)],
            days_ago=20 - place,
            kinds=kinds[place],
            industry=("retail", "catering")[place % 2],
            **more,
        )
        for place in range(5)
    ]


def plan(**changes: Any) -> Json:
    """More cases than anybody needs."""
    return {
        "months": 12, "people": 2, "mentors": 8, "hours_per_week": 10, "minutes": 30,
        "cases": dict.fromkeys(
            ("marketing", "acceptance", "admission", "investigation", "report", "approval", "disbursement", "post_loan", "collection"), 60
        ),
        "kinds": dict.fromkeys(("first_loan", "renewal", "refused", "returned", "hidden_debt", "seasonal"), 20),
        **changes,
    }  # fmt: skip


def make_profile(
    bank: Organisation, author: User, *, begin_with: str = "first", now: datetime = LOCKED_AT, **more: Any
) -> CertificationProfile:
    named = {"title": "独立办理资格认证标准", "reason": "事业部起步，件数少", "effective_on": date(2026, 2, 1), **more}
    return create_profile(bank=bank, author=author, begin_with=begin_with, now=now, **named)


def lock_profile(
    profile: CertificationProfile, author: User, signers: Sequence[User], *, now: datetime = LOCKED_AT
) -> CertificationProfile:
    check_profile_capacity(profile=profile, actor=author, plan=plan(), now=now)
    profile = offer_profile(profile=profile, actor=author, now=now)
    for signer in signers:
        profile = sign_profile(profile=profile, signer=signer, digest=profile.digest, now=now)
    return profile
