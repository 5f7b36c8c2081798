"""Fetches what a page is about: out of scope is 404, in scope without the right is 403."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from lms.cohorts.models import Cohort
from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..actions import DecisionProblem
from ..models import Decision, RuleVersion, Standing
from ..permissions import may_decide
from ..queries import decisions_to_sign, decisions_visible_to, rule_versions_visible_to, rules_to_sign
from ..queries.scope import standings_visible_to


def rule_or_404(request: HttpRequest, public_id: str, *, change: bool = False) -> RuleVersion:
    version = get_object_or_404(rule_versions_visible_to(request.user), public_id=public_id)
    if change:
        _require(request.user, version.cohort)
    return version


def rule_to_sign_or_404(request: HttpRequest, public_id: str) -> RuleVersion:
    return get_object_or_404(rules_to_sign(request.user), public_id=public_id)


def decision_or_404(request: HttpRequest, public_id: str, *, change: bool = False) -> Decision:
    rows = decisions_visible_to(request.user).select_related("run", "supersedes", "published_by")
    decision = get_object_or_404(rows, public_id=public_id)
    if change:
        _require(request.user, decision.cohort)
    return decision


def decision_to_sign_or_404(request: HttpRequest, public_id: str) -> Decision:
    return get_object_or_404(decisions_to_sign(request.user), public_id=public_id)


def standing_or_404(request: HttpRequest, public_id: str, person_id: str, *, change: bool = False) -> Standing:
    rows = standings_visible_to(request.user).select_related(
        "user", "enrolment", "outcome__chosen_by", "decision__run", "decision__bank", "decision__cohort__organisation", "decision__author"
    )
    standing = get_object_or_404(rows, public_id=person_id, decision__public_id=public_id)
    if change:
        _require(request.user, standing.decision.cohort)
    return standing


def _require(user: User, cohort: Cohort) -> None:
    if not may_decide(user, cohort):
        raise PermissionDenied


def attempt(request: HttpRequest, action: Callable[[], object], done: str) -> bool:
    """Run an action; its refusal becomes a message in the reader's words."""
    try:
        action()
    except DecisionProblem as problem:
        messages.error(request, problem.sentence)
        return False
    messages.success(request, done)
    return True


def log_view(request: HttpRequest, decision: Decision, *, person: str = "") -> None:
    """Who looked at whose scores is kept."""
    log_act(
        organisation_key=decision.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.VIEWED,
        object_kind="decision",
        object_id=decision.public_id,
        details={"person": person} if person else {},
    )
