"""Final decisions, for the systems that act on them."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from ninja import Query, Router, Schema

from lms.exchange.api import ByToken, CallRequest, PageIn, answers, invalid, only, unknown
from lms.exchange.enums import Scope
from lms.toolkit.settled import settled_before

from .models import Certificate, Decision, PanelItem
from .queries.certificates import certificate_for_system, worth_of
from .queries.told import final_decision, final_decisions, final_item

router = Router()


class OutcomeOut(Schema):
    """``outcome`` as the meeting chose it; empty where none was chosen."""

    person: str
    outcome: str


class DecisionOut(Schema):
    """``state`` is final or superseded; ``digest`` is that of the signed content."""

    id: str
    kind: str
    title: str
    version: int
    state: str
    cohort: str
    final_at: datetime
    digest: str
    people: list[OutcomeOut]


class DecisionsOut(Schema):
    """While ``more`` is true ``next`` goes into ``after`` of the next call; at the end it is empty."""

    decisions: list[DecisionOut]
    next: str
    more: bool


class PanelOut(Schema):
    """What a certification panel decided about one person at one node; ``kind`` is always certification.

    ``status`` is the result of the votes, ``action`` what follows from it; what holds now is asked at ``/authority``.
    """

    id: str
    kind: str
    person: str
    node: str
    level: str
    status: str
    action: str
    certificate: str
    final_at: datetime
    digest: str


def as_told(decision: Decision) -> dict[str, Any]:
    people = [
        {"person": row.user.key, "outcome": row.outcome.choice if hasattr(row, "outcome") else ""} for row in decision.standings.all()
    ]
    return {
        "id": decision.public_id,
        "kind": decision.kind,
        "title": decision.title,
        "version": decision.number,
        "state": decision.state,
        "cohort": decision.cohort.code,
        "final_at": decision.final_at,
        "digest": decision.content_digest,
        "people": people,
    }


def panel_told(item: PanelItem) -> dict[str, Any]:
    return {
        "id": item.public_id,
        "kind": "certification",
        "person": item.user.key,
        "node": item.node,
        "level": item.level,
        "status": item.status,
        "action": item.action,
        "certificate": item.certificate_number,
        "final_at": item.final_at,
        "digest": item.outcome_digest,
    }


@router.get(
    "/decisions",
    auth=ByToken(Scope.DECISIONS),
    response=answers(DecisionsOut),
    url_name="decisions",
    summary="Final decisions, page by page",
)
def decisions(request: CallRequest, page: Query[PageIn]) -> dict[str, Any]:
    """Those about a class, in the order in which they became final; one that a newer version replaced stays, and says so."""
    only(request, PageIn)
    found = final_decisions(request.auth.bank_id, after=page.after, size=page.limit, before=settled_before(timezone.now()))
    if found is None:
        raise invalid([unknown("after")])
    listed, following = found
    return {"decisions": [as_told(one) for one in listed], "next": following, "more": bool(following)}


@router.get(
    "/decisions/{decision}",
    auth=ByToken(Scope.DECISIONS),
    response=answers(DecisionOut | PanelOut),
    url_name="decision-told",
    summary="One final decision, of a class or of a certification panel",
)
def decision_told(request: CallRequest, decision: str) -> dict[str, Any]:
    """By the ``decision`` of a message ``decision.final``; ``kind`` says which of the two shapes it has."""
    bank = request.auth.bank_id
    if found := final_decision(bank, decision):
        return as_told(found)
    if item := final_item(bank, decision):
        return panel_told(item)
    raise invalid([unknown("decision")])


class CertificateOut(Schema):
    """``status`` is what it is worth today, ``node_status`` at each of its nodes; ``replaced_by`` the number of the newer one, where
    there is one."""

    number: str
    status: str
    person: str
    employee_number: str
    nodes: list[str]
    node_status: dict[str, str]
    level: str
    amount_limit: str | None
    products: list[str]
    starts_on: date
    ends_on: date | None
    replaced_by: str
    digest: str


def certificate_told(row: Certificate) -> dict[str, Any]:
    worth = worth_of([row], timezone.localdate())[row.pk]
    return {
        "number": row.number,
        "status": str(worth.status),
        "person": row.user.key,
        "employee_number": row.user.employee_number,
        "nodes": row.nodes,
        "node_status": {node: str(status) for node, status in worth.nodes.items()},
        "level": row.level,
        "amount_limit": None if row.amount_limit is None else format(row.amount_limit, "f"),
        "products": row.products,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "replaced_by": row.replaced_by.number if row.replaced_by else "",
        "digest": row.digest,
    }


@router.get(
    "/certificates/{number}",
    auth=ByToken(Scope.AUTHORITY),
    response=answers(CertificateOut),
    url_name="certificate",
    summary="What a certificate is worth today",
)
def certificate(request: CallRequest, number: str) -> dict[str, Any]:
    """One of the bank's own. Whether somebody may do a piece of work is still a question of its own."""
    row = certificate_for_system(request.auth.bank_id, number)
    if row is None:
        raise invalid([unknown("number")])
    return certificate_told(row)
