"""Questions in and out by Excel: template, upload, dry run, import, export."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.evidence.enums import CompetencyKind
from lms.evidence.models import Competency
from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.jobs.queries import jobs_of

from ..documents.question_workbook import template_workbook
from ..enums import QuestionKind
from ..forms.question_file import MAX_BYTES, QuestionFileForm
from ..queries.questions import FILTERS
from .access import author_required, download

CHECK = "assessments.question_check"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@author_required
@require_GET
def question_template(request: HttpRequest) -> HttpResponse:
    topics = [(topic.code, str(topic)) for topic in Competency.objects.filter(kind=CompetencyKind.TOPIC).order_by("code")]
    return download(template_workbook(topics), name=_("Question template.xlsx"), content_type=XLSX)


@author_required
@require_http_methods(["GET", "POST"])
def question_import(request: HttpRequest) -> HttpResponse:
    """Template, upload, and this person's dry runs so far."""
    form = QuestionFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = enqueue(
            kind=CHECK,
            title=_("Dry run of a question import"),
            owner=request.user,
            bank=request.user.bank,
            upload=form.cleaned_data["file"],
        )
        return redirect("question-import-report", job.public_id)
    earlier = jobs_of(request.user).filter(kind=CHECK)[:5]
    return render(request, "assessments/question_import.html", {"form": form, "earlier": earlier, "max_bytes": MAX_BYTES})


def _check(request: HttpRequest, job_id: str) -> Job:
    return get_object_or_404(jobs_of(request.user), public_id=job_id, kind=CHECK, bank=request.user.bank)


@author_required
@require_GET
def question_import_report(request: HttpRequest, job_id: str) -> HttpResponse:
    """Progress of the dry run, then every mistake or what would happen, and the button that does it."""
    job = _check(request, job_id)
    report = job.result if job.state == JobState.DONE else None
    kinds = [(QuestionKind(kind).label, count) for kind, count in report["kinds"].items()] if report else []
    return render(request, "assessments/question_import_report.html", {"job": job, "report": report, "kinds": kinds})


@author_required
@require_POST
def question_import_confirm(request: HttpRequest, job_id: str) -> HttpResponse:
    """Import what the dry run has read; a file with mistakes has no way through."""
    checked = _check(request, job_id)
    if checked.state != JobState.DONE or checked.result.get("problem_count") != 0:
        messages.error(request, _("This file can't be imported; correct it and check it again."))
        return redirect("question-import-report", job_id)
    job = enqueue(
        kind="assessments.question_import",
        title=_("Import of questions"),
        owner=request.user,
        bank=request.user.bank,
        args={"check": checked.public_id, "submit": request.POST.get("submit") == "1"},
    )
    return redirect("job-detail", job.public_id)


@author_required
@require_POST
def question_export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered now, with keys, as a job."""
    filters = {name: request.GET[name][:60] for name in ("q", *FILTERS) if request.GET.get(name)}
    job = enqueue(
        kind="assessments.question_export", title=_("Export of questions"), owner=request.user, bank=request.user.bank, args=filters
    )
    return redirect("job-detail", job.public_id)
