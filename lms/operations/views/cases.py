"""Loan cases: list, enter, read, change, give to people, move on, close."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..actions import CaseProblem, assign_case, change_case, close_case, move_case, open_case
from ..documents.case_workbook import case_workbook
from ..domain.shadow import by_hand, is_closed
from ..enums import CaseState, OperationsMode
from ..forms import AssignForm, CaseDetailsForm, CaseForm, CloseForm, MoveForm, refuse
from ..models import CaseFolder, LoanCase
from ..permissions import may_choose_mode, may_keep_cases
from ..queries import case_list as list_cases
from ..queries import mode_of, node_names
from ..queries.case_page import case_page
from ..queries.cases import branches_of, people_on_cases
from .access import XLSX, case_or_404, stepped_back, tabs_for
from .files import file_response


@login_required
def case_list(request: HttpRequest) -> HttpResponse:
    user, given = request.user, {key: value for key, value in request.GET.items() if isinstance(value, str)}
    rows, nodes = list_cases(user, given), node_names()
    if given.get("format") == "xlsx" and user.bank is not None:
        log_act(organisation_key=user.bank.public_id, actor_key=user.key, verb=Verb.EXPORTED, object_kind="loan_case_list")
        content = case_workbook(cases=rows, nodes=nodes, printed_by=user.name, now=timezone.now())
        return file_response(content, name=f"{_('Loan cases')}.xlsx", content_type=XLSX)
    page = Paginator(rows, 50).get_page(given.get("page"))
    filters = [
        ("node", _("Any node"), list(nodes.items()), given.get("node", "")),
        ("state", _("Any state"), [("going", _("not closed")), *CaseState.choices], given.get("state", "")),
        ("person", _("Anybody"), people_on_cases(user), given.get("person", "")),
        ("branch", _("Any branch"), [(one.public_id, str(one)) for one in branches_of(user.bank)], given.get("branch", "")),
    ]
    context = {
        "page": page,
        "lines": [(case, nodes.get(case.node, case.node)) for case in page],
        "tabs": tabs_for(user, "case-list"),
        "q": given.get("q", ""),
        "filters": filters,
        "narrowed": any(given.get(name) for name in ("q", "node", "state", "person", "branch")),
        "may_keep": may_keep_cases(user),
        "may_choose": may_choose_mode(user),
        "mode": mode_of(user.bank) if user.bank else OperationsMode.SHADOW,
    }
    return render(request, "operations/case_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def case_new(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not may_keep_cases(user):
        raise PermissionDenied
    if back := stepped_back(request):
        return back
    form = CaseForm(request.POST or None, user=user, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            case = open_case(bank=user.bank, actor=user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The case is entered."))
            return redirect("case-detail", case.public_id)
    return render(request, "operations/case_form.html", {"form": form, "case": None}, status=422 if form.is_bound else 200)


@login_required
def case_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, case_or_404(request, public_id))


def _page(request: HttpRequest, case: LoanCase, **failed: Form) -> HttpResponse:
    mode = mode_of(case.bank_id)
    outside = mode == OperationsMode.OUTSIDE
    keeps = may_keep_cases(request.user) and not outside
    shown = case_page(request.user, case)
    has_folder = shown["has_folder"]
    context: dict[str, Any] = {
        **shown,
        "may_keep": keeps,
        "outside": outside,
        "full": mode == OperationsMode.FULL,
        "going": not is_closed(case.state),
        "assign_form": AssignForm(case=case, user=request.user) if keeps else None,
        "move_form": MoveForm(case=case) if keeps else None,
        "close_form": CloseForm(case=case, has_folder=has_folder) if keeps and by_hand(case.state, has_folder=has_folder) else None,
        **failed,
    }
    return render(request, "operations/case_detail.html", context, status=422 if failed else 200)


@login_required
@require_http_methods(["GET", "POST"])
def case_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    case = case_or_404(request, public_id, may_keep_cases)
    if back := stepped_back(request):
        return back
    form = CaseDetailsForm(request.POST or None, bank=case.bank, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            change_case(case=case, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("case-detail", case.public_id)
    return render(request, "operations/case_form.html", {"form": form, "case": case}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def case_assign(request: HttpRequest, public_id: str) -> HttpResponse:
    case = case_or_404(request, public_id, may_keep_cases)
    if back := stepped_back(request):
        return back
    form = AssignForm(request.POST, case=case, user=request.user)
    if form.is_valid():
        try:
            assign_case(case=case, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The case is given to them."))
            return redirect("case-detail", case.public_id)
    return _page(request, case, assign_form=form)


@login_required
@require_POST
def case_move(request: HttpRequest, public_id: str) -> HttpResponse:
    case = case_or_404(request, public_id, may_keep_cases)
    if back := stepped_back(request):
        return back
    form = MoveForm(request.POST, case=case)
    if form.is_valid():
        try:
            move_case(case=case, node=form.cleaned_data["node"], actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The case has moved on."))
            return redirect("case-detail", case.public_id)
    return _page(request, case, move_form=form)


@login_required
@require_POST
def case_close(request: HttpRequest, public_id: str) -> HttpResponse:
    case = case_or_404(request, public_id, may_keep_cases)
    if back := stepped_back(request):
        return back
    form = CloseForm(request.POST, case=case, has_folder=CaseFolder.objects.filter(case=case).exists())
    if form.is_valid():
        try:
            close_case(case=case, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The state of the case is changed."))
            return redirect("case-detail", case.public_id)
    return _page(request, case, close_form=form)
