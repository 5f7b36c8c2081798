"""The roster: template, upload, dry run, import, sign-in codes."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lms.jobs.actions import enqueue
from lms.jobs.enums import JobState
from lms.jobs.models import Job
from lms.jobs.queries import jobs_of
from lms.people.actions import issue_sign_in_codes

from ..documents import CodeSlip, codes_pdf, codes_workbook, roster_template
from ..forms import RosterForm
from ..models import Cohort, Enrolment
from ..permissions import may_manage_cohort
from ..queries import without_password
from ..queries.roster import branch_nodes
from .access import cohort_or_404
from .files import XLSX, file_response

CODES_AT_ONCE = 300


@login_required
def template(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    branches = [node.name for node in branch_nodes(cohort) if not node.is_bank]
    content = roster_template(cohort=cohort, branches=branches)
    return file_response(content, name=f"{_('Roster')}-{cohort.code}.xlsx", content_type=XLSX)


@login_required
def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """Template, upload, and the dry runs of this cohort so far."""
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = enqueue(
            kind="cohorts.roster_check",
            title=_("Dry run of the roster of %(cohort)s") % {"cohort": cohort.name},
            owner=request.user,
            bank=cohort.bank,
            args={"cohort": cohort.public_id},
            upload=form.cleaned_data["file"],
        )
        return redirect("roster-report", cohort.public_id, job.public_id)
    earlier = [job for job in jobs_of(request.user).filter(kind="cohorts.roster_check")[:50] if job.args.get("cohort") == cohort.public_id]
    return render(request, "cohorts/roster_upload.html", {"cohort": cohort, "form": form, "earlier": earlier[:5]})


def _job(request: HttpRequest, cohort: Cohort, job_id: str, kind: str) -> Job:
    return get_object_or_404(jobs_of(request.user), public_id=job_id, kind=kind, args__cohort=cohort.public_id)


@login_required
def report(request: HttpRequest, public_id: str, job_id: str) -> HttpResponse:
    """Progress of the dry run, then every mistake or what would happen, and the button that does it."""
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    job = _job(request, cohort, job_id, "cohorts.roster_check")
    context = {"cohort": cohort, "job": job, "report": job.result if job.state == JobState.DONE else None}
    return render(request, "cohorts/roster_report.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, public_id: str, job_id: str) -> HttpResponse:
    """Import what the dry run has read; a file with mistakes has no way through."""
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    checked = _job(request, cohort, job_id, "cohorts.roster_check")
    if checked.state != JobState.DONE or checked.result.get("error_count") != 0:
        messages.error(request, _("This file can't be imported; correct it and check it again."))
        return redirect("roster-report", cohort.public_id, checked.public_id)
    job = enqueue(
        kind="cohorts.roster_import",
        title=_("Import of the roster of %(cohort)s") % {"cohort": cohort.name},
        owner=request.user,
        bank=cohort.bank,
        args={"cohort": cohort.public_id, "check": checked.public_id},
    )
    return redirect("roster-done", cohort.public_id, job.public_id)


@login_required
def done(request: HttpRequest, public_id: str, job_id: str) -> HttpResponse:
    """Progress of the import, then what came of it and the way to the sign-in codes."""
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    job = _job(request, cohort, job_id, "cohorts.roster_import")
    context = {"cohort": cohort, "job": job, "waiting": without_password(cohort).count()}
    return render(request, "cohorts/roster_done.html", context)


@login_required
@never_cache
def codes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who can't sign in yet; the printed list comes once, from a POST."""
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    waiting = without_password(cohort)
    if request.method == "POST":
        chosen = list(waiting[:CODES_AT_ONCE])
        if not chosen:
            messages.info(request, _("Everybody in this cohort already has a password."))
            return redirect("sign-in-codes", cohort.public_id)
        return _printed(request, cohort, chosen)
    context = {"cohort": cohort, "waiting": list(waiting[:CODES_AT_ONCE]), "total": waiting.count(), "at_once": CODES_AT_ONCE}
    return render(request, "cohorts/sign_in_codes.html", context)


def _printed(request: HttpRequest, cohort: Cohort, chosen: list[Enrolment]) -> HttpResponse:
    now = timezone.now()
    issued = issue_sign_in_codes(users=[one.user for one in chosen], actor_key=request.user.key, now=now)
    slips = [CodeSlip(str(one.seat_number or ""), one.user.name, issued[one.user.key]) for one in chosen]
    common: dict[str, Any] = {"cohort": cohort, "slips": slips, "organisation": cohort.bank.code or "", "now": now}
    name = f"{_('One-time sign-in codes')}-{cohort.code}"
    if request.POST.get("format") == "xlsx":
        return file_response(codes_workbook(**common), name=f"{name}.xlsx", content_type=XLSX)
    content = codes_pdf(**common, address=request.build_absolute_uri("/"), printed_by=request.user.name)
    return file_response(content, name=f"{name}.pdf", content_type="application/pdf")
