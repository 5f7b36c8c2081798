"""Makes regulations, rules, scores and decisions through the rooms' own actions."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from lms.cohorts.models import Cohort, Enrolment
from lms.decisions.actions import (
    acknowledge_rule,
    choose_outcome,
    create_rule,
    offer_rule,
    publish_decision,
    record_meeting,
    run_ranking,
    sign_rule,
)
from lms.decisions.models import Decision, RuleVersion
from lms.evidence.actions import Fact, record_many
from lms.evidence.models import Evidence
from lms.people.models import Organisation, User
from lms.policies.actions import add_version, close_consultation, open_consultation, put_in_force
from lms.policies.models import RegulationVersion
from tests.clock import server_time
from tests.factories.cohorts import make_cohort, make_enrolment

_numbers = count(1)
DAY = timedelta(days=1)
LOCKED_AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
SCORED_AT = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
RANKED_AT = datetime(2026, 5, 18, 2, 0, tzinfo=UTC)

Json = dict[str, Any]


def make_regulation(bank: Organisation, *, in_force: bool = True) -> RegulationVersion:
    number = next(_numbers)
    version = add_version(bank=bank, code=f"PX-{number}", title="培训考核办法", text="第一条 ……", actor_key="factory")
    if in_force:
        version = open_consultation(version=version, starts_on=date(2026, 1, 5), ends_on=date(2026, 1, 16), actor_key="factory")
        version = close_consultation(version=version, record="收到意见 3 条，采纳 2 条。", actor_key="factory")
        version = put_in_force(version=version, on=date(2026, 2, 1), actor_key="factory")
    return version


def component(code: str, weight: str, kind: str, **changes: Any) -> Json:
    base: Json = {"code": code, "name": code.title(), "weight": weight, "source": {"kind": kind}, "reliability": "0.80"}
    return base | changes


def body(*components: Json, **changes: Any) -> Json:
    """Exam 60 (floor 60, a gate) and interview 40 by two raters; standard 60; one place under the line."""
    base: Json = {
        "id": "x",
        "version": 1,
        "title": "x",
        "regulation": {"document": "x", "version": "1"},
        "components": list(components)
        or [
            component("exam", "60", "exam", floor="60", gate=True, name="理论考试"),
            component("interview", "40", "interview", raters={"minimum": 2}, name="综合面谈"),
        ],
        "standard": "60",
        "line": {"kind": "number", "value": "1"},
    }
    return base | changes


def make_rule(
    cohort: Cohort, author: User, *, regulation: RegulationVersion | None = None, now: datetime = LOCKED_AT, **changes: Any
) -> RuleVersion:
    return create_rule(
        cohort=cohort,
        regulation=regulation or make_regulation(cohort.bank),
        title="小微信贷综合评估办法",
        author=author,
        body=body(**changes),
        now=now - DAY,
    )


def lock_rule(version: RuleVersion, author: User, signers: Sequence[User], *, now: datetime = LOCKED_AT) -> RuleVersion:
    version = offer_rule(version=version, actor=author, now=now)
    for signer in signers:
        version = sign_rule(version=version, signer=signer, digest=version.digest, now=now)
    return version


def acknowledge_all(version: RuleVersion, enrolments: Iterable[Enrolment], *, now: datetime = LOCKED_AT) -> None:
    for enrolment in enrolments:
        acknowledge_rule(version=version, user=enrolment.user, digest=version.digest, now=now)


def make_class(bank: Organisation, size: int = 8) -> tuple[Cohort, list[Enrolment]]:
    cohort = make_cohort(bank)
    return cohort, [make_enrolment(cohort, seat_number=number) for number in range(1, size + 1)]


def score(
    enrolment: Enrolment, kind: str, value: object, *, activity: str = "final", rater: str = "", at: datetime = SCORED_AT, **more: Any
) -> Fact:
    """One fact; ``value`` is a number out of 100, or a status."""
    statuses = {"missing", "excused", "zero_given"}
    status = str(value) if value in statuses else "scored"
    raw = Decimal(str(value)) if status == "scored" else Decimal(0) if status == "zero_given" else None
    return Fact(
        person_key=enrolment.user.key,
        kind=kind,
        source_kind=kind,
        source_id=activity,
        happened_at=at,
        status=status,
        raw=raw,
        maximum=Decimal(100) if raw is not None else None,
        rater_key=rater,
        **more,
    )


def record(bank: Organisation, facts: Iterable[Fact], *, now: datetime = SCORED_AT) -> list[Evidence]:
    with server_time(now):
        return record_many(bank=bank, facts=facts)


def score_class(
    bank: Organisation, enrolments: Sequence[Enrolment], *, best: int = 92, step: int = 4, raters: Sequence[str] = ("r1", "r2")
) -> list[Evidence]:
    """Exam marks in steps down from ``best``; two raters of the interview two points apart."""
    facts = []
    for place, enrolment in enumerate(enrolments):
        mark = best - step * place
        facts.append(score(enrolment, "exam", mark))
        facts += [score(enrolment, "interview", mark - 2 * number, rater=rater) for number, rater in enumerate(raters)]
    return record(bank, facts)


def make_draft(cohort: Cohort, enrolments: Sequence[Enrolment], *, hr: User, signers: Sequence[User], **changes: Any) -> Decision:
    """A rule locked and acknowledged, everybody scored, and the ranking computed."""
    version = lock_rule(make_rule(cohort, hr, **changes), hr, signers)
    acknowledge_all(version, enrolments)
    score_class(cohort.bank, enrolments)
    return run_ranking(version=version, actor=hr, now=RANKED_AT)


def hold_meeting(decision: Decision, hr: User, others: Sequence[User], *, now: datetime = RANKED_AT + DAY) -> None:
    record_meeting(decision=decision, actor=hr, held_at=now, participants=[hr, *others], minutes="逐人讨论。", place="三楼会议室", now=now)
    for standing in decision.standings.order_by("position"):
        choice = "pass" if standing.met_standard and standing.zone != "REVIEW" else "further_training"
        choose_outcome(standing=standing, choice=choice, reasons="对照标准讨论。", actor=hr, now=now)


def publish(decision: Decision, hr: User, others: Sequence[User], *, now: datetime = RANKED_AT + 2 * DAY) -> Decision:
    hold_meeting(decision, hr, others)
    return publish_decision(decision=decision, actor=hr, now=now)
