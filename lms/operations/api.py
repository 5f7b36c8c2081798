"""Loan cases and observations that the bank's own system reports."""

from typing import Annotated, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from lms.evidence.enums import CaseKind, Industry, Product
from lms.exchange.actions import Done
from lms.exchange.api import (
    Amount,
    ByToken,
    CallRequest,
    Code,
    Day,
    Moment,
    PersonName,
    Refused,
    Strict,
    answers,
    change_once,
    described_key,
    invalid,
    unknown,
)
from lms.exchange.enums import Scope
from lms.exchange.queries import person_named
from lms.people.enums import CaseRole, Entrustment
from lms.people.models import Organisation, User

from .actions import CaseProblem, report_case
from .actions.card_problem import refused
from .actions.cards import CardIn, give_card
from .actions.parts import CardProblem, Via, start_part
from .domain.behaviours import MARKS, PICKED
from .domain.observing import AHEAD, LONGEST_SENTENCE, SHORTEST_SENTENCE
from .enums import AmountBand, CaseState, Difficulty, RedLine
from .models import CasePart, LoanCase
from .queries.cards import OPEN_PARTS
from .queries.rubric import rubric

router = Router()
Number = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
BehaviourCode = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Mark = Annotated[int, Field(ge=MARKS[0], le=MARKS[-1])]
PEOPLE = ("lead", "second", "supervisor")


class CaseIn(Strict):
    """A report of one case as it stood at ``reported_at``; what it does not mention stays as it is. No customer's name, ever.

    ``lead``, ``second`` and ``supervisor`` are keys or employee numbers, null for nobody; ``branch`` is a branch's full name.
    """

    number: Number
    reported_at: Moment
    industry: Industry | None = None
    product: Product | None = None
    amount_band: AmountBand | None = None
    amount: Annotated[Amount, Field(gt=0)] | None = None
    difficulty: Difficulty | None = None
    kinds: Annotated[list[CaseKind], Field(max_length=10)] | None = None
    state: CaseState | None = None
    node: Code | None = None
    opened_on: Day | None = None
    closed_on: Day | None = None
    closed_reason: Annotated[str, StringConstraints(max_length=300)] = ""
    branch: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
    lead: PersonName | None = None
    second: PersonName | None = None
    supervisor: PersonName | None = None


class CaseOut(Schema):
    """``outcome``: created, updated, same, or stale where a newer report is on file already."""

    key: str
    number: str
    outcome: str
    state: str
    node: str


def refusal(problem: CaseProblem) -> Refused:
    """What a rule of the room says no to, in its own words."""
    by_field: dict[str, list[Any]] = getattr(problem, "error_dict", {})
    fields = [(name, " ".join(error.messages)) for name, errors in by_field.items() if name != NON_FIELD_ERRORS for error in errors]
    code = getattr(problem, "code", None) or next((one.code for errors in by_field.values() for one in errors if one.code), None)
    return Refused(422, str(code or "refused"), problem.sentence, fields=fields)


def _people(bank_id: int, case: CaseIn) -> dict[str, Any]:
    """Those the report names; who is not mentioned stays."""
    named = {name: getattr(case, name) for name in PEOPLE if name in case.model_fields_set}
    found = {name: person_named(bank_id, value) if value else None for name, value in named.items()}
    if strange := [name for name, value in named.items() if value and found[name] is None]:
        raise invalid([unknown(name) for name in strange])
    return found


def _branch(bank: Organisation, name: str | None) -> Organisation | None:
    if name is None:
        return None
    found = list(Organisation.objects.filter(bank=bank, name=name, is_active=True)[:2])
    if len(found) != 1:
        raise invalid([unknown("branch")])
    return found[0]


def _fields(case: CaseIn) -> dict[str, Any]:
    given = case.model_dump(exclude={"number", "reported_at", "branch", *PEOPLE})
    return {name: value for name, value in given.items() if value is not None}


@router.post(
    "/cases",
    auth=ByToken(Scope.CASES),
    response=answers(CaseOut),
    url_name="cases",
    summary="A loan case as it stands in your system",
    openapi_extra=described_key(),
)
def cases(request: CallRequest, payload: CaseIn) -> HttpResponse:
    """Takes an ``Idempotency-Key``. Reports may overtake each other: the newest ``reported_at`` wins."""

    def work() -> Done:
        bank = request.auth.system.bank
        try:
            reported = report_case(
                bank=bank,
                number=payload.number,
                reported_at=payload.reported_at,
                actor_key=request.auth.actor_key,
                branch=_branch(bank, payload.branch),
                **_people(bank.pk, payload),
                **_fields(payload),
            )
        except CaseProblem as problem:
            raise refusal(problem) from problem
        row = reported.case
        answer = {"key": row.key, "number": row.number, "outcome": reported.outcome, "state": row.state, "node": row.node}
        return Done(answer, {"case": row.key, "outcome": reported.outcome})

    return change_once(request, "cases", work)


class ObservationIn(Strict):
    """A mentor's card about a trainee's part in a real case, given in your system. Only the mentor named has seen the work.

    ``GET /observations/rubric`` says which behaviours a node has and which ``level`` each ``role`` allows.
    """

    case: Number
    node: Code
    trainee: PersonName
    mentor: PersonName
    role: CaseRole
    observed_on: Day
    level: Entrustment
    level_ahead: Annotated[Entrustment, Field(json_schema_extra={"enum": [one.value for one in AHEAD]})]
    behaviours: Annotated[dict[BehaviourCode, Mark], Field(min_length=PICKED, max_length=PICKED)]
    red_line: bool
    red_line_kind: Annotated[str, StringConstraints(max_length=20), Field(json_schema_extra={"enum": ["", *RedLine.values]})] = ""
    score: Annotated[int, Field(ge=0, le=100)] | None = None
    sentence: Annotated[str, StringConstraints(min_length=SHORTEST_SENTENCE, max_length=LONGEST_SENTENCE, strip_whitespace=True)]


class ObservationOut(Schema):
    id: str
    case: str


class TermOut(Schema):
    code: str
    name: str
    name_en: str


class MarkOut(Schema):
    code: int
    name: str
    name_en: str


class NodeOut(TermOut):
    behaviours: list[TermOut]


class RoleOut(TermOut):
    """``levels``: what ``level`` may be for this part in a case."""

    levels: list[str]


class LengthOut(Schema):
    shortest: int
    longest: int


class RubricOut(Schema):
    """What a card may say. ``behaviours_per_card``: exactly so many, all of the card's node."""

    nodes: list[NodeOut]
    behaviours_per_card: int
    marks: list[MarkOut]
    red_lines: list[TermOut]
    levels: list[TermOut]
    roles: list[RoleOut]
    levels_ahead: list[str]
    sentence: LengthOut


@router.get(
    "/observations/rubric",
    auth=ByToken(Scope.OBSERVATIONS),
    response=answers(RubricOut),
    url_name="observations-rubric",
    summary="What a mentor's card may say",
)
def observations_rubric(request: CallRequest) -> dict[str, Any]:
    """Behaviours of each node, red lines, levels: their codes, and their words in Chinese and English."""
    return rubric()


def _part(bank: Organisation, seen: ObservationIn, via: Via) -> tuple[CasePart, User]:
    """The part the trainee has in the case with this mentor; a new one where none is open."""
    case = LoanCase.objects.filter(bank=bank, number=seen.case).first()
    trainee, mentor = (person_named(bank.pk, name) for name in (seen.trainee, seen.mentor))
    if case is None or trainee is None or mentor is None:
        found = {"case": case, "trainee": trainee, "mentor": mentor}
        raise invalid([unknown(name) for name, value in found.items() if value is None])
    about: dict[str, Any] = {"case": case, "node": seen.node, "trainee": trainee, "mentor": mentor}
    open_one = CasePart.objects.filter(**about, state__in=OPEN_PARTS).first()
    if open_one and open_one.role != seen.role:
        # The part was given as it stands: a message neither changes it nor is read as if it said something else.
        raise refused("other_role", trainee=trainee.name, role=open_one.get_role_display())
    return open_one or start_part(**about, role=seen.role, started_by=mentor, via=via), mentor


@router.post(
    "/observations",
    auth=ByToken(Scope.OBSERVATIONS),
    response=answers(ObservationOut),
    url_name="observations",
    summary="A mentor's card",
    openapi_extra=described_key(),
)
def observations(request: CallRequest, payload: ObservationIn) -> HttpResponse:
    """Takes an ``Idempotency-Key``. The rules are those of a card given here: its mentor, its day, its case, its trainee.

    The mentor named is told that a card in their name came from this system.
    """

    system = request.auth.system
    via = Via(key=request.auth.actor_key, name=system.name)

    def work() -> Done:
        try:
            part, mentor = _part(system.bank, payload, via)
            about = {"case", "node", "trainee", "mentor", "role"}
            card = CardIn(client_key=f"{via.key}:{part.pk}", via=via, **payload.model_dump(exclude=about))
            row, _new = give_card(part=part, mentor=mentor, card=card)
        except CardProblem as problem:
            raise Refused(422, str(problem.code), problem.sentence) from problem
        return Done({"id": row.public_id, "case": part.case.key}, {"observation": row.public_id, "case": part.case.key})

    return change_once(request, "observations", work)
