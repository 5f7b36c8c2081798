"""People on their way, profiles, panels, recognitions, suspensions, plans and final classes by the hundred."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import cycle

from lms.decisions.models import (
    CertificationProfile,
    Decision,
    DevelopmentPlan,
    Outcome,
    PanelAppeal,
    PanelCondition,
    PanelItem,
    PanelMember,
    PanelRecusal,
    PanelSitting,
    PanelVote,
    PlanCheck,
    PlanGoal,
    Recognition,
    StageEvaluation,
    Standing,
    Suspension,
)
from lms.people.models import Authority, Kinship, LevelHeld, Mentorship, User
from tests.clock import MONDAY_MORNING
from tests.factories.certification import card, exam, five_as_second, give, make_profile
from tests.factories.panels import make_item, make_sitting
from tests.factories.people import make_branch, make_user

from .copies import classmates, colleagues, copies
from .grow_classes import cohorts
from .world import YESTERDAY, World

DAY = MONDAY_MORNING.date()


def _classmates(world: World, number: int) -> list[User]:
    return [seat.user for seat in classmates(world.cohort, number)]


def _entrust(world: World, people: Sequence[User], *nodes: str, level: str = "3a") -> None:
    Authority.objects.bulk_create(
        Authority(
            bank=world.cast.bank, user=one, node=node, level=level, starts_at=MONDAY_MORNING - timedelta(days=30), granted_by_key="factory"
        )
        for one in people
        for node in nodes or ("investigation",)
    )  # fmt: skip


def on_the_way(world: World, number: int) -> None:
    """Mentees of one mentor, each with five cards of two mentors, an exam, a grant and a relative."""
    people, cast = _classmates(world, number), world.cast
    Mentorship.objects.bulk_create(Mentorship(mentor=cast.mentor, mentee=one, starts_on=DAY - timedelta(days=90)) for one in people)
    Kinship.objects.bulk_create(
        Kinship(bank=cast.bank, person=one, relative=cast.consultant, kin="other", declared_by_key=one.key) for one in people
    )
    _entrust(world, people, "investigation", "report", level="2b")
    facts = [fact for one in people for fact in five_as_second(one, [cast.mentor, cast.instructor], now=MONDAY_MORNING)]
    give(cast.bank, [*facts, *(exam(one, now=MONDAY_MORNING) for one in people)], now=MONDAY_MORNING)


def own_cards(world: World, number: int) -> None:
    """Of one person at one node, each by another mentor."""
    give(
        world.cast.bank,
        [card(world.cast.trainee, one, now=MONDAY_MORNING) for one in colleagues(world.cast.hr, number)],
        now=MONDAY_MORNING,
    )


def trainee_at_node(world: World) -> list[str]:
    return [world.cast.trainee.key, "investigation"]


def measured(world: World, number: int) -> None:
    """As many mentors, each with cards about the same three trainees."""
    trainees = [world.cast.trainee, *(seat.user for seat in world.cohort.enrolments.select_related("user")[:2])]
    mentors = colleagues(world.cast.hr, number)
    give(
        world.cast.bank,
        [card(one, mentor, now=MONDAY_MORNING, level=level) for mentor in mentors for one, level in zip(trainees, cycle(("2b", "3a")))],
        now=MONDAY_MORNING,
    )


def branches(world: World, number: int) -> None:
    """As many branches, each with somebody on the way."""
    people = [make_user(world.cast.bank, "trainee", at=make_branch(world.cast.bank)) for _place in range(number)]
    _entrust(world, people, "investigation", level="4")
    mentors = colleagues(world.cast.hr, number)
    give(world.cast.bank, [card(*pair, now=MONDAY_MORNING) for pair in zip(people, mentors, strict=True)], now=MONDAY_MORNING)


def posted(world: World, number: int) -> None:
    """People with authority and a post."""
    people = _classmates(world, number)
    _entrust(world, people)
    LevelHeld.objects.bulk_create(LevelHeld(user=one, level="junior", starts_on=DAY) for one in people)


def profiles(world: World, number: int) -> None:
    row = CertificationProfile.objects.filter(bank=world.cast.bank).first() or make_profile(world.cast.bank, world.cast.hr)
    copies(row, number, number=lambda n: 100 + n, state=lambda n: "withdrawn", withdrawn_reason=lambda n: "重写")


def _sitting(world: World) -> PanelSitting:
    found = PanelSitting.objects.filter(bank=world.cast.bank).order_by("pk").first()
    others = [world.cast.committee, world.cast.mentor, world.cast.board]
    return found or make_sitting(world.cast.bank, world.cast.hr, world.cast.leader, others, now=MONDAY_MORNING)


def sitting_id(world: World) -> list[str]:
    return [_sitting(world).public_id]


def _item(world: World) -> PanelItem:
    found = PanelItem.objects.filter(bank=world.cast.bank).order_by("pk").first()
    return found or make_item(_sitting(world), world.cast.trainee, world.cast.hr, now=MONDAY_MORNING, reviewer=world.cast.committee)


def sittings(world: World, number: int) -> None:
    """Each with members and an item."""
    row = _item(world)
    made = copies(row.sitting, number, title=lambda n: f"第{n}次评审会")
    for seat in ("member", "secretary"):
        user = world.cast.committee if seat == "member" else world.cast.hr
        PanelMember.objects.bulk_create(PanelMember(sitting=one, user=user, seat=seat) for one in made)
    people, turn = iter(_classmates(world, number)), iter(made)
    copies(row, number, sitting_id=lambda n: next(turn).pk, user_id=lambda n: next(people).pk)


def conditions(world: World, number: int) -> None:
    """Each of a grant of its own, for somebody else, seen to by the mentor."""
    row, day = _item(world), YESTERDAY.date()
    turn = iter(_classmates(world, number))
    made = copies(
        row,
        number,
        user_id=lambda n: next(turn).pk,
        state=lambda n: "final",
        action=lambda n: "grant_with_conditions",
        reasons=lambda n: "整体合格",
        final_at=lambda n: MONDAY_MORNING,
    )
    PanelCondition.objects.bulk_create(PanelCondition(item=one, text="补看一件", owner=world.cast.mentor, due_on=day) for one in made)


def agenda(world: World, number: int) -> None:
    """Items of one sitting, their people with mentors, with the opinion of one member; another stepped back and the chair is waited for."""
    row, people, cast = _item(world), _classmates(world, number), world.cast
    Mentorship.objects.bulk_create(Mentorship(mentor=cast.mentor, mentee=one, starts_on=YESTERDAY.date()) for one in people)
    turn = iter(people)
    present = [cast.committee.key, cast.leader.key]
    made = copies(row, number, user_id=lambda n: next(turn).pk, state=lambda n: "opinions", present=lambda n: present)
    PanelVote.objects.bulk_create(
        PanelVote(item=one, user=cast.committee, round="opinion", ballot="certified", reason="件件有据") for one in made
    )
    PanelRecusal.objects.bulk_create(PanelRecusal(item=one, user=cast.board, kind="conflict", reason="曾共同经商") for one in made)


def _decided(row: PanelItem, sittings: Sequence[PanelSitting], people: Sequence[User]) -> list[PanelItem]:
    """Final items, one for each sitting and person."""
    held, asked = iter(sittings), iter(people)
    return copies(
        row, len(people), sitting_id=lambda n: next(held).pk, user_id=lambda n: next(asked).pk, state=lambda n: "final",
        action=lambda n: "grant", reasons=lambda n: "件件有据", final_at=lambda n: MONDAY_MORNING,
    )  # fmt: skip


def own_items(world: World, number: int) -> None:
    """What panels decided about one person."""
    row = _item(world)
    _decided(row, copies(row.sitting, number, title=lambda n: f"第{n}次评审会"), [world.cast.trainee] * number)


def appeals(world: World, number: int) -> None:
    """Unanswered, each of somebody else."""
    row = _item(world)
    made = _decided(row, [row.sitting] * number, _classmates(world, number))
    PanelAppeal.objects.bulk_create(PanelAppeal(item=one, text="请复核") for one in made)


def recognitions(world: World, number: int) -> None:
    people = iter(_classmates(world, number))
    row = Recognition(
        bank=world.cast.bank, resolution="1号", nodes=["investigation", "report"], level="4", ends_on=DAY + timedelta(days=365),
        evidence="三年办贷", content_digest="sha256:x", author=world.cast.hr,
    )  # fmt: skip
    copies(row, number, resolution=lambda n: f"青禾〔2026〕{n}号", user_id=lambda n: next(people).pk)


def suspensions(world: World, number: int) -> None:
    """Of people who hold something else still."""
    people = _classmates(world, number)
    _entrust(world, people)
    Suspension.objects.bulk_create(
        Suspension(
            bank=world.cast.bank, user=one, nodes=["investigation"], cause="complaint", reason="客户投诉", suspended_by=world.cast.leader,
            suspended_at=MONDAY_MORNING, evidence_id="x",
        )
        for one in people
    )  # fmt: skip


def plans(world: World, number: int) -> None:
    """Each of somebody else, with two goals and checks of which one was held."""
    people, bank, hr = _classmates(world, number), world.cast.bank, world.cast.hr
    seen = StageEvaluation.objects.bulk_create(
        StageEvaluation(bank=bank, user=one, first_day=DAY, last_day=DAY, content={}, digest="x", summary="稳", made_by=hr)
        for one in people
    )
    made = DevelopmentPlan.objects.bulk_create(
        DevelopmentPlan(
            bank=bank, user=one.user, evaluation=one, state="agreed", starts_on=DAY, made_by=hr, agreed_at=MONDAY_MORNING
        )
        for one in seen
    )  # fmt: skip
    PlanGoal.objects.bulk_create(
        PlanGoal(plan=plan, number=number, node=node, aim="独立调查", proof="两张卡", companion=world.cast.mentor)
        for plan in made
        for number, node in enumerate(("investigation", "report"), 1)
    )
    PlanCheck.objects.bulk_create(
        PlanCheck(
            plan=plan, after_days=days, due_on=DAY + timedelta(days=days), held_on=held, verdict="on_track" if held else "", held_by=hr
        )
        for plan in made
        for days, held in ((30, DAY), (60, None))
    )


def final_classes(world: World, number: int) -> None:
    """Each with somebody who passed and is on the ladder at one node."""
    rule = world.rule
    people = _classmates(world, number)
    _entrust(world, people, level="1")
    made = Decision.objects.bulk_create(
        Decision(
            bank=world.cast.bank, cohort=cohort, rule_version=rule, number=1, title="综合评估", state="final", author=world.cast.hr,
            published_at=YESTERDAY, window_ends_on=YESTERDAY.date(), final_at=MONDAY_MORNING, content_digest="x",
        )
        for cohort in cohorts(world, number)
    )  # fmt: skip
    seats = {seat.user_id: seat for seat in world.cohort.enrolments.all()}
    ranked = Standing.objects.bulk_create(
        Standing(decision=decision, enrolment=seats[one.pk], user=one, position=1, rank=1, status="ranked")
        for decision, one in zip(made, people, strict=True)
    )
    Outcome.objects.bulk_create(Outcome(standing=one, choice="pass", reasons="达标", chosen_by=world.cast.hr) for one in ranked)
