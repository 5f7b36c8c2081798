"""Classes whose evaluation is final, and who of them may begin to watch real cases."""

from dataclasses import dataclass

from lms.cohorts.models import Cohort
from lms.evidence.domain.content import NODES
from lms.people.models import Authority, User

from ..enums import Choice, DecisionState
from ..models import Decision, Standing
from .scope import decisions_visible_to


def graduates_of(cohort: Cohort) -> tuple[Decision | None, list[User]]:
    """The final decision about a class and those whose outcome is to pass."""
    decision = Decision.objects.filter(cohort=cohort, state=DecisionState.FINAL).order_by("-number").first()
    if decision is None:
        return None, []
    rows = Standing.objects.filter(decision=decision, outcome__choice=Choice.PASS, user__is_active=True).select_related("user")
    return decision, [row.user for row in rows.order_by("position")]


@dataclass(frozen=True)
class Rung:
    """One class on the page: how many passed, how many of them are on the ladder already."""

    decision: Decision
    passed: int
    admitted: int

    @property
    def waiting(self) -> int:
        return self.passed - self.admitted


def rungs_for(user: User) -> list[Rung]:
    """Final evaluations that ``user`` reads by office, newest first. Three queries."""
    decisions = list(decisions_visible_to(user).filter(state=DecisionState.FINAL).order_by("-final_at")[:50])
    rows = Standing.objects.filter(decision__in=decisions, outcome__choice=Choice.PASS, user__is_active=True)
    passed: dict[int, set[int]] = {decision.pk: set() for decision in decisions}
    for decision_id, user_id in rows.values_list("decision", "user"):
        passed[decision_id].add(user_id)
    people = set().union(*passed.values()) if passed else set()
    nodes: dict[int, set[str]] = {}
    for user_id, node in Authority.objects.filter(user__in=people, ended_at__isnull=True).values_list("user", "node"):
        nodes.setdefault(user_id, set()).add(node)
    complete = {user_id for user_id, held in nodes.items() if len(held) >= len(NODES)}
    return [Rung(one, len(passed[one.pk]), len(passed[one.pk] & complete)) for one in decisions]
