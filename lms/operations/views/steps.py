"""One milestone: what it needs, its sheet, its papers; done, not needed, sent back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lms.toolkit.security_headers import WITH_PLACE
from simulations.enums import CommitteeState

from ..actions import CaseProblem
from ..actions.folder import save_admission, save_archive, save_payout, save_sheet
from ..actions.sitting import call_sitting, take_resolution
from ..actions.steps import add_case_file, finish_step, return_step, sign_in_on_site, skip_step
from ..domain.milestones import STEPS
from ..enums import MilestoneState, StepCode
from ..forms import refuse
from ..forms.folder import (
    AdmissionForm,
    ArchiveForm,
    FinishForm,
    LookBackForm,
    PaperForm,
    PayoutForm,
    ReportForm,
    ReturnForm,
    SecondViewForm,
    SignInForm,
    SittingForm,
    SkipForm,
)  # fmt: skip
from ..forms.review import ReviewerForm
from ..models import CaseFolder, LoanCase, Milestone
from ..permissions import acts_at, may_keep_cases
from ..queries import node_names
from ..queries.folder_page import figures_summary, files_of, needs_of
from ..queries.review import reviewers_of
from ..queries.scope import papers_visible_to
from .folder import folder_or_404

Saver = Callable[[HttpRequest, LoanCase, dict[str, Any]], object]


def _sheet_form(request: HttpRequest, case: LoanCase, folder: CaseFolder, code: str, data: Any = None) -> Form | None:
    """The sheet that belongs to a milestone, if it has one."""
    today = timezone.localdate()
    soon = timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=1)
    makers: dict[str, Callable[[], Form]] = {
        "admission": lambda: AdmissionForm(data, folder=folder),
        "investigation": lambda: SignInForm(data),
        "side_checks": lambda: SecondViewForm(data, folder=folder),
        "draft": lambda: ReportForm(data, folder=folder),
        "sitting": lambda: SittingForm(data, bank=case.bank, case=case, starts_at=soon),
        "payout": lambda: PayoutForm(data, folder=folder, today=today),
        "archive": lambda: ArchiveForm(data, folder=folder),
        "look_back": lambda: LookBackForm(data, folder=folder),
    }
    return makers[code]() if code in makers else None


SAVERS: dict[str, Saver] = {
    "admission": lambda request, case, data: save_admission(case=case, answers=data, actor=request.user),
    "investigation": lambda request, case, data: sign_in_on_site(case=case, user=request.user, **data),
    "side_checks": lambda request, case, data: save_sheet(case=case, step="side_checks", values=data, actor=request.user),
    "draft": lambda request, case, data: save_sheet(case=case, step="draft", values=data, actor=request.user),
    "sitting": lambda request, case, data: call_sitting(case=case, actor=request.user, **data),
    "payout": lambda request, case, data: save_payout(case=case, actor=request.user, **data),
    "archive": lambda request, case, data: save_archive(case=case, present=data["present"], actor=request.user),
    "look_back": lambda request, case, data: save_sheet(case=case, step="look_back", values=data, actor=request.user),
}


def _step(request: HttpRequest, public_id: str, code: str, *, works: bool = False) -> tuple[LoanCase, CaseFolder]:
    case, folder = folder_or_404(request, public_id)
    if code not in STEPS:
        raise Http404
    if works and not acts_at(request.user, folder, code):
        raise PermissionDenied
    return case, folder


@login_required
@require_GET
def case_step(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    case, folder = _step(request, public_id, code)
    return page(request, case, folder, code)


def _acts(request: HttpRequest, case: LoanCase, folder: CaseFolder, code: str) -> bool:
    """Whether the milestone is this person's: of lead, second, office or reviewer; both investigators sign in on site."""
    user, by = request.user, STEPS[code].by
    if by == "reviewer" and folder.reviewer_id is not None:
        return user.pk == folder.reviewer_id
    if by in {"office", "reviewer"}:
        return may_keep_cases(user)
    return user.pk in {case.lead_id if by == "lead" else case.second_id, case.second_id if code == "investigation" else None}


def _called(folder: CaseFolder, code: str) -> bool:
    """The committee is called already: nobody is asked to do it again."""
    item = folder.committee_item
    return code == "sitting" and item is not None and item.committee.state != CommitteeState.CANCELLED


def _reviewer_form(request: HttpRequest, case: LoanCase, folder: CaseFolder, code: str, milestone: Milestone) -> Form | None:
    """The office names the colleague beforehand, too, as long as the review is not done."""
    ahead = milestone.state in {MilestoneState.OPEN, MilestoneState.WAITING}
    if code != "review" or not ahead or case.closed_on is not None or not may_keep_cases(request.user):
        return None
    return ReviewerForm(people=reviewers_of(case, now=timezone.now()), named=folder.reviewer)


def page(request: HttpRequest, case: LoanCase, folder: CaseFolder, code: str, **failed: Form) -> HttpResponse:
    step, today = STEPS[code], timezone.localdate()
    milestone = case.milestones.select_related("responsible").get(code=code)
    works = acts_at(request.user, folder, code)
    acts = _acts(request, case, folder, code)
    is_open = milestone.state == MilestoneState.OPEN
    context: dict[str, Any] = {
        "case": case,
        "folder": folder,
        "step": step,
        "name": StepCode(code).label,
        "node": node_names().get(step.node, ""),
        "milestone": milestone,
        "before": [StepCode(one).label for one in step.after] if milestone.state == MilestoneState.WAITING else [],
        "late": is_open and milestone.due_on is not None and milestone.due_on < today,
        "needs": needs_of(case, folder, code, request.user, today),
        "files": files_of(case, code),
        "reads_papers": papers_visible_to(request.user).filter(pk=case.pk).exists(),
        "works": works,
        "acts": acts,
        "is_open": is_open,
        "sheet": _sheet_form(request, case, folder, code) if acts and is_open and not _called(folder, code) else None,
        "paper_form": PaperForm() if works and is_open else None,
        "finish_form": FinishForm() if acts and is_open else None,
        "return_form": ReturnForm(targets=step.returns) if works and is_open and step.returns else None,
        "skip_form": SkipForm() if acts and is_open and step.optional else None,
        "reviewer_form": _reviewer_form(request, case, folder, code, milestone),
        "summary": figures_summary(folder) if code in {"statements", "draft", "review"} else None,
        "sign_ins": case.sign_ins.select_related("user") if code == "investigation" else [],
        "conditions": case.conditions.all() if code in {"resolution", "conditions"} else [],
        "checks": case.checks.select_related("done_by") if code in {"first_check", "routine"} else [],
        "committee": folder.committee_item.committee if folder.committee_item and code in {"sitting", "resolution"} else None,
        "today": today,
        **failed,
    }
    answer = render(request, "operations/step.html", context, status=422 if failed else 200)
    if code == "investigation":
        answer.headers["Permissions-Policy"] = WITH_PLACE
    return answer


@login_required
@require_POST
def step_save(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    case, folder = _step(request, public_id, code, works=True)
    form = _sheet_form(request, case, folder, code, request.POST)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            SAVERS[code](request, case, form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("case-step", case.public_id, code)
    return page(request, case, folder, code, sheet=form)


@login_required
@require_POST
def step_finish(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    case, folder = _step(request, public_id, code, works=True)
    form = FinishForm(request.POST)
    if form.is_valid():
        try:
            finish_step(case=case, code=code, actor=request.user, note=form.cleaned_data["note"])
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": StepCode(code).label})
            return redirect("case-folder", case.public_id)
    return page(request, case, folder, code, finish_form=form)


@login_required
@require_POST
def step_return(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    case, folder = _step(request, public_id, code, works=True)
    form = ReturnForm(request.POST, targets=STEPS[code].returns)
    if form.is_valid():
        try:
            return_step(case=case, code=code, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The case went back."))
            return redirect("case-folder", case.public_id)
    return page(request, case, folder, code, return_form=form)


@login_required
@require_POST
def step_skip(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    case, folder = _step(request, public_id, code, works=True)
    form = SkipForm(request.POST)
    if form.is_valid():
        try:
            skip_step(case=case, code=code, actor=request.user, reason=form.cleaned_data["reason"])
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Noted as not needed."))
            return redirect("case-folder", case.public_id)
    return page(request, case, folder, code, skip_form=form)


@login_required
@require_POST
def step_file(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    case, folder = _step(request, public_id, code, works=True)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            add_case_file(case=case, code=code, file=upload, found=upload.found, actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The paper is in the folder."))
            return redirect("case-step", case.public_id, code)
    return page(request, case, folder, code, paper_form=form)


@login_required
@require_POST
def resolution_take(request: HttpRequest, public_id: str) -> HttpResponse:
    case, _folder = folder_or_404(request, public_id, works=True)
    try:
        take_resolution(case=case, actor=request.user)
    except CaseProblem as problem:
        messages.error(request, problem.sentence)
        return redirect("case-step", case.public_id, "resolution")
    messages.success(request, _("The resolution is taken over from the minutes."))
    return redirect("case-folder", case.public_id)
