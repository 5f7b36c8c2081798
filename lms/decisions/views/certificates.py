"""The register of certificates, one certificate, and what may be done with it."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.evidence.domain.content import NODES
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.downloads import XLSX, file_response

from ..actions import replace_certificate
from ..actions.certificate_states import REPLACEABLE
from ..actions.certificates import ask_for_papers
from ..actions.suspend import suspend_person
from ..documents.certificate_pdf import verify_address
from ..documents.certificate_register import certificate_register
from ..documents.certificate_words import limit_words, node_names, node_states, product_words, validity_words
from ..enums import CertificateState, CertificateStatus
from ..forms.certificates import CertificateSuspendForm, ReplacementForm
from ..models import Certificate
from ..permissions import may_keep_certificates, may_suspend_certificate, reads_decisions
from ..queries import certificates_visible_to, own_certificates, readable_certificates
from ..queries.certificates import Worth, events_of, narrowed, nodes_to_stop, worth_of
from .access import attempt


def _shown(rows: Sequence[Certificate]) -> Sequence[Certificate]:
    """With the words a page shows."""
    worth = worth_of(rows, timezone.localdate())
    for row in rows:
        _worded(row, worth[row.pk])
    return rows


def _worded(row: Certificate, worth: Worth) -> Certificate:
    language = get_language() or ""
    row.status = worth.status
    row.node_states = node_states(worth, language)
    row.node_words = node_names(row.nodes, language)
    row.product_words = product_words(row.products)
    row.limit_words = limit_words(row.amount_limit)
    row.validity_words = validity_words(row.starts_on, row.ends_on)
    return row


@login_required
def certificate_list(request: HttpRequest) -> HttpResponse:
    if not reads_decisions(request.user):
        raise Http404
    asked, day = request.GET, timezone.localdate()
    q, node, status = asked.get("q", "").strip()[:60], asked.get("node", ""), asked.get("state", "")
    node = node if node in {code for code, _zh, _en in NODES} else ""
    rows = narrowed(certificates_visible_to(request.user), text=q, node=node, status=status, day=day)
    if asked.get("format") == "xlsx":
        return _workbook(request, rows)
    language = get_language() or ""
    nodes = [(code, node_names([code], language)[0]) for code, _zh, _en in NODES]
    page = Paginator(rows, 50).get_page(asked.get("page"))
    _shown(page.object_list)
    context = {
        "page": page,
        "q": q,
        "filters": [("state", _("Any state"), CertificateStatus.choices, status), ("node", _("Any node"), nodes, node)],
        "narrowed": bool(q or node or status),
    }
    return render(request, "decisions/certificate_list.html", context)


def _log_export(request: HttpRequest, what: str, object_id: str = "") -> None:
    user = request.user
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=user.key,
        verb=Verb.EXPORTED,
        object_kind="certificate" if object_id else "certificates",
        object_id=object_id,
        details={"what": what},
    )


def _workbook(request: HttpRequest, rows: object) -> HttpResponse:
    user, now = request.user, timezone.now()
    _log_export(request, "excel")
    content = certificate_register(rows=rows, bank=user.bank.name, printed_by=user.name, day=timezone.localdate(now), now=now)
    return file_response(content, name=f"{_('Register of certificates')}.xlsx", content_type=XLSX)


@login_required
@require_POST
def certificates_zip(request: HttpRequest) -> HttpResponse:
    """The papers of everything the filter shows, in one archive."""
    if not reads_decisions(request.user):
        raise Http404
    asked = request.GET
    rows = narrowed(
        certificates_visible_to(request.user),
        text=asked.get("q", "").strip()[:60],
        node=asked.get("node", ""),
        status=asked.get("state", ""),
        day=timezone.localdate(),
    )
    found = list(rows.select_related(None).only("pk"))
    if not found:
        messages.error(request, _("No certificate matches."))
        return redirect("certificate-list")
    _log_export(request, "zip")
    return redirect("job-detail", ask_for_papers(certificates=found, actor=request.user, bank=request.user.bank).public_id)


@login_required
def my_certificates(request: HttpRequest) -> HttpResponse:
    rows = _shown(list(own_certificates(request.user)))
    return render(request, "decisions/my_certificates.html", {"certificates": rows})


def _readable_or_404(request: HttpRequest, public_id: str) -> Certificate:
    return get_object_or_404(readable_certificates(request.user), public_id=public_id)


@login_required
def certificate_detail(
    request: HttpRequest,
    public_id: str,
    suspend_form: CertificateSuspendForm | None = None,
    replacement_form: ReplacementForm | None = None,
) -> HttpResponse:
    row = _readable_or_404(request, public_id)
    _shown([row])
    user = request.user
    stoppable = nodes_to_stop(row) if may_suspend_certificate(user, row) else []
    context = {
        "certificate": row,
        "own": row.user_id == user.pk,
        "events": events_of(row),
        "address": verify_address(row).partition("#")[0],
        "may_keep": may_keep_certificates(user, row),
        "replaceable": row.state == CertificateState.ACTIVE and row.status in REPLACEABLE,
        "stoppable": node_names(stoppable, get_language() or ""),
        "suspend_form": suspend_form or CertificateSuspendForm(),
        "replacement_form": replacement_form or ReplacementForm(),
    }
    return render(request, "decisions/certificate_detail.html", context, status=422 if suspend_form or replacement_form else 200)


@login_required
def certificate_paper(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The very bytes that were issued."""
    row = _readable_or_404(request, public_id)
    if row.document is None:
        messages.info(request, _("The paper is being drawn. Try again in a moment."))
        return redirect("certificate-detail", public_id)
    _log_export(request, "pdf", row.public_id)
    response = FileResponse(row.document.file.open("rb"), as_attachment=True, filename=f"{row.number}.pdf", content_type="application/pdf")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _to_change_or_404(request: HttpRequest, public_id: str) -> Certificate:
    return get_object_or_404(certificates_visible_to(request.user), public_id=public_id)


@login_required
@require_POST
def certificate_draw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask again for a paper that isn't there yet."""
    row = _to_change_or_404(request, public_id)
    if not may_keep_certificates(request.user, row):
        raise PermissionDenied
    return redirect("job-detail", ask_for_papers(certificates=[row], actor=request.user, bank=row.bank).public_id)


@login_required
@require_POST
def certificate_suspend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that rests on the certificate, as a suspension like any other: on record, told, and lifted or made final by a panel."""
    row = _to_change_or_404(request, public_id)
    if not may_suspend_certificate(request.user, row):
        raise PermissionDenied
    form = CertificateSuspendForm(request.POST)
    if not form.is_valid():
        return certificate_detail(request, public_id, suspend_form=form)
    nodes = nodes_to_stop(row)
    if not nodes:
        messages.error(request, _("Nothing rests on this certificate that could still be suspended."))
        return redirect("certificate-detail", public_id)
    attempt(
        request,
        lambda: suspend_person(user=row.user, nodes=nodes, actor=request.user, **form.cleaned_data),
        _("Done. From now on nobody acts on this certificate; connected systems are told."),
    )
    return redirect("certificate-detail", public_id)


@login_required
@require_POST
def certificate_replace(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _to_change_or_404(request, public_id)
    if not may_keep_certificates(request.user, row):
        raise PermissionDenied
    form = ReplacementForm(request.POST)
    if not form.is_valid():
        return certificate_detail(request, public_id, replacement_form=form)
    made: list[Certificate] = []
    done = attempt(
        request,
        lambda: made.append(replace_certificate(certificate=row, actor=request.user, **form.cleaned_data)),
        _("The new certificate is issued; the old one is void."),
    )
    return redirect("certificate-detail", made[0].public_id if done else public_id)
