"""Parts in cases, cards, mentoring pairs and what became of them, by the hundred."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count, cycle

from lms.operations.models import CasePart, Contract, LoanCase, MentorAgreement, MentorTalk, Observation, ObservationNote
from lms.people.models import Authority, Mentorship, User
from tests.clock import MONDAY_MORNING
from tests.factories.certification import card, give
from tests.factories.ledgers import make_contract
from tests.factories.observation import make_case

from .copies import classmates, colleagues, copies
from .world import YESTERDAY, World

DAY = MONDAY_MORNING.date()
_numbers = count(1)


def _cases(world: World, number: int) -> list[LoanCase]:
    row = LoanCase.objects.filter(bank=world.cast.bank).order_by("pk").first() or make_case(world.cast.bank)
    return copies(row, number, number=lambda n: f"P{n:06d}", key=lambda n: f"part{n}")


def _parts(world: World, trainees: Sequence[User], mentors: Sequence[User], state: str) -> list[CasePart]:
    """One part for each of ``trainees`` in a case of its own, the mentors in turn."""
    turn = cycle(mentors)
    asked_at = YESTERDAY if state == "asked" else None
    return CasePart.objects.bulk_create(
        CasePart(
            case=case, node="investigation", trainee=trainee, mentor=next(turn), role="observer", state=state, planned_on=DAY,
            asked_at=asked_at, started_by_key=trainee.key, started_at=YESTERDAY,
        )
        for case, trainee in zip(_cases(world, len(trainees)), trainees, strict=True)
    )  # fmt: skip


def _cards(world: World, parts: Sequence[CasePart]) -> list[Observation]:
    """One card for each part."""
    facts = [card(part.trainee, part.mentor, case=part.case.key, now=MONDAY_MORNING, days_ago=1) for part in parts]
    rows = give(world.cast.bank, facts, now=MONDAY_MORNING)
    return Observation.objects.bulk_create(
        Observation(
            bank=world.cast.bank, client_key=f"grown-{next(_numbers)}", part=part, mentor=part.mentor, trainee=part.trainee, node=part.node,
            observed_on=YESTERDAY.date(), level="2a", level_ahead="2b", mentor_level="5", received_at=YESTERDAY, evidence=row,
        )
        for part, row in zip(parts, rows, strict=True)
    )  # fmt: skip


def _observed(world: World, trainees: Sequence[User], mentors: Sequence[User]) -> list[Observation]:
    return _cards(world, _parts(world, trainees, mentors, "observed"))


def _classmates(world: World, number: int) -> list[User]:
    return [seat.user for seat in classmates(world.cohort, number)]


def cards(world: World, number: int) -> None:
    """Given by one mentor, and as many that wait or are planned."""
    people = _classmates(world, number)
    _observed(world, people, [world.cast.mentor])
    _parts(world, people, [world.cast.mentor], "asked")
    planned = _parts(world, people, [world.cast.mentor], "planned")
    CasePart.objects.filter(pk__in=[part.pk for part in planned]).update(planned_on=DAY + timedelta(days=3))


def parts(world: World, number: int) -> None:
    """Of one trainee: for every two parts with a card, of which one has a note, two that wait."""
    mentors = [world.cast.mentor, world.cast.instructor]
    notes: list[CasePart] = []
    for _place in range(0, number, 4):
        seen = _observed(world, [world.cast.trainee] * 2, mentors)
        waiting = _parts(world, [world.cast.trainee] * 2, mentors, "asked")
        notes += [seen[0].part, waiting[0]]
    ObservationNote.objects.bulk_create(ObservationNote(part=part, saw="先看货", would_do="再问账") for part in notes)


def answering(world: World, number: int) -> None:
    """As many mentors, each with a card given and one that waits."""
    people, mentors = _classmates(world, number), colleagues(world.cast.hr, number)
    _observed(world, people, mentors)
    _parts(world, people, mentors, "asked")


def pairs(world: World, number: int) -> None:
    """As many mentors, each with a mentee, an agreement, a talk, a card, and a loan of the mentee's first year."""
    people, mentors = _classmates(world, number), colleagues(world.cast.hr, number)
    since = DAY - timedelta(days=60)
    made = Mentorship.objects.bulk_create(
        Mentorship(mentor=mentor, mentee=mentee, starts_on=since) for mentor, mentee in zip(mentors, people, strict=True)
    )
    MentorAgreement.objects.bulk_create(
        MentorAgreement(
            bank=world.cast.bank, mentorship=pair, starts_on=since, ends_on=DAY + timedelta(days=60), goals="每月一户",
            written_by_key=pair.mentor.key,
        )
        for pair in made
    )  # fmt: skip
    MentorTalk.objects.bulk_create(
        MentorTalk(
            bank=world.cast.bank, mentorship=pair, held_on=YESTERDAY.date(), minutes=30, about="复盘", written_by=pair.mentor,
            confirmed_at=YESTERDAY,
        )
        for pair in made
    )  # fmt: skip
    _observed(world, people, mentors)
    _certified_with_a_loan(world, people)


def _certified_with_a_loan(world: World, people: Sequence[User]) -> None:
    Authority.objects.bulk_create(
        Authority(
            bank=world.cast.bank, user=one, node="investigation", level="4", starts_at=MONDAY_MORNING - timedelta(days=400),
            granted_by_key="factory",
        )
        for one in people
    )  # fmt: skip
    row = Contract.objects.filter(bank=world.cast.bank).first() or make_contract(world.cast.trainee, now=MONDAY_MORNING)
    turn = iter(people)
    copies(row, len(people), number=lambda n: f"PAIR{n}", manager_id=lambda n: next(turn).pk, paid_on=lambda n: DAY - timedelta(days=300))


def pair_keys(world: World) -> list[str]:
    return [world.cast.trainee.key, world.cast.mentor.key]


def talks(world: World, number: int) -> None:
    """Of one pair, and as many cases together."""
    mentor, mentee = world.cast.mentor, world.cast.trainee
    pair, _new = Mentorship.objects.get_or_create(mentor=mentor, mentee=mentee, starts_on=DAY - timedelta(days=900))
    begun = MentorTalk.objects.filter(mentorship=pair).count()
    MentorTalk.objects.bulk_create(
        MentorTalk(
            bank=world.cast.bank, mentorship=pair, held_on=DAY - timedelta(days=begun + place), minutes=30, about="复盘",
            written_by=(mentor, mentee)[place % 2],
        )
        for place in range(number)
    )  # fmt: skip
    _observed(world, [mentee] * number, [mentor])
