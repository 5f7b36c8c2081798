"""The decision meeting: its record, outcomes, re-assessments; then publish, withdraw, sign."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import (
    DecisionProblem,
    choose_outcome,
    publish_decision,
    record_meeting,
    record_reassessment,
    sign_decision,
    withdraw_decision,
)
from ..forms import MeetingForm, PasswordForm, ReasonForm
from ..models import Decision, Standing
from ..tasks import ask_for_issue
from .access import attempt, decision_or_404, decision_to_sign_or_404, log_view, standing_or_404
from .decisions import choice_forms, standing_context


@login_required
def meeting_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who met when, and the minutes."""
    decision = decision_or_404(request, public_id, change=True)
    form = MeetingForm(decision, request.POST or None, initial=_meeting_initial(decision))
    if request.method == "POST" and form.is_valid():
        try:
            record_meeting(decision=decision, actor=request.user, **form.cleaned_data)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The record of the meeting is saved."))
            return redirect("decision-detail", decision.public_id)
    return render(request, "decisions/meeting_edit.html", {"decision": decision, "form": form})


def _meeting_initial(decision: Decision) -> dict[str, Any]:
    meeting = getattr(decision, "meeting", None)
    if meeting is None:
        return {"held_at": timezone.localtime().replace(second=0, microsecond=0)}
    return {
        "held_at": timezone.localtime(meeting.held_at),
        "place": meeting.place,
        "participants": list(meeting.participants.all()),
        "minutes": meeting.minutes,
    }


@login_required
@require_POST
def outcome_choose(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    standing = standing_or_404(request, public_id, person_id, change=True)
    form = choice_forms(standing, request.POST, which="outcome")["outcome_form"]
    if not form.is_valid():
        return _again(request, standing, "outcome")
    done = attempt(
        request,
        lambda: choose_outcome(standing=standing, actor=request.user, **form.cleaned_data),
        _("Saved for %(name)s.") % {"name": standing.user.name},
    )
    following = standing.decision.standings.filter(outcome__isnull=True).order_by("position").first()
    if done and "next" in request.POST and following is not None:
        return redirect("standing-detail", public_id, following.public_id)
    if done and "next" in request.POST:
        return redirect("decision-detail", public_id)
    return redirect("standing-detail", public_id, person_id)


@login_required
@require_POST
def reassessment_record(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    standing = standing_or_404(request, public_id, person_id, change=True)
    form = choice_forms(standing, request.POST, which="reassessment")["reassessment_form"]
    if not form.is_valid():
        return _again(request, standing, "reassessment")
    attempt(
        request,
        lambda: record_reassessment(standing=standing, actor=request.user, **form.cleaned_data),
        _("The re-assessment is recorded in the ledger. Choose the outcome in its light."),
    )
    return redirect("standing-detail", public_id, person_id)


def _again(request: HttpRequest, standing: Standing, which: str) -> HttpResponse:
    """The person's page once more, with what was entered and what is wrong with it."""
    log_view(request, standing.decision, person=standing.user.key)
    context = standing_context(request, standing) | choice_forms(standing, request.POST, which=which)
    return render(request, "decisions/standing_detail.html", context, status=422)


@login_required
@require_POST
def decision_publish(request: HttpRequest, public_id: str) -> HttpResponse:
    decision = decision_or_404(request, public_id, change=True)
    if attempt(request, lambda: publish_decision(decision=decision, actor=request.user), _("The decision is published.")):
        ask_for_issue(decision=decision, actor=request.user)
    return redirect("decision-detail", public_id)


@login_required
@require_POST
def decision_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    decision = decision_or_404(request, public_id, change=True)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, lambda: withdraw_decision(decision=decision, actor=request.user, reason=reason), _("The decision is withdrawn."))
    return redirect("decision-detail", public_id)


@login_required
@require_POST
def decision_sign(request: HttpRequest, public_id: str) -> HttpResponse:
    decision = decision_to_sign_or_404(request, public_id)
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("decision-detail", public_id)
    digest = form.cleaned_data["digest"]
    if attempt(request, lambda: sign_decision(decision=decision, signer=request.user, digest=digest), _("You have signed the decision.")):
        decision.refresh_from_db()
        if decision.final_at is not None:
            ask_for_issue(decision=decision, actor=request.user)
    return redirect("decision-detail", public_id)
