"""Files: the decision file, what was issued, and what is printed in the background."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.records.models import IssuedDocument

from ..domain.document import write_text
from ..models import Decision
from ..queries import file_of
from ..tasks import ask_for_excel, ask_for_letter, ask_for_pdf, ask_for_rule_pdf
from .access import decision_or_404, rule_or_404, standing_or_404


def _log_export(request: HttpRequest, decision: Decision, what: str) -> None:
    log_act(
        organisation_key=decision.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.EXPORTED,
        object_kind="decision",
        object_id=decision.public_id,
        details={"what": what},
    )


@login_required
def decision_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file that anybody can compute again."""
    decision = decision_or_404(request, public_id)
    _log_export(request, decision, "json")
    response = HttpResponse(write_text(file_of(decision)), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"decision-{public_id}.json") or "attachment"
    return response


@login_required
@require_POST
def decision_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    decision = decision_or_404(request, public_id)
    _log_export(request, decision, "pdf")
    return redirect("job-detail", ask_for_pdf(decision=decision, actor=request.user).public_id)


@login_required
@require_POST
def decision_excel(request: HttpRequest, public_id: str) -> HttpResponse:
    decision = decision_or_404(request, public_id)
    _log_export(request, decision, "excel")
    return redirect("job-detail", ask_for_excel(decision=decision, actor=request.user).public_id)


@login_required
@require_POST
def standing_pdf(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    standing = standing_or_404(request, public_id, person_id)
    _log_export(request, standing.decision, "letter")
    return redirect("job-detail", ask_for_letter(standing=standing, actor=request.user).public_id)


@login_required
@require_POST
def rule_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rule for reading and signing on paper."""
    version = rule_or_404(request, public_id)
    return redirect("job-detail", ask_for_rule_pdf(version=version, actor=request.user).public_id)


@login_required
def issued_document(request: HttpRequest, public_id: str, document_id: str) -> HttpResponseBase:
    """The very bytes that were issued."""
    decision = decision_or_404(request, public_id)
    rows = IssuedDocument.objects.filter(object_kind="decision", object_id=decision.public_id)
    document = get_object_or_404(rows, public_id=document_id)
    _log_export(request, decision, "issued")
    response = FileResponse(document.file.open("rb"), as_attachment=True, filename=document.file.name.rsplit("/", 1)[-1])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
