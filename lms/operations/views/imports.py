"""Cases from Excel: template, upload, dry run, import."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.jobs.queries import jobs_of

from ..actions.uploads import import_of
from ..documents.case_template import case_template
from ..forms import CaseImportForm
from ..permissions import may_keep_cases
from ..queries import node_names
from ..queries.cases import branches_of
from .access import XLSX, stepped_back
from .files import file_response


def _keeper(request: HttpRequest) -> None:
    if not may_keep_cases(request.user):
        raise PermissionDenied


@login_required
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    _keeper(request)
    branches = [node.name for node in branches_of(request.user.bank)]
    return file_response(case_template(nodes=node_names(), branches=branches), name=f"{_('Loan cases')}.xlsx", content_type=XLSX)


@login_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Template, upload, and one's dry runs so far."""
    _keeper(request)
    if back := stepped_back(request):
        return back
    form = CaseImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = enqueue(
            kind="operations.case_check",
            title=_("Dry run of a list of loan cases"),
            owner=request.user,
            bank=request.user.bank,
            args={},
            upload=form.cleaned_data["file"],
        )
        return redirect("case-import-report", job.public_id)
    earlier = jobs_of(request.user).filter(kind="operations.case_check")[:5]
    return render(request, "operations/case_import.html", {"form": form, "earlier": earlier}, status=422 if form.is_bound else 200)


def _job(request: HttpRequest, job_id: str, kind: str) -> Job:
    return get_object_or_404(jobs_of(request.user), public_id=job_id, kind=kind)


@login_required
@require_GET
def report(request: HttpRequest, job_id: str) -> HttpResponse:
    """Progress of the dry run, then every mistake or what would happen, and the button that does it."""
    job = _job(request, job_id, "operations.case_check")
    _keeper(request)
    return render(request, "operations/case_import_report.html", {"job": job, "report": job.result if job.state == JobState.DONE else None})


@login_required
@require_POST
def confirm(request: HttpRequest, job_id: str) -> HttpResponse:
    """Import what the dry run has read; a file with mistakes has no way through."""
    checked = _job(request, job_id, "operations.case_check")
    _keeper(request)
    if back := stepped_back(request):
        return back
    if (under_way := import_of(checked)) is not None:
        return redirect("case-import-done", under_way.public_id)
    if checked.state != JobState.DONE or checked.result.get("error_count") != 0 or not checked.upload:
        messages.error(request, _("This file can't be imported; correct it and check it again."))
        return redirect("case-import-report", checked.public_id)
    job = enqueue(
        kind="operations.case_import",
        title=_("Import of a list of loan cases"),
        owner=request.user,
        bank=request.user.bank,
        args={"check": checked.public_id},
    )
    return redirect("case-import-done", job.public_id)


@login_required
@require_GET
def done(request: HttpRequest, job_id: str) -> HttpResponse:
    """Progress of the import, then what came of it."""
    job = _job(request, job_id, "operations.case_import")
    _keeper(request)
    return render(request, "operations/case_import_done.html", {"job": job})
