"""What became of a loan goes into the ledger of its lead: once, and again only if it turns bad."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.actions import Fact, ensure_nodes, record_evidence
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.people.models import Organisation

from ..domain.loan_results import is_news
from ..models import LoanCase
from ..queries.loan_results import SOURCE, loans_with_news, result_of, told_of
from .case_log import locked_case

NODE = "investigation"


@transaction.atomic
def note_loan(*, case: LoanCase, now: datetime | None = None) -> Evidence | None:
    """The row that was written, if there is news. It stays with whoever led the case when it was first known."""
    moment, case = now or timezone.now(), locked_case(case)
    found = result_of(case, timezone.localdate(moment))
    older = told_of(case.bank, [case.key]).get(case.key)
    if not is_news(str(older.details.get("loan", "")) if older else "", found):
        return None
    person = older.person_key if older else case.lead.key if case.lead else ""
    if not person:
        return None
    fact = Fact(
        person_key=person,
        kind=EvidenceKind.BUSINESS,
        source_kind=SOURCE,
        source_id=case.key,
        happened_at=moment,
        level=found,
        scale=SOURCE,
        competency=ensure_nodes()[NODE],
        details={"case": case.key, "loan": found},
        supersedes=older,
        reason=_("The loan has turned bad since.") if older else "",
    )
    return record_evidence(bank=case.bank, fact=fact)


def note_running_loans(*, bank: Organisation, now: datetime | None = None) -> int:
    """Every night: what has run long enough without a day overdue, and what is overdue too long. How many rows were written."""
    moment = now or timezone.now()
    return sum(note_loan(case=case, now=moment) is not None for case in loans_with_news(bank, timezone.localdate(moment)))
