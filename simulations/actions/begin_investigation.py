"""Beginning a mock investigation: alone, or as an exercise of a class with a case for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import randbelow
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.cohorts.models import Cohort
from lms.notices.actions import notify
from lms.people.models import User
from lms.records.actions import log_act
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb

from ..domain.scoring.key import read_key
from ..domain.scoring.rule import DEFAULT_RULE, read_rule
from ..domain.story.case import make_case
from ..domain.story.case_json import case_file
from ..domain.story.class_forms import SEEDS, plan_class
from ..enums import InvestigationRole, Pairing
from ..models import Investigation, InvestigationExercise, InvestigationSeat
from .problems import InvestigationProblem

SIZES = {Pairing.ALONE: 1, Pairing.PAIRS: 2}


@dataclass(frozen=True)
class CaseOfEngine:
    """Which case the engine is to make; the same three values make the same case."""

    trade: str
    seed: int
    level: int

    def file(self) -> dict[str, Any]:
        return case_file(make_case(self.trade, self.seed, self.level))


def _new(
    *,
    cohort: Cohort,
    people: Sequence[User],
    case: Mapping[str, Any],
    rule: Mapping[str, Any],
    actor: User,
    moment: datetime,
    exercise: InvestigationExercise | None = None,
) -> Investigation:
    """Frozen as it is given; the first of the people leads."""
    investigation = Investigation.objects.create(
        bank=cohort.bank,
        cohort=cohort,
        exercise=exercise,
        title=str(case["about"]["title"])[:120],
        trade=case["trade"],
        level=int(case["level"]),
        seed=case["seed"],
        case=dict(case),
        digest=named_digest(case),
        rule=dict(rule),
        budget=int(read_key(case).budget),
        created_by=actor,
        created_at=moment,
    )
    roles = (InvestigationRole.LEAD, InvestigationRole.SECOND)
    InvestigationSeat.objects.bulk_create(
        [
            InvestigationSeat(investigation=investigation, number=number, role=role, user=user)
            for number, (role, user) in enumerate(zip(roles, people, strict=False), 1)
        ]
    )
    return investigation


def _log(kind: str, object_id: str, cohort: Cohort, actor: User, details: Mapping[str, object], now: datetime | None) -> None:
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=actor.key,
        verb=Verb.CREATED,
        object_kind=kind,
        object_id=object_id,
        details=details,
        now=now,
    )


@transaction.atomic
def begin_alone(
    *, actor: User, cohort: Cohort, trade: str, level: int, seed: int | None = None, now: datetime | None = None
) -> Investigation:
    """A rehearsal of one's own, on a case nobody has seen. Raises KeyError for an unknown trade, ValueError for a level."""
    moment = now or timezone.now()
    made = CaseOfEngine(trade, randbelow(SEEDS) if seed is None else seed, level)
    investigation = _new(cohort=cohort, people=[actor], case=made.file(), rule=DEFAULT_RULE, actor=actor, moment=moment)
    _log("investigation", investigation.public_id, cohort, actor, {"level": level}, now)
    return investigation


@transaction.atomic
def begin_with(
    *,
    actor: User,
    cohort: Cohort,
    people: Sequence[User],
    case: Mapping[str, Any],
    rule: Mapping[str, Any] = DEFAULT_RULE,
    now: datetime | None = None,
) -> Investigation:
    """One investigation of a given case by one or two people of the class."""
    if not 1 <= len(people) <= 2 or len({person.pk for person in people}) != len(people):
        raise InvestigationProblem("people")
    investigation = _new(cohort=cohort, people=people, case=case, rule=rule, actor=actor, moment=now or timezone.now())
    _log("investigation", investigation.public_id, cohort, actor, {"people": len(people)}, now)
    _tell(people, actor, investigation.title, reverse("investigation-room", args=[investigation.public_id]), investigation.public_id, now)
    return investigation


def teams_of(people: Sequence[User], pairing: str) -> list[list[User]]:
    """In the order given; the last one of an odd class works alone."""
    size = SIZES[Pairing(pairing)]
    return [list(people[at : at + size]) for at in range(0, len(people), size)]


@transaction.atomic
def give_exercise(
    *,
    actor: User,
    cohort: Cohort,
    title: str,
    teams: Sequence[Sequence[User]],
    pairing: str,
    level: int,
    opens_at: datetime,
    due_at: datetime,
    rule: Mapping[str, Any] = DEFAULT_RULE,
    case: Mapping[str, Any] | None = None,
    trades: Sequence[str] = (),
    same_case: bool = False,
    seed: int | None = None,
    now: datetime | None = None,
) -> InvestigationExercise:
    """Everybody's case is made and frozen at once; ``case`` gives all the same authored one. Raises InvestigationProblem."""
    if not teams:
        raise InvestigationProblem("nobody")
    if due_at <= opens_at:
        raise InvestigationProblem("due_before_open")
    read_rule(rule)
    start = randbelow(SEEDS) if seed is None else seed
    files, plan = _files(case, level, 1 if same_case else len(teams), tuple(trades), start)
    values = {"title": title, "level": level, "pairing": pairing, "opens_at": opens_at, "due_at": due_at, "rule": dict(rule)}
    exercise = InvestigationExercise.objects.create(
        **values,
        bank=cohort.bank,
        cohort=cohort,
        same_case=same_case or case is not None,
        seed=start,
        plan=plan,
        created_by=actor,
        created_at=now or timezone.now(),
    )
    _hand_out(exercise, teams, files, now)
    return exercise


def _hand_out(
    exercise: InvestigationExercise, teams: Sequence[Sequence[User]], files: Sequence[Mapping[str, Any]], now: datetime | None
) -> None:
    """A case for each team, in turn where there are fewer."""
    cohort, actor = exercise.cohort, exercise.created_by
    for place, team in enumerate(teams):
        given = files[place % len(files)]
        _new(cohort=cohort, people=team, case=given, rule=exercise.rule, actor=actor, moment=exercise.created_at, exercise=exercise)
    _log("investigation_exercise", exercise.public_id, cohort, actor, {"teams": len(teams), "level": exercise.level}, now)
    everybody = [person for team in teams for person in team]
    _tell(everybody, actor, exercise.title, reverse("investigation-list"), exercise.public_id, now)


def _files(
    case: Mapping[str, Any] | None, level: int, size: int, trades: tuple[str, ...], seed: int
) -> tuple[list[Mapping[str, Any]], dict[str, Any]]:
    """The files, and the report of how alike they are; an authored case has none."""
    if case is not None:
        return [case], {}
    forms = plan_class(seed, level, size, trades)
    return [case_file(each) for each in forms.cases], forms.json()


def _tell(people: Sequence[User], actor: User, title: str, url: str, key: str, now: datetime | None) -> None:
    notify(
        users=[person for person in people if person.pk != actor.pk],
        kind="investigation",
        title=format_lazy(gettext_lazy("A mock investigation is waiting for you: {title}"), title=title),
        url=url,
        dedupe_key=f"investigation:{key}",
        now=now,
    )
