"""The decision file: as frozen where it is frozen, else put together from the draft."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ..domain.document import build_document
from ..enums import Stage
from ..models import Decision, DecisionDocument

Json = dict[str, Any]


def latest_document(decision: Decision) -> DecisionDocument | None:
    """The newest frozen file of a decision."""
    return decision.frozen.order_by("-frozen_at", "-id").first()


def recorded_at(decision: Decision) -> datetime | None:
    """When the server wrote what was published."""
    return decision.frozen.filter(stage=Stage.PUBLISHED).values_list("recorded_at", flat=True).first()


def file_of(decision: Decision) -> Json:
    """What ``export_decision`` writes."""
    frozen = latest_document(decision)
    return frozen.content if frozen is not None else draft_document(decision, about=about_draft(decision))


def draft_document(decision: Decision, *, about: Json, outcomes: list[Json] | None = None) -> Json:
    """The file with the stored rule, inputs and result; nothing is computed again."""
    run = decision.run
    return build_document(
        kind=decision.kind,
        engine=run.engine,
        rule=run.rule,
        inputs=run.inputs,
        result=run.result,
        about=about,
        outcomes=outcomes if outcomes is not None else outcomes_of(decision),
    )


def about_draft(decision: Decision) -> Json:
    """Bank, class, rule and moments: for the reader, not for the engine."""
    version = decision.rule_version
    return {
        "id": decision.public_id,
        "state": "draft",
        "bank": decision.bank.name,
        "cohort": {"code": decision.cohort.code, "name": decision.cohort.name},
        "title": decision.title,
        "number": decision.number,
        "author": {"key": decision.author.key, "name": decision.author.name},
        "computed_at": decision.run.computed_at,
        "rule": {"id": version.public_id, "digest": version.digest, "locked_at": version.locked_at},
        "refused": decision.run.refused,
        "replaces": decision.supersedes.public_id if decision.supersedes else None,
    }


def outcomes_of(decision: Decision) -> list[Json]:
    """What was chosen so far, in the order of the result, with the re-assessments it rests on."""
    given: dict[int, list[Json]] = {}
    for one in decision.cohort.reassessments.select_related("assessor").order_by("recorded_at", "id"):
        given.setdefault(one.user_id, []).append(
            {"evidence": one.evidence_id, "held_on": one.held_on, "met_standard": one.met_standard, "assessor": one.assessor.key}
        )
    rows = decision.standings.filter(outcome__isnull=False).select_related("outcome__chosen_by", "user").order_by("position")
    return [
        {
            "person": row.user.key,
            "outcome": row.outcome.choice,
            "reasons": row.outcome.reasons,
            "chosen_by": row.outcome.chosen_by.key,
            "chosen_at": row.outcome.chosen_at,
            "reassessments": given.get(row.user_id, []),
        }
        for row in rows
    ]


def latest_of_kind(kind: str) -> QuerySet[Decision]:
    """The newest decision of a kind that people other than its authors know; drafts only where there is nothing else."""
    rows = Decision.objects.filter(kind=kind).select_related("bank", "cohort", "author", "rule_version", "supersedes")
    frozen = rows.exclude(published_at=None).order_by("-published_at", "-id")
    return frozen if frozen.exists() else rows.order_by("-created_at", "-id")
