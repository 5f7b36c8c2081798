"""What is asked and answered about people and what they may do."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

LAST = datetime(2100, 1, 1, tzinfo=UTC)
FIRST = datetime(2000, 1, 1, tzinfo=UTC)

PersonName = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9-]+$")]
Moment = Annotated[AwareDatetime, Field(ge=FIRST, le=LAST)]
Day = Annotated[date, Field(ge=FIRST.date(), le=LAST.date())]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class Strict(Schema):
    """A misspelt field is refused instead of being passed over."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class QuestionIn(Strict):
    """``person``: key or employee number. ``supervised``: a mentor answers for the work."""

    person: PersonName
    node: Code
    role: Code
    amount: Amount | None = None
    product: Annotated[str, StringConstraints(max_length=20)] = ""
    at: Moment | None = None
    supervised: bool = False


class QuestionsIn(Strict):
    questions: Annotated[list[QuestionIn], Field(min_length=1, max_length=100)]


class AnswerOut(Schema):
    """``allowed`` alone decides; ``reason`` is a code, ``reason_text`` the same in words, ``until`` the last day it would hold."""

    allowed: bool
    reason: str
    reason_text: str
    stage: str
    until: date | None
    certificate: str


class AnswersOut(Schema):
    answers: list[AnswerOut]


class LevelOut(Schema):
    node: str
    level: str
    holds: str
    until: date | None
    certificate: str


class PersonOut(Schema):
    key: str
    employee_number: str
    name: str
    active: bool
    branch: str
    levels: list[LevelOut]


class PeopleOut(Schema):
    """``next`` goes into ``after`` of the next call; empty at the end."""

    people: list[PersonOut]
    next: str


class PageIn(Strict):
    after: Annotated[str, StringConstraints(max_length=32)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class EventOut(Schema):
    id: str
    kind: str
    happened_at: datetime
    data: dict[str, object]


class EventsOut(Schema):
    events: list[EventOut]
    next: str
