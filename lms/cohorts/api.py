"""The roster of a cohort as the bank's personnel system sends it."""

from collections import Counter
from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from pydantic import Field, StringConstraints

from lms.exchange.actions import Done, log_call
from lms.exchange.api import ByToken, CallRequest, Day, Refused, Strict, answers, change_once, described_key, invalid, unknown
from lms.exchange.enums import Scope

from .actions import CohortProblem, RosterRefused, check_roster, import_roster
from .documents.roster_report import reason_for_system
from .domain.roster import Fault, Outcome, RosterPlan, RosterRow
from .enums import LegalFooting
from .models import Cohort

router = Router()
ONCE = ("employee_number", "phone", "seat")
OUTCOMES: tuple[Outcome, ...] = ("create", "enrol", "update", "same")


class RosterLineIn(Strict):
    """One person; the employee number or the mobile phone must be there."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True, pattern=r"^[^\d]+$")]
    footing: LegalFooting
    employee_number: Annotated[str, StringConstraints(max_length=30, pattern=r"^[A-Za-z0-9-]*$")] = ""
    phone: Annotated[str, StringConstraints(pattern=r"^(1[0-9]{10})?$")] = ""
    branch: Annotated[str, StringConstraints(max_length=100, strip_whitespace=True)] = ""
    joined_on: Day | None = None
    seat: Annotated[int, Field(ge=1, le=999)] | None = None
    note: Annotated[str, StringConstraints(max_length=200)] = ""


class RosterIn(Strict):
    """All rows or none. With ``dry_run`` nobody is changed and no key is needed."""

    cohort: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    rows: Annotated[list[RosterLineIn], Field(min_length=1, max_length=2000)]
    dry_run: bool = False


class RosterOut(Schema):
    """How many would be, or were, new, enrolled with the account they had, changed, left as they are."""

    create: int
    enrol: int
    update: int
    same: int
    remarks: list[dict[str, str]]


def _rows(lines: list[RosterLineIn], starts_on: date) -> list[RosterRow]:
    return [
        RosterRow(
            number=number,
            name=" ".join(line.name.split()),
            employee_number=line.employee_number,
            phone=line.phone,
            branch=line.branch,
            footing=str(line.footing),
            joined_on=line.joined_on or starts_on,
            seat=line.seat,
            note=line.note,
        )
        for number, line in enumerate(lines)
    ]


def _refuse_twice(lines: list[RosterLineIn]) -> None:
    """What a workbook's reader would have found."""
    wrong = []
    for name in ONCE:
        values = [getattr(line, name) for line in lines]
        times = Counter(value for value in values if value)
        wrong += [(f"rows.{number}.{name}", _("stands there twice")) for number, value in enumerate(values) if times[value] > 1]
    if wrong:
        raise invalid(wrong[:50])


def _named(faults: list[Fault]) -> list[tuple[str, str]]:
    return [(f"rows.{one.row}.{one.column}", reason_for_system(one)) for one in faults[:50]]


def _counts(plan: RosterPlan) -> dict[str, int]:
    return {outcome: plan.count(outcome) for outcome in OUTCOMES}


def _answer(plan: RosterPlan) -> dict[str, Any]:
    remarks = [{"field": field, "reason": reason} for field, reason in _named(plan.warnings)]
    return {**_counts(plan), "remarks": remarks}


def _plan(cohort: Cohort, rows: list[RosterRow]) -> RosterPlan:
    plan = check_roster(cohort=cohort, rows=rows)
    if plan.errors:
        raise invalid(_named(plan.errors))
    return plan


def _tried(request: CallRequest, cohort: Cohort, plan: RosterPlan) -> HttpResponse:
    """A dry run changes nothing, and yet it asks about people: how many rows it compared stands in the log."""
    details: dict[str, object] = {"call": "dry_run", "cohort": cohort.public_id, **_counts(plan), "remarks": len(plan.warnings)}
    log_call(system=request.auth.system, operation="roster", status=200, details=details)
    return JsonResponse(_answer(plan), json_dumps_params={"ensure_ascii": False})


@router.post(
    "/roster",
    auth=ByToken(Scope.ROSTER),
    response=answers(RosterOut),
    url_name="roster",
    summary="The roster of a class",
    openapi_extra=described_key(required=False),
)
def roster(request: CallRequest, payload: RosterIn) -> HttpResponse:
    """Takes an ``Idempotency-Key`` unless it is a dry run."""
    cohorts = Cohort.objects.select_related("bank", "organisation")
    cohort = cohorts.filter(bank_id=request.auth.bank_id, code=payload.cohort).first()
    if cohort is None:
        raise invalid([unknown("cohort")])
    _refuse_twice(payload.rows)
    rows = _rows(payload.rows, cohort.starts_on)
    if payload.dry_run:
        return _tried(request, cohort, _plan(cohort, rows))

    def work() -> Done:
        plan = _plan(cohort, rows)
        try:
            import_roster(cohort=cohort, rows=rows, actor_key=request.auth.actor_key)
        except RosterRefused as refused:
            raise invalid(_named(refused.plan.errors)) from refused
        except CohortProblem as problem:
            raise Refused(422, str(problem.code or "refused"), problem.sentence) from problem
        return Done(_answer(plan), {"cohort": cohort.public_id, **_counts(plan)})

    return change_once(request, "roster", work)
