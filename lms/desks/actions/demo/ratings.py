"""Rehearsals and interviews, rated by several people, each sheet kept."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from assessments.actions.ratings import close_rating_task, install_rubric, open_rating_tasks, submit_rating
from lms.cohorts.models import Enrolment

from .classes import DemoClass
from .exams import Ability

NOTES = {
    4: "依据清楚，追问也答得出来源。",
    3: "要点齐全，个别数字要再核对。",
    2: "结论先行，依据不足，建议再练一次。",
    1: "没有说清数字来源。",
}


def _rate(
    *, group: DemoClass, code: str, title: str, panel: tuple[str, ...], abilities: Mapping[str, Ability], held_at: datetime, seed: int
) -> None:
    dice = random.Random(seed)  # a fixed seed makes the same class on every machine
    staff = group.staff
    rubric = install_rubric(bank=group.cohort.bank, code=code, actor=staff["hr1"], now=held_at - timedelta(days=3))
    subjects = list(Enrolment.objects.filter(cohort=group.cohort).select_related("user").order_by("seat_number"))
    tasks = open_rating_tasks(
        cohort=group.cohort,
        rubric=rubric,
        subjects=subjects,
        raters=[staff[number] for number in panel],
        title=title,
        happened_on=held_at.date(),
        actor=staff["instructor1"],
        now=held_at - timedelta(days=2),
    )
    for task, subject in zip(tasks, subjects, strict=True):
        know = abilities[subject.user.employee_number].know
        for place, number in enumerate(panel):
            severity = (-0.25, 0.0, 0.2)[place % 3]
            scores = {row["code"]: Decimal(_level(know, severity, dice)) for row in rubric.criteria}
            note = NOTES[min(int(value) for value in scores.values())]
            submit_rating(task=task, rater=staff[number], scores=scores, note=note, now=held_at + timedelta(minutes=10 + place))
        close_rating_task(task=task, actor=staff["instructor1"], now=held_at + timedelta(hours=2))


def _level(know: float, severity: float, dice: random.Random) -> int:
    return max(1, min(4, round(4 * know - 0.1 + severity + dice.uniform(-0.6, 0.6))))


def rate_rehearsal(*, group: DemoClass, abilities: Mapping[str, Ability], held_at: datetime, seed: int) -> None:
    """The committee rehearsal, judged by three members."""
    panel = ("committee1", "committee2", "committee3")
    _rate(group=group, code="REHEARSAL", title="贷审会演练", panel=panel, abilities=abilities, held_at=held_at, seed=seed)


def rate_interview(*, group: DemoClass, abilities: Mapping[str, Ability], held_at: datetime, seed: int) -> None:
    """The closing interview, judged by three others."""
    panel = ("committee4", "committee5", "mentor1")
    _rate(group=group, code="INTERVIEW", title="综合面谈", panel=panel, abilities=abilities, held_at=held_at, seed=seed)
