"""Stage evaluations and development plans: the person's page, the evaluation as frozen, the plan and its checks."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.enums import Entrustment, Level
from lms.toolkit.downloads import PDF, file_response

from ..actions import DecisionProblem
from ..actions.development import agree_plan, close_plan, earliest_day, evaluate_stage, hold_check, open_plan
from ..documents.evaluation_pdf import evaluation_pdf
from ..enums import RUNNING_PLANS, PlanState
from ..forms.development import AgreeForm, CheckForm, ClosePlanForm, EvaluationForm, GoalForm, PlanStartForm
from ..models import DevelopmentPlan, StageEvaluation
from ..permissions import may_develop
from ..queries.development import (
    as_content,
    evaluations_visible_to,
    mentor_of,
    next_post,
    node_names,
    people_developed,
    plans_visible_to,
    posts_of,
    stage_of,
)
from .access import attempt


def _rows(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of an evaluation with names and levels in words."""
    names = node_names()
    return [
        # Evaluations frozen before nodes could be without cases don't say whether they had any.
        {"available": True} | row | {"name": names.get(row["node"], row["node"]), "level_words": Entrustment(row["level"]).label,
                                     "required_words": Entrustment(row["required"]).label}
        for row in content["nodes"]
    ]  # fmt: skip


def _advice(content: dict[str, Any]) -> list[tuple[str, list[str]]]:
    names = node_names()
    words = {
        "learn": _("learn: the course and its exam first"),
        "rehearse": _("rehearse: a case of the same kind until it holds"),
        "observe": _("see more real cases beside a mentor"),
        "lead": _("lead real cases under a mentor's eye"),
    }
    return [(names.get(one["node"], one["node"]), [words[means] for means in one["means"]]) for one in content["suggestions"]]


@login_required
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans of the people one sees; the person's own among them."""
    state, q = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    rows = plans_visible_to(request.user)
    if state in PlanState.values:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(Q(user__name__icontains=q) | Q(user__name_initials__icontains=q) | Q(goals__aim__icontains=q)).distinct()
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    today = timezone.localdate()
    for plan in page:
        waiting = [check for check in plan.checks.all() if check.held_on is None]
        plan.next_check = waiting[0] if waiting and plan.state in RUNNING_PLANS else None
        plan.is_late = bool(plan.next_check and plan.next_check.due_on < today)
    filters = [("state", _("Any state"), PlanState.choices, state)]
    context = {"page": page, "q": q, "state": state, "filters": filters}
    return render(request, "decisions/plan_list.html", context)


@login_required
def person_stage(request: HttpRequest, key: str) -> HttpResponse:
    """How a person stands now; the personnel office or the mentor freezes it with a few words."""
    person = get_object_or_404(people_developed(request.user).select_related("bank"), key=key, bank__isnull=False)
    allowed = may_develop(request.user, person)
    form = EvaluationForm(request.POST or None)
    if request.method == "POST":
        if not allowed:
            raise PermissionDenied
        if form.is_valid():
            try:
                made = evaluate_stage(person=person, actor=request.user, **form.cleaned_data)
            except DecisionProblem as problem:
                form.add_error(None, problem)
            else:
                return redirect("evaluation-detail", made.public_id)
    first, last = form.initial["first"], form.initial["last"]
    content = as_content(*stage_of(person, first=first, last=last))
    post = posts_of(person.bank, [person]).get(person.pk, str(Level.PROBATIONARY))
    context = {
        "person": person,
        "rows": _rows(content),
        "advice": _advice(content),
        "post": Level(post).label,
        "next_post": Level(next_post(post)).label,
        "evaluations": evaluations_visible_to(request.user).filter(user=person)[:20],
        "plans": plans_visible_to(request.user).filter(user=person)[:20],
        "form": form if allowed else None,
        "first": first,
        "last": last,
    }
    return render(request, "decisions/person_stage.html", context, status=422 if form.is_bound else 200)


def _evaluation_or_404(request: HttpRequest, public_id: str) -> StageEvaluation:
    return get_object_or_404(evaluations_visible_to(request.user), public_id=public_id)


@login_required
def evaluation_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    evaluation = _evaluation_or_404(request, public_id)
    context = {
        "evaluation": evaluation,
        "rows": _rows(evaluation.content),
        "advice": _advice(evaluation.content),
        "plans": plans_visible_to(request.user).filter(evaluation=evaluation),
        "may_plan": may_develop(request.user, evaluation.user),
    }
    return render(request, "decisions/evaluation_detail.html", context)


@login_required
@require_POST
def evaluation_print(request: HttpRequest, public_id: str) -> HttpResponse:
    evaluation = _evaluation_or_404(request, public_id)
    data = evaluation_pdf(evaluation=evaluation, printed_by=request.user.name, now=timezone.now())
    return file_response(data, name=_("Stage evaluation of %(name)s.pdf") % {"name": evaluation.user.name}, content_type=PDF)


def _goal_forms(request: HttpRequest, evaluation: StageEvaluation) -> list[GoalForm]:
    """Two forms, begun with what the evaluation suggests; the second may stay empty."""
    person, names = evaluation.user, node_names()
    advised = [one["node"] for one in evaluation.content["suggestions"]]
    mentor = mentor_of(person)
    forms = []
    for number in (1, 2):
        node = advised[number - 1] if len(advised) >= number else None
        initial = {"node": node, "companion": mentor} if node else {}
        forms.append(
            GoalForm(person, names, request.POST or None, prefix=f"goal{number}", initial=initial, empty_permitted=number == 2,
                     use_required_attribute=number == 1)
        )  # fmt: skip
    return forms


def _second_is_empty(form: GoalForm) -> bool:
    return not any(form.data.get(form.add_prefix(name), "").strip() for name in ("aim", "proof", "learn", "rehearse"))


@login_required
def plan_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """One or two goals out of an evaluation."""
    evaluation = _evaluation_or_404(request, public_id)
    if not may_develop(request.user, evaluation.user):
        raise PermissionDenied
    first, second = _goal_forms(request, evaluation)
    start = PlanStartForm(request.POST or None)
    if request.method == "POST":
        wanted = [first] if _second_is_empty(second) else [first, second]
        if all([start.is_valid(), *(form.is_valid() for form in wanted)]):
            try:
                plan = open_plan(evaluation=evaluation, actor=request.user, goals=[form.goal() for form in wanted], **start.cleaned_data)
            except DecisionProblem as problem:
                start.add_error(None, problem)
            else:
                return redirect("plan-detail", plan.public_id)
    context = {"evaluation": evaluation, "start": start, "goals": [first, second], "advice": _advice(evaluation.content)}
    return render(request, "decisions/plan_new.html", context, status=422 if request.method == "POST" else 200)


def _plan_or_404(request: HttpRequest, public_id: str) -> DevelopmentPlan:
    return get_object_or_404(plans_visible_to(request.user), public_id=public_id)


@login_required
def plan_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    plan = _plan_or_404(request, public_id)
    names = node_names()
    for goal in plan.goals.all():
        goal.node_name = names.get(goal.node, goal.node)
    allowed = may_develop(request.user, plan.user)
    waiting = next((check for check in plan.checks.all() if check.held_on is None), None)
    today = timezone.localdate()
    ripe = waiting is not None and earliest_day(waiting) <= today
    context = {
        "plan": plan,
        "mine": plan.user_id == request.user.pk,
        "agree_form": AgreeForm(),
        "check_form": CheckForm(initial={"after_days": waiting.after_days})
        if waiting and ripe and allowed and plan.state == PlanState.AGREED
        else None,
        "opens_on": earliest_day(waiting) if waiting and not ripe and allowed and plan.state == PlanState.AGREED else None,
        "close_form": ClosePlanForm() if allowed and plan.state in RUNNING_PLANS else None,
        "waiting": waiting,
        "today": today,
    }
    return render(request, "decisions/plan_detail.html", context)


@login_required
@require_POST
def plan_agree(request: HttpRequest, public_id: str) -> HttpResponse:
    plan = _plan_or_404(request, public_id)
    if plan.user_id != request.user.pk:
        raise PermissionDenied
    form = AgreeForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    attempt(request, lambda: agree_plan(plan=plan, person=request.user, words=words), _("You have agreed to the plan."))
    return redirect("plan-detail", public_id)


@login_required
@require_POST
def plan_check(request: HttpRequest, public_id: str) -> HttpResponse:
    return _by_developer(request, public_id, CheckForm, hold_check, _("The check is recorded."))


@login_required
@require_POST
def plan_close(request: HttpRequest, public_id: str) -> HttpResponse:
    return _by_developer(request, public_id, ClosePlanForm, close_plan, _("The plan is closed."))


def _by_developer(request: HttpRequest, public_id: str, form_class: Any, action: Any, done: str) -> HttpResponse:
    plan = _plan_or_404(request, public_id)
    if not may_develop(request.user, plan.user):
        raise PermissionDenied
    form = form_class(request.POST)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        attempt(request, lambda: _refuse(words), done)
    else:
        attempt(request, lambda: action(plan=plan, actor=request.user, **form.cleaned_data), done)
    return redirect("plan-detail", public_id)


def _refuse(words: str) -> None:
    raise DecisionProblem(words, code="form")
