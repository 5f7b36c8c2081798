"""Which judgements a person may read about themselves: those that a decision shown to them has used."""

from collections.abc import Iterable, Mapping
from typing import Any

from lms.evidence.models import Evidence

from ..enums import SHOWN_STATES, Stage
from ..models import DecisionDocument


def opened_by_decisions(person_key: str, rows: list[Evidence]) -> set[str]:
    """Public ids of those of ``rows`` that stand in what was published about the person; one query.

    A draft has shown nothing yet, a withdrawn decision nothing any more; what a replaced version showed stays open.
    """
    asked = {row.public_id for row in rows}
    published = DecisionDocument.objects.filter(
        stage=Stage.PUBLISHED, decision__state__in=SHOWN_STATES, decision__standings__user__key=person_key
    )
    used: set[str] = set()
    for people, outcomes in published.values_list("content__inputs__people", "content__outcomes"):
        used |= asked & _used_for(person_key, people, outcomes)
    return used


def _used_for(person_key: str, people: Iterable[Mapping[str, Any]], outcomes: Iterable[Mapping[str, Any]]) -> set[str]:
    """Rows of the ledger in a person's scores, and the re-assessments on which their outcome rests."""
    scores = [score for person in people if person["key"] == person_key for score in person["scores"]]
    found = {evidence for score in scores for evidence in score["evidence"]}
    found |= {rating["evidence"] for score in scores for rating in score["ratings"]}
    return found | {one["evidence"] for row in outcomes if row["person"] == person_key for one in row["reassessments"]}
