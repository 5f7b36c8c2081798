"""What is asked and answered about people and what they may do."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

LAST = datetime(2100, 1, 1, tzinfo=UTC)
FIRST = datetime(2000, 1, 1, tzinfo=UTC)

PersonName = Annotated[str, StringConstraints(min_length=1, max_length=32, pattern=r"^[A-Za-z0-9-]+$")]
Moment = Annotated[AwareDatetime, Field(ge=FIRST, le=LAST)]
Day = Annotated[date, Field(ge=FIRST.date(), le=LAST.date())]
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class FieldError(Schema):
    """``field``: a name, or a path like ``rows.3.phone``."""

    field: str
    reason: str


class Problem(Schema):
    """``code`` is for programs, ``message`` for people."""

    code: str
    message: str
    fields: list[FieldError]


class ErrorOut(Schema):
    """Every refusal, whatever its status."""

    error: Problem


REFUSALS = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429})


def answers(good: Any) -> dict[Any, Any]:
    """What an address answers, for its description: ``good``, or one shape for every no."""
    return {200: good, REFUSALS: ErrorOut}


class Strict(Schema):
    """A misspelt field is refused instead of being passed over."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class QuestionIn(Strict):
    """``person``: key or employee number. ``supervised``: a mentor answers for the work.

    ``at``: its day in the bank's time zone stands for today; what is asked about is what is granted now.
    """

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
    """``allowed`` alone decides; ``reason`` is a code, ``reason_text`` the same in words.

    ``until`` is the last day it would hold without further use, null where no day was set; ``stage`` the level that holds.
    """

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
    """While ``more`` is true ``next`` goes into ``after`` of the next call; at the end it is empty."""

    people: list[PersonOut]
    next: str
    more: bool


class PageIn(Strict):
    after: Annotated[str, StringConstraints(max_length=32)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 100


class EventOut(Schema):
    id: str
    kind: str
    happened_at: datetime
    data: dict[str, object]


class EventsOut(Schema):
    """While ``more`` is true there is another page, also behind one without events.

    ``next`` is the place reached, at the end, too: it goes into ``after`` whenever you ask again.
    """

    events: list[EventOut]
    next: str
    more: bool
