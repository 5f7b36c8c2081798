"""Parts of a stored run: one person's row, their scores, who judged them; and what the ledger says since."""

from collections.abc import Mapping
from typing import Any

from lms.people.models import User

from ..models import Decision, RankingRun, Reassessment, Standing

Json = Mapping[str, Any]


def row_of(result: Json, person_key: str) -> Json:
    """The row of one person; KeyError for somebody who is not in it."""
    for row in result["people"]:
        if row["person"] == person_key:
            return dict(row)
    raise KeyError(person_key)


def scores_of(inputs: Json, person_key: str) -> list[Json]:
    """One person's frozen scores, component by component."""
    return next((person["scores"] for person in inputs["people"] if person["key"] == person_key), [])


def raters_of(run: RankingRun, person_key: str) -> set[str]:
    """Everybody who judged this person in what was ranked; taking attendance is counting, not judging."""
    counted = {component["code"] for component in run.rule["components"] if component["fact"]}
    judged = [score for score in scores_of(run.inputs, person_key) if score["component"] not in counted]
    return {rating["rater"] for score in judged for rating in score["ratings"]} - {""}


def reassessments_of(standing: Standing) -> list[Reassessment]:
    """Independent re-assessments of this person in this cohort, oldest first."""
    rows = Reassessment.objects.filter(cohort_id=standing.decision.cohort_id, user_id=standing.user_id)
    return list(rows.select_related("assessor", "recorded_by").order_by("recorded_at", "id"))


def reassessed_of(standing: Standing) -> bool | None:
    """Whether the newest re-assessment found the standard met; None without one."""
    rows = Reassessment.objects.filter(cohort_id=standing.decision.cohort_id, user_id=standing.user_id)
    newest = rows.order_by("-recorded_at", "-id").values_list("met_standard", flat=True).first()
    return newest


def reassessed_in(decision: Decision) -> dict[int, bool]:
    """The newest finding per person of a cohort; one query."""
    rows = Reassessment.objects.filter(cohort_id=decision.cohort_id).order_by("recorded_at", "id")
    return dict(rows.values_list("user_id", "met_standard"))


def names_of(decision: Decision, keys: set[str]) -> dict[str, str]:
    """Names of people of the bank by key; one query."""
    return dict(User.objects.filter(bank_id=decision.bank_id, key__in=keys).values_list("key", "name"))
