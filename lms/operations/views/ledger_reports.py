"""Weekly and monthly reports: asked for, made in the background, filed."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lms.jobs.actions import enqueue
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.records.models import IssuedDocument

from ..domain.days import span_of
from ..forms.ledgers import ReportForm
from ..models import LedgerReport
from ..permissions import reads_ledgers
from ..queries.ledger_scope import reports_visible_to
from .ledger_access import for_those


@for_those(reads_ledgers)
def reports(request: HttpRequest) -> HttpResponse:
    """Reports on file, and the form that asks for another one."""
    form = ReportForm(request.POST or None, initial={"period": "week", "day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        period, day = form.cleaned_data["period"], form.cleaned_data["day"]
        first, last = span_of(period, day)
        if first > timezone.localdate():
            form.add_error("day", _("That time has not begun."))
        else:
            return _asked(request, period, first.isoformat(), last.isoformat())
    page = Paginator(reports_visible_to(request.user), 30).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "tab": "reports"}
    return render(request, "operations/report_list.html", context, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest, period: str, first: str, last: str) -> HttpResponse:
    title = _("Weekly report of the ledgers") if period == "week" else _("Monthly report of the ledgers")
    job = enqueue(
        kind="operations.ledger_report", title=f"{title} {first}", owner=request.user, bank=request.user.bank,
        args={"period": period, "first": first, "last": last},
    )  # fmt: skip
    return redirect("job-detail", job.public_id)


@login_required
@require_safe
def report_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponseBase:
    """The very bytes that were filed."""
    report: LedgerReport = get_object_or_404(reports_visible_to(request.user), public_id=public_id)
    if not reads_ledgers(request.user):
        raise PermissionDenied
    wanted = report.pdf_document if kind == "pdf" else report.sheet_document
    document = get_object_or_404(IssuedDocument, object_kind="ledger_report", object_id=report.public_id, public_id=wanted)
    log_act(
        organisation_key=report.bank.public_id, actor_key=request.user.key, verb=Verb.EXPORTED, object_kind="ledger_report",
        object_id=report.public_id, details={"file": kind},
    )  # fmt: skip
    response = FileResponse(document.file.open("rb"), as_attachment=True, filename=document.file.name.rsplit("/", 1)[-1])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
