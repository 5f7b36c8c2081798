"""Loan cases that the bank's own system reports."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from lms.exchange.actions import Done
from lms.exchange.api import Amount, ByToken, CallRequest, Code, Day, Moment, PersonName, Refused, Strict, change_once, invalid, unknown
from lms.exchange.enums import Scope
from lms.exchange.queries import person_named
from lms.people.models import Organisation, User

from .actions import CaseProblem, report_case
from .enums import AmountBand, CaseKind, CaseState, Difficulty, Industry, Product

router = Router()
Number = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
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


def _people(bank_id: int, case: CaseIn) -> dict[str, User | None]:
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


def _fields(case: CaseIn) -> dict[str, str | date | Decimal | list[str] | None]:
    given = case.model_dump(exclude={"number", "reported_at", "branch", *PEOPLE})
    return {name: value for name, value in given.items() if value is not None}


@router.post("/cases", auth=ByToken(Scope.CASES), response=CaseOut, url_name="cases", summary="A loan case as it stands in your system")
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
                **_fields(payload),  # type: ignore[arg-type]  # the schema has checked each
            )
        except CaseProblem as problem:
            raise refusal(problem) from problem
        row = reported.case
        answer = {"key": row.key, "number": row.number, "outcome": reported.outcome, "state": row.state, "node": row.node}
        return Done(answer, {"case": row.key, "outcome": reported.outcome})

    return change_once(request, "cases", work)
