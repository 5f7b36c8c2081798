"""A person's own sittings, and the paper as their page shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet

from lms.people.models import User
from lms.people.queries.prepared import PreparedForPerson
from lms.toolkit.prepared import Prepared

from ..domain.content import plain
from ..domain.sitting import CHOICES, is_answered
from ..enums import QuestionKind, SittingState
from ..models import AnswerCurrent, Sitting

FINISHED = (SittingState.SUBMITTED, SittingState.CLOSED, SittingState.MARKED, SittingState.RELEASED)


@dataclass(frozen=True)
class ShownQuestion:
    """One question on the page, with what has been answered so far; its numbers as the page writes them."""

    number: str
    position: str
    kind: str
    kind_label: str
    stem: str
    points: str
    section: str
    unit: str
    rule: str
    options: list[dict[str, Any]]
    value: str
    flagged: bool
    answered: bool


def sittings_of(user: User) -> QuerySet[Sitting]:
    """Nobody else's."""
    return Sitting.objects.filter(user=user).select_related("exam__bank")


def _one_of(user: Any, sitting: Any) -> QuerySet[Sitting]:
    return sittings_of(user).filter(public_id=sitting)


_ONE_OF = PreparedForPerson(_one_of, sitting=CharField())


def sitting_of(user: User, public_id: str) -> Sitting | None:
    """Asked by everything that a sitting's page does."""
    return next(iter(_ONE_OF.fetch(user, sitting=public_id)), None)


_ANSWERS = Prepared(lambda sitting: AnswerCurrent.objects.filter(sitting=sitting).order_by(), sitting=BigIntegerField())


def answers_of(sitting: Sitting) -> dict[int, AnswerCurrent]:
    return {answer.position: answer for answer in _ANSWERS.fetch(sitting=sitting.pk)}


def shown_questions(questions: Iterable[Mapping[str, Any]], answers: Mapping[int, AnswerCurrent]) -> list[ShownQuestion]:
    """In the order of this sitting."""
    shown = []
    for number, view in enumerate(questions, start=1):
        held = answers.get(view["position"])
        value = held.value if held else ""
        chosen = set(value.split(",")) if view["kind"] in CHOICES else set()
        shown.append(
            ShownQuestion(
                number=str(number),
                position=str(view["position"]),
                kind=view["kind"],
                kind_label=str(QuestionKind(view["kind"]).label),
                stem=view["stem"],
                points=plain(Decimal(view["points"])),
                section=view["section"],
                unit=view.get("unit", ""),
                rule=view.get("rule", ""),
                options=[
                    {**option, "letter": letter, "chosen": option["token"] in chosen}
                    for letter, option in zip(ascii_uppercase, view["options"], strict=False)
                ],
                value=value,
                flagged=bool(held and held.flagged),
                answered=is_answered(value),
            )
        )
    return shown


def newest_client_seq(answers: Mapping[int, AnswerCurrent]) -> int:
    return max((answer.client_seq for answer in answers.values()), default=0)


def unanswered_numbers(questions: Iterable[ShownQuestion]) -> list[int]:
    return [number for number, question in enumerate(questions, start=1) if not question.answered]
