"""Rules: list, new, detail, edit."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.queries import people_in_bank

from ..actions import DecisionProblem, change_rule, create_rule, new_version, withdraw_rule
from ..actions.lock_rule import check_up_of, rule_signatures, writers_of
from ..documents.rule_words import rule_sentences
from ..documents.words import finding
from ..domain.exact import fixed
from ..domain.rule import InvalidRule, read_rule
from ..domain.scoring import weight_shares
from ..enums import RuleState
from ..forms import NewRuleForm, NewVersionForm, PasswordForm, ReasonForm, RuleForm, attach, components_formset, rule_initial
from ..models import RuleVersion
from ..permissions import may_decide, may_decide_somewhere, reads_decisions, signing_role
from ..queries import rule_versions_visible_to
from ..queries.receipts import in_force_from, receipts_of
from .access import attempt, rule_or_404


@login_required
def rule_list(request: HttpRequest) -> HttpResponse:
    if not reads_decisions(request.user):
        raise Http404
    state, q = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    rows = rule_versions_visible_to(request.user)
    if state in RuleState.values:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(Q(rule__title__icontains=q) | Q(cohort__name__icontains=q) | Q(cohort__code__icontains=q))
    context = {
        "page": Paginator(rows, 30).get_page(request.GET.get("page")),
        "filters": [("state", _("Any state"), RuleState.choices, state)],
        "state": state,
        "q": q,
        "may_write": may_decide_somewhere(request.user),
    }
    return render(request, "decisions/rule_list.html", context)


@login_required
def rule_new(request: HttpRequest) -> HttpResponse:
    """One click to the suggested rule, as a draft."""
    if not may_decide_somewhere(request.user):
        raise Http404 if not reads_decisions(request.user) else PermissionDenied
    initial = {"title": _("Comprehensive evaluation of the camp"), "cohort": None}
    form = NewRuleForm(request.user, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = create_rule(author=request.user, **form.cleaned_data)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The suggested rule is here as a draft. Change what your regulation says otherwise."))
            return redirect("rule-edit", version.public_id)
    return render(request, "decisions/rule_new.html", {"form": form})


@login_required
def rule_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rule as it reads, its check-up, its signatures and who has acknowledged it."""
    version = rule_or_404(request, public_id)
    user = request.user
    rule = read_rule(version.body)
    names = {component.code: component.name for component in rule.components}
    checked = check_up_of(version)
    signatures = rule_signatures(version)
    signers = dict(people_in_bank(version.rule.bank).filter(key__in=[one.signer_key for one in signatures]).values_list("key", "name"))
    receipts = receipts_of(version) if version.state != RuleState.DRAFT else []
    role = signing_role(user, version.cohort)
    writer = user.key in writers_of(version)
    offered = version.state == RuleState.DRAFT and version.offered_at is not None
    mine = any(one.signer_key == user.key for one in signatures)
    shares = weight_shares(rule)
    context: dict[str, Any] = {
        "version": version,
        "parts": [(component, one_place(shares[component.code])) for component in rule.components],
        "shares": [(component.name, one_place(shares[component.code])) for component in rule.components if component.weight],
        "sentences": rule_sentences(rule),
        "check": checked,
        "check_reliability": None if checked.reliability is None else f"{float(checked.reliability):.2f}",
        "findings": [finding(one.code, one.params, names) for one in checked.findings],
        "advice": [(names[one.component], one.planned, one.raters) for one in checked.advice],
        "signatures": [(one, signers.get(one.signer_key, "—")) for one in signatures],
        "receipts": receipts,
        "receipts_done": sum(receipt.at is not None for receipt in receipts),
        "waiting": [receipt for receipt in receipts if receipt.at is None],
        "in_force": in_force_from(version, receipts) if receipts else None,
        "may_change": may_decide(user, version.cohort),
        "may_sign": bool(role) and offered and not mine and not writer,
        "is_author": writer,
        "offered": offered,
        "sign_form": PasswordForm(user, initial={"digest": version.digest}),
        "refusal_form": PasswordForm(user, initial={"digest": version.digest}),
        "reason_form": ReasonForm(),
        "version_form": NewVersionForm(),
        "ranked": version.decisions.order_by("-number").first(),
    }
    return render(request, "decisions/rule_detail.html", context)


def one_place(share: Fraction) -> Decimal:
    """A share as percent with one decimal."""
    return Decimal(fixed(share * 100, 1))


@login_required
def rule_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The editor; saving always offers one more empty part."""
    version = rule_or_404(request, public_id, change=True)
    if version.state != RuleState.DRAFT:
        messages.error(request, _("A locked rule is never changed. Begin a new version."))
        return redirect("rule-detail", version.public_id)
    data = request.POST if request.method == "POST" else None
    initial = {**rule_initial(version.body), "title": version.rule.title, "regulation": version.regulation_version_id, "note": version.note}
    form = RuleForm(request.user, version.body, data, initial=initial)
    parts = components_formset(request.user, version.body, data)
    if data is not None and form.is_valid() and parts.is_valid() and _save(request, version, form, parts):
        messages.success(request, _("Saved."))
        return redirect("rule-edit" if "more" in request.POST else "rule-detail", version.public_id)
    return render(request, "decisions/rule_edit.html", {"version": version, "form": form, "parts": parts})


def _save(request: HttpRequest, version: RuleVersion, form: RuleForm, parts: Any) -> bool:
    try:
        change_rule(
            version=version,
            body=form.to_body(parts.to_json()),
            title=form.cleaned_data["title"],
            regulation=form.cleaned_data["regulation"],
            note=form.cleaned_data["note"],
            actor=request.user,
        )
    except InvalidRule as invalid:
        attach(invalid.problems, form, parts.present())
        return False
    except DecisionProblem as problem:
        form.add_error(None, problem)
        return False
    return True


@login_required
@require_POST
def rule_new_version(request: HttpRequest, public_id: str) -> HttpResponse:
    version = rule_or_404(request, public_id, change=True)
    form = NewVersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what is new in this version."))
        return redirect("rule-detail", version.public_id)
    try:
        fresh = new_version(version=version, author=request.user, note=form.cleaned_data["note"])
    except DecisionProblem as problem:
        messages.error(request, problem.sentence)
        return redirect("rule-detail", version.public_id)
    messages.success(request, _("A new version is here as a draft. Scores count for it only after it is locked and acknowledged again."))
    return redirect("rule-edit", fresh.public_id)


@login_required
@require_POST
def rule_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    version = rule_or_404(request, public_id, change=True)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, lambda: withdraw_rule(version=version, actor=request.user, reason=reason), _("The draft is withdrawn."))
    return redirect("rule-detail", version.public_id)
