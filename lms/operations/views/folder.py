"""The folder of a case in full mode: opened, its milestones, who stands behind it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..actions import CaseProblem
from ..actions.customers import add_tie
from ..actions.early_end import note_repaid, undo_repaid
from ..actions.folder import open_folder
from ..actions.monitoring import mark_overdue, mark_paid_up
from ..actions.renewal import renewal_problem
from ..enums import CaseState, OperationsMode
from ..forms import refuse
from ..forms.folder import FolderForm, OverdueForm, RepaidForm, TieForm, UndoRepaidForm
from ..models import CaseFolder, LoanCase
from ..permissions import clears_overdue, may_keep_cases, works_on
from ..queries import mode_of, node_names
from ..queries.customers import customers_visible_to
from ..queries.folder_page import files_of, milestone_rows
from ..queries.renewal import renewal_links
from ..queries.scope import case_files_visible_to, papers_visible_to
from .access import case_or_404, folder_case_or_404, stepped_back
from .files import stored_response


def folder_or_404(request: HttpRequest, public_id: str, *, works: bool = False) -> tuple[LoanCase, CaseFolder]:
    """A case whose folder one may open, and the folder; with ``works`` only for those who work on it."""
    case = folder_case_or_404(request, public_id)
    folder = get_object_or_404(CaseFolder.objects.select_related("case", "customer", "reviewer", "committee_item__committee"), case=case)
    if works and not works_on(request.user, case):
        raise PermissionDenied
    return case, folder


@login_required
@require_http_methods(["GET", "POST"])
def folder(request: HttpRequest, public_id: str) -> HttpResponse:
    """The milestones; without a folder the form that opens one, in full mode."""
    case = case_or_404(request, public_id)
    found = CaseFolder.objects.select_related("case", "customer", "reviewer", "committee_item__committee").filter(case=case).first()
    if found is not None:
        case = folder_case_or_404(request, public_id)
        if request.method == "POST":
            raise PermissionDenied
        return _folder_page(request, case, found)
    if not may_keep_cases(request.user):
        raise PermissionDenied
    if back := stepped_back(request):
        return back
    if mode_of(case.bank_id) != OperationsMode.FULL:
        raise Http404
    form = FolderForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            open_folder(case=case, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The folder is open."))
            return redirect("case-folder", case.public_id)
    return render(request, "operations/folder_form.html", {"form": form, "case": case}, status=422 if form.is_bound else 200)


def _folder_page(request: HttpRequest, case: LoanCase, found: CaseFolder, **failed: Form) -> HttpResponse:
    works, today = works_on(request.user, case), timezone.localdate()
    ends_early = _may_end_early(request.user, case)
    context: dict[str, Any] = {
        "case": case,
        "folder": found,
        "rows": milestone_rows(case, node_names(), today),
        "files": files_of(case),
        "reads_papers": papers_visible_to(request.user).filter(pk=case.pk).exists(),
        "opens_customer": customers_visible_to(request.user).filter(pk=found.customer_id).exists(),
        "may_clear": clears_overdue(request.user, case),
        "ties": case.ties.all(),
        "conditions": case.conditions.all(),
        "checks": case.checks.select_related("done_by").all(),
        "overdue": case.overdue_steps.select_related("done_by").all(),
        "works": works,
        "today": today,
        "tie_form": TieForm() if works and case.state == CaseState.OPEN else None,
        "overdue_form": OverdueForm() if works and case.state == CaseState.RUNNING and found.overdue_since is None else None,
        "repaid_form": RepaidForm() if ends_early and found.repaid_on is None else None,
        "undo_form": UndoRepaidForm() if ends_early and found.repaid_on is not None else None,
        "renewals": renewal_links(case, request.user),
        "may_renew": works and renewal_problem(case, found) is None,
        "may_teach": may_keep_cases(request.user) and case.closed_on is not None,
        **failed,
    }
    return render(request, "operations/folder.html", context, status=422 if failed else 200)


def _may_end_early(user: User, case: LoanCase) -> bool:
    return case.state == CaseState.RUNNING and clears_overdue(user, case)


def _filled(request: HttpRequest, public_id: str, name: str, form_class: type[Form], act: Callable[..., object], done: str) -> HttpResponse:
    """One form of the folder's page: acted upon with its fields where it is valid, else shown again with what is wrong."""
    case, found = folder_or_404(request, public_id, works=True)
    form = form_class(request.POST)
    if form.is_valid():
        try:
            act(case=case, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, done)
            return redirect("case-folder", case.public_id)
    return _folder_page(request, case, found, **{name: form})


@login_required
@require_POST
def tie_new(request: HttpRequest, public_id: str) -> HttpResponse:
    return _filled(request, public_id, "tie_form", TieForm, add_tie, _("Added."))


@login_required
@require_POST
def overdue(request: HttpRequest, public_id: str) -> HttpResponse:
    return _filled(request, public_id, "overdue_form", OverdueForm, mark_overdue, _("The timetable of the overdue loan stands."))


@login_required
@require_POST
def paid_up(request: HttpRequest, public_id: str) -> HttpResponse:
    case, _found = folder_or_404(request, public_id, works=True)
    try:
        mark_paid_up(case=case, actor=request.user)
    except CaseProblem as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("Paid up; the open steps of the timetable fall away."))
    return redirect("case-folder", case.public_id)


@login_required
@require_POST
def repaid(request: HttpRequest, public_id: str) -> HttpResponse:
    return _filled(request, public_id, "repaid_form", RepaidForm, note_repaid, _("Noted; checks planned for later fall away."))


@login_required
@require_POST
def repaid_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    return _filled(request, public_id, "undo_form", UndoRepaidForm, undo_repaid, _("Taken back; the checks are planned again."))


@login_required
@require_GET
def case_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A paper of a case one sees; every look is logged, for papers show what masking hides elsewhere."""
    row = get_object_or_404(case_files_visible_to(request.user), public_id=public_id)
    log_act(
        organisation_key=row.case.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.VIEWED,
        object_kind="case_file",
        object_id=row.public_id,
    )
    return stored_response(row)
