"""Decisions: list, the table of the meeting, statistics, one person's basis."""

from fractions import Fraction
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.people.queries import people_in_bank
from lms.records.models import IssuedDocument

from ..actions.finalise import decision_signatures, missing_signatures, obstacles_to_final
from ..actions.meeting import options_for
from ..actions.publish import obstacles, reply_window
from ..documents.ranking_pdf import two_places
from ..domain.comparison import compare
from ..enums import DecisionState
from ..forms import OutcomeForm, PasswordForm, ReasonForm, ReassessmentForm, staff_around
from ..models import Decision, Reply, Standing
from ..permissions import may_decide, may_decide_somewhere, reads_decisions, signing_role
from ..queries import decisions_visible_to
from ..queries.basis import basis_of
from ..queries.files import recorded_at
from ..queries.meeting_page import bar_of, meeting_table, of_100
from ..queries.panels import by_office
from ..queries.results import names_of, reassessments_of, row_of
from .access import decision_or_404, log_view, standing_or_404


@login_required
def decision_list(request: HttpRequest) -> HttpResponse:
    if not reads_decisions(request.user):
        raise Http404
    state, q = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    rows = decisions_visible_to(request.user).annotate(
        people=Count("standings", distinct=True),
        open_replies=Count("standings__replies", filter=Q(standings__replies__answer__isnull=True), distinct=True),
    )
    rows = rows.order_by("-created_at", "-id")
    rows = rows.filter(state=state) if state in DecisionState.values else rows
    if q:
        rows = rows.filter(Q(title__icontains=q) | Q(cohort__name__icontains=q) | Q(cohort__code__icontains=q))
    context = {
        "page": Paginator(rows, 30).get_page(request.GET.get("page")),
        "filters": [("state", _("Any state"), DecisionState.choices, state)],
        "state": state,
        "q": q,
        "may_write": may_decide_somewhere(request.user),
        "reads_panels": by_office(request.user),
    }
    return render(request, "decisions/decision_list.html", context)


@login_required
def decision_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page a decision meeting looks at, and later the page where it is published, answered and signed."""
    decision = decision_or_404(request, public_id)
    log_view(request, decision)
    context: dict[str, Any] = {
        "decision": decision,
        "table": meeting_table(decision),
        "steps": [
            ("draft", pgettext("decision", "draft")),
            ("published", pgettext("state", "Published")),
            ("window", _("Replies and appeals")),
            ("final", pgettext("decision", "final")),
        ],
        "step": _step(decision),
        "meeting": getattr(decision, "meeting", None),
        "may_change": may_decide(request.user, decision.cohort),
        "refused": _refused(decision),
        "changes": _changes(decision),
        "documents": IssuedDocument.objects.filter(object_kind="decision", object_id=decision.public_id),
        "reason_form": ReasonForm(),
    }
    if decision.state == DecisionState.DRAFT:
        context["obstacles"] = obstacles(decision)
        context["window"] = reply_window(decision, day=timezone.localdate())
    else:
        context |= _after_publishing(request, decision)
    return render(request, "decisions/decision_detail.html", context)


def _step(decision: Decision) -> str:
    if decision.state == DecisionState.PUBLISHED:
        return "window"
    return decision.state if decision.state in (DecisionState.DRAFT, DecisionState.FINAL) else ""


def _refused(decision: Decision) -> list[dict[str, Any]]:
    """What was too old to count, person by person."""
    names = names_of(decision, {row["person"] for row in decision.run.refused})
    found: dict[str, dict[str, Any]] = {}
    for row in decision.run.refused:
        entry = found.setdefault(row["person"], {"name": names.get(row["person"], "—"), "rows": []})
        entry["rows"].append(row)
    return list(found.values())


def _changes(decision: Decision) -> dict[str, Any] | None:
    """What is different from the version before, if there is one."""
    before = Decision.objects.filter(cohort=decision.cohort, kind=decision.kind, number__lt=decision.number)
    older = before.select_related("run").order_by("-number").first()
    if older is None:
        return None
    changes = compare(older.run.result, decision.run.result)
    parts = {part["code"]: part["name"] for run in (older.run, decision.run) for part in run.rule["components"]}
    names = names_of(decision, {change.person for change in changes})
    return {"before": older, "rows": changes, "names": names, "parts": parts, "rule_changed": older.run.rule != decision.run.rule}


def _after_publishing(request: HttpRequest, decision: Decision) -> dict[str, Any]:
    signatures = decision_signatures(decision)
    names = dict(people_in_bank(decision.bank).filter(key__in=[one.signer_key for one in signatures]).values_list("key", "name"))
    signed = any(one.signer_key == request.user.key for one in signatures)
    published = decision.state == DecisionState.PUBLISHED
    against = obstacles_to_final(decision) if published else []
    may_sign = published and bool(signing_role(request.user, decision.cohort)) and request.user.pk != decision.author_id
    return {
        "recorded_at": recorded_at(decision),
        "signatures": [(one, names.get(one.signer_key, "—")) for one in signatures],
        "still_missing": missing_signatures(decision, signatures) if published else [],
        "obstacles_to_final": against,
        "may_sign": may_sign and not signed and not against,
        "sign_form": PasswordForm(request.user, initial={"digest": decision.content_digest}),
        "replies": Reply.objects.filter(standing__decision=decision).select_related("standing__user", "answer__answered_by"),
        "upheld": Reply.objects.filter(standing__decision=decision, answer__upheld=True).exists(),
        "window_open": published and decision.window_ends_on is not None and timezone.localdate() <= decision.window_ends_on,
    }


@login_required
def decision_statistics(request: HttpRequest, public_id: str) -> HttpResponse:
    """Weights as they really count, errors of measurement, sensitivity, flags."""
    decision = decision_or_404(request, public_id)
    log_view(request, decision)
    table = meeting_table(decision)
    names = {component.code: component.name for component in table.rule.components}
    people = {row.standing.user.key: row.standing.user.name for row in table.rows}
    spreads = [
        {
            **spread,
            "name": names[spread["component"]],
            "weight_percent": _percent(spread["weight"]),
            "effective_percent": _percent(spread["effective_weight"]),
        }
        for spread in table.result["components"]
    ]
    composite = table.result["composite"]
    context = {
        "decision": decision,
        "table": table,
        "spreads": spreads,
        "sensitive": [
            _sensitive(one, names, people) for one in table.result["sensitivity"] if one["line_changed"] or one["standard_changed"]
        ],
        "reliability": two_places(composite["reliability"], composite["reliability_reason"]),
        "error": two_places(composite["error"], composite["reliability_reason"]),
    }
    return render(request, "decisions/decision_statistics.html", context)


def _moves(one: dict[str, Any]) -> bool:
    return bool(one["line_changed"] or one["standard_changed"])


def _sensitive(one: dict[str, Any], names: dict[str, str], people: dict[str, str]) -> str:
    """Who would change sides, had one weight been 5 points higher or lower."""
    keys = dict.fromkeys([*one["line_changed"], *one["standard_changed"]])
    return _("%(part)s %(shift)s points: %(people)s would change sides.") % {
        "part": names[one["component"]],
        "shift": f"{int(one['shift']):+d}",
        "people": "、".join(people.get(key, "—") for key in keys),
    }


def _percent(text: str | None) -> float | None:
    return None if text is None else float(Fraction(text))


@login_required
def standing_detail(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """What stands behind one person's numbers; on a draft also where the meeting's choice is entered."""
    standing = standing_or_404(request, public_id, person_id)
    decision = standing.decision
    log_view(request, decision, person=standing.user.key)
    return render(request, "decisions/standing_detail.html", standing_context(request, standing))


def standing_context(request: HttpRequest, standing: Standing) -> dict[str, Any]:
    """Everything the page of one person shows."""
    decision = standing.decision
    row = row_of(decision.run.result, standing.user.key)
    may_choose = decision.state == DecisionState.DRAFT and may_decide(request.user, decision.cohort) and standing.user_id != request.user.pk
    context: dict[str, Any] = {
        "standing": standing,
        "decision": decision,
        "row": row,
        "bar": bar_of(row, decision.run.result),
        "of_100": of_100(row["chance_last"]) if decision.run.result["line"]["effective"] else None,
        "meets_of_100": None if row["gate_failures"] else of_100(row["chance_meets_standard"]),
        "reasons": [one["reason"] for one in row["reasons"]],
        "basis": basis_of(decision, standing.user.key, request.user),
        "outcome": getattr(standing, "outcome", None),
        "reassessments": reassessments_of(standing),
        "may_choose": may_choose,
        "neighbours": _neighbours(standing),
        "replies": standing.replies.select_related("answer__answered_by"),
    }
    return context | choice_forms(standing) if may_choose else context


def choice_forms(standing: Standing, data: Any = None, *, which: str = "") -> dict[str, Any]:
    """The forms of a meeting for one person, the one that was sent with its data."""
    open_and_closed = options_for(standing)
    outcome = getattr(standing, "outcome", None)
    initial = {"choice": outcome.choice, "reasons": outcome.reasons} if outcome else {}
    return {
        "options": open_and_closed,
        "closed": [one for one in open_and_closed if not one.open],
        "outcome_form": OutcomeForm(open_and_closed, data if which == "outcome" else None, initial=initial),
        "reassessment_form": ReassessmentForm(
            staff_around(standing.decision), data if which == "reassessment" else None, initial={"held_on": timezone.localdate()}
        ),
    }


def _neighbours(standing: Standing) -> dict[str, Standing | None]:
    """The rows above and below, and the next one without an outcome."""
    rows = Standing.objects.filter(decision=standing.decision).select_related("user")
    waiting = rows.filter(outcome__isnull=True).exclude(pk=standing.pk)
    return {
        "previous": rows.filter(position__lt=standing.position).order_by("-position").first(),
        "next": rows.filter(position__gt=standing.position).order_by("position").first(),
        "waiting": waiting.filter(position__gt=standing.position).order_by("position").first() or waiting.order_by("position").first(),
    }
