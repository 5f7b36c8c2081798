"""Final decisions, for the systems that act on them."""

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema

from lms.exchange.api import ByToken, CallRequest, PageIn, invalid, only, unknown
from lms.exchange.enums import Scope

from .models import Decision
from .queries.told import final_decisions

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
    decisions: list[DecisionOut]
    next: str


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


@router.get(
    "/decisions", auth=ByToken(Scope.DECISIONS), response=DecisionsOut, url_name="decisions", summary="Final decisions, page by page"
)
def decisions(request: CallRequest, page: Query[PageIn]) -> dict[str, Any]:
    """In the order in which they became final; one that a newer version replaced stays, and says so."""
    only(request, PageIn)
    found = final_decisions(request.auth.bank_id, after=page.after, size=page.limit)
    if found is None:
        raise invalid([unknown("after")])
    listed, following = found
    return {"decisions": [as_told(one) for one in listed], "next": following}
