"""How loans run and what the ledger says of them already."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.people.models import Organisation

from ..domain.loan_results import is_news, loan_result
from ..enums import CaseState
from ..models import LoanCase

SOURCE = "loan"


@dataclass(frozen=True)
class Course:
    """When it was paid out, as far as anybody reports how it runs, and how many days it is overdue now."""

    paid_on: date | None
    overdue_days: int


def course_of(case: LoanCase, today: date) -> Course:
    """From the folder and from the contracts of the customer ledger; the worse of both."""
    contracts = list(case.contracts.all())
    days = [one.paid_on for one in contracts]
    overdue = [one.overdue_days for one in contracts]
    folder = getattr(case, "folder", None)
    if folder is not None:
        days += [folder.paid_on] if folder.paid_on else []
        overdue += [(today - folder.overdue_since).days] if folder.overdue_since else []
    return Course(min(days, default=None), max(overdue, default=0))


def result_of(case: LoanCase, today: date) -> str:
    found = course_of(case, today)
    return loan_result(state=case.state, paid_on=found.paid_on, overdue_days=found.overdue_days, today=today)


def told_of(bank: Organisation, keys: Iterable[str]) -> dict[str, Evidence]:
    """Case key → what the ledger says of its loan."""
    rows = Evidence.objects.filter(bank=bank, kind=EvidenceKind.BUSINESS, source_kind=SOURCE, source_id__in=list(keys))
    return {row.source_id: row for row in rows.filter(superseded_by__isnull=True)}


def loans_with_news(bank: Organisation, today: date) -> list[LoanCase]:
    """Loans that run and whose result the ledger doesn't know yet; four queries."""
    rows = LoanCase.objects.filter(bank=bank, state=CaseState.RUNNING, lead__isnull=False)
    cases = list(rows.select_related("folder").prefetch_related("contracts"))
    told = told_of(bank, [case.key for case in cases])
    known = {key: str(row.details.get("loan", "")) for key, row in told.items()}
    return [case for case in cases if is_news(known.get(case.key, ""), result_of(case, today))]
