"""Questions of a connected system about what people may do, alone and in batches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from lms.people.domain.authority import Answer, Grant, answer
from lms.people.models import Authority, User
from lms.people.queries import as_grant

from .callers import Held


@dataclass(frozen=True, kw_only=True)
class Question:
    """``person`` is a key or an employee number; ``supervised``: a mentor answers for the work."""

    person: str
    node: str
    role: str
    amount: Decimal | None = None
    product: str = ""
    at: datetime | None = None
    supervised: bool = False


def answer_to(question: Question, held: Held, *, now: datetime) -> Answer:
    """Whoever is not known may do nothing."""
    if not held.known:
        return Answer(allowed=False, reason="unknown_person")
    if not held.active:
        return Answer(allowed=False, reason="inactive")
    start = timezone.localdate(held.grant.starts_at) if held.grant else date.min
    today = timezone.localdate(question.at or now)
    return answer(
        held.grant,
        role=question.role,
        amount=question.amount,
        product=question.product,
        today=today,
        start=start,
        supervised=question.supervised,
    )


def held_by_many(bank_id: int, questions: Sequence[Question]) -> list[Held]:
    """What each question's person holds at its node, in the questions' order. Two queries."""
    names = {question.person for question in questions}
    mine = User.objects.filter(Q(key__in=names) | Q(~Q(employee_number=""), employee_number__in=names), bank_id=bank_id)
    people = list(mine.only("pk", "key", "employee_number", "is_active"))
    known = {one.employee_number: one for one in people} | {one.key: one for one in people}
    grants = _grants(bank_id, people, {question.node for question in questions})
    found = [(known.get(question.person), question.node) for question in questions]
    return [
        Held(known=True, active=person.is_active, grant=grants.get((person.pk, node)))
        if person is not None
        else Held(known=False, active=False, grant=None)
        for person, node in found
    ]


def _grants(bank_id: int, people: Iterable[User], nodes: set[str]) -> dict[tuple[int, str], Grant]:
    rows = Authority.objects.filter(bank=bank_id, user__in=list(people), node__in=nodes, ended_at__isnull=True).select_related("user")
    return {(row.user_id, row.node): as_grant(row) for row in rows}
