"""The watch on loan quality (贷款质量观察): results of loans as the ledger has them, and the watch over one person's."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Evidence
from lms.people.models import Organisation, User

from ..domain.certification.watch import Loan, Result, Step, Watch, expected_of, watch
from .certification_facts import LOAN_SOURCE

RULE = Watch()


@dataclass(frozen=True)
class Watched:
    """``steps`` go with ``loans``: the sum after each, in the order in which the results became known."""

    loans: tuple[Loan, ...]
    steps: tuple[Step, ...]
    limit: float

    @property
    def bad(self) -> int:
        return sum(loan.bad for loan in self.loans)

    @property
    def signals(self) -> list[Step]:
        return [step for step in self.steps if step.signal]

    @property
    def lines(self) -> list[tuple[Loan, Step]]:
        """Newest first."""
        return list(zip(self.loans, self.steps, strict=True))[::-1]


def loan_results(bank: Organisation) -> list[Result]:
    """Every result that stands at ``bank``; one query."""
    rows = Evidence.objects.filter(bank=bank, kind=EvidenceKind.BUSINESS, source_kind=LOAN_SOURCE, superseded_by__isnull=True)
    found = rows.values_list("source_id", "person_key", "happened_at", "details")
    return [Result(key, person, timezone.localdate(at), details.get("loan") == "bad") for key, person, at, details in found]


def _watched(loans: Sequence[Loan]) -> Watched:
    ordered = tuple(sorted(loans, key=lambda each: (each.on, each.key)))
    return Watched(ordered, tuple(watch(ordered, RULE)), RULE.limit)


def watch_of(person: User) -> Watched | None:
    """One person's line; None while no result of theirs is known. The caller has checked the scope."""
    assert person.bank is not None
    loans = expected_of(loan_results(person.bank)).get(person.key)
    return _watched(loans) if loans else None


def watches_of(bank: Organisation) -> dict[str, Watched]:
    """Person → their line."""
    return {person: _watched(loans) for person, loans in expected_of(loan_results(bank)).items()}
