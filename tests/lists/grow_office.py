"""Rules, receipts, decisions, ranked people, rehearsals and days off by the hundred."""

from datetime import timedelta

from lms.decisions.actions import run_ranking
from lms.decisions.models import Certificate, Decision
from lms.policies.models import Acknowledgement, CalendarDay
from simulations.models import CommitteeSeat, InvestigationSeat
from tests.clock import MONDAY_MORNING
from tests.factories.certificates import make_certificate
from tests.factories.decisions import LOCKED_AT, RANKED_AT, record, score

from .copies import classmates, copies
from .grow_classes import cohorts
from .world import World


def rules(world: World, number: int) -> None:
    """Versions of rules, each for a class of its own."""
    classes = iter(cohorts(world, number))
    copies(world.rule, number, number=lambda n: 100 + n, cohort_id=lambda n: next(classes).pk, state=lambda n: "draft")


def receipts(world: World, number: int) -> None:
    """People of the class, every other of whom has acknowledged."""
    rule = world.rule
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            bank=world.cast.bank, user=seat.user, object_kind="rule_version", object_id=rule.public_id, digest=rule.digest,
            acknowledged_at=MONDAY_MORNING,
        )
        for seat in classmates(world.cohort, number)[::2]
    )  # fmt: skip


def decisions(world: World, number: int) -> None:
    row = Decision(
        bank=world.cast.bank, cohort=world.cohort, rule_version=world.rule, number=1, title="综合评估", state="withdrawn",
        author=world.cast.hr, withdrawn_at=MONDAY_MORNING, withdrawn_reason="重算",
    )  # fmt: skip
    classes = iter(cohorts(world, number))
    copies(row, number, number=lambda n: n, cohort_id=lambda n: next(classes).pk)


def ranked(world: World, number: int) -> None:
    """More people with scores, and the ranking computed anew, so that there is an earlier draft to compare with."""
    rule, seats = world.rule, classmates(world.cohort, number)
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            bank=world.cast.bank, user=seat.user, object_kind="rule_version", object_id=rule.public_id, digest=rule.digest,
            acknowledged_at=LOCKED_AT, recorded_at=LOCKED_AT,
        )
        for seat in seats
    )  # fmt: skip
    marks = [(seat, 40 + place * 7 % 60) for place, seat in enumerate(seats)]
    record(world.cast.bank, [score(seat, "exam", mark) for seat, mark in marks])
    record(world.cast.bank, [score(seat, "interview", mark, rater=rater) for seat, mark in marks for rater in ("r1", "r2")])
    for _time in range(2):
        run_ranking(version=rule, actor=world.cast.hr, now=RANKED_AT)


def committees(world: World, number: int) -> None:
    seat = world.committee.seats.get(user=world.cast.committee)
    for sitting in copies(world.committee, number, title=lambda n: f"第{n}次模拟贷审会"):
        CommitteeSeat.objects.create(committee=sitting, number=1, role=seat.role, user=seat.user)


def investigations(world: World, number: int) -> None:
    """Of the trainee, in one exercise."""
    first = world.exercise.investigations.order_by("id")[0]
    seat = first.seats.get()
    rows = copies(first, number)
    InvestigationSeat.objects.bulk_create(InvestigationSeat(investigation=row, number=1, role=seat.role, user=seat.user) for row in rows)


def exercise_id(world: World) -> list[str]:
    return [world.exercise.public_id]


def exercises(world: World, number: int) -> None:
    copies(world.exercise, number, title=lambda n: f"第{n}次模拟调查")


def teaching_cases(world: World, number: int) -> None:
    copies(world.teaching_case, number, digest=lambda n: f"sha256:{n}")


def committee_id(world: World) -> list[str]:
    return [world.committee.public_id]


def days_off(world: World, number: int) -> None:
    """Every other day, so that each is a span of its own."""
    begun = CalendarDay.objects.count()
    days = [MONDAY_MORNING.date() + timedelta(days=2 * (begun + place)) for place in range(number)]
    CalendarDay.objects.bulk_create(
        CalendarDay(bank=world.cast.bank, day=day, is_working=False, note=f"放假{day}", decided_by_key=world.cast.hr.key) for day in days
    )


def draft_id(world: World) -> list[str]:
    return [Decision.objects.get(cohort=world.cohort, state="draft").public_id]


def certificates(world: World, number: int) -> None:
    """Of one person, which costs least to make; the list asks nothing about the person beyond the row."""
    row = make_certificate(world.cast.trainee, world.cast.hr)
    row.pk, row.public_id = None, ""
    sequence = Certificate.objects.count() + 1
    copies(
        row,
        number,
        sequence=lambda n: sequence + n,
        number=lambda n: f"X-2026-{sequence + n:06d}-AAAA-00",
        issue_key=lambda n: f"key{sequence + n}",
    )
