"""First recognitions: the list, a new one, its page with the board's signatures, its files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.people.models import User

from ..actions import DecisionProblem
from ..actions.recognise import sign_recognition, why_not_sign, withdraw_recognition, write_recognition
from ..domain.recognition import SIGNERS_NEEDED
from ..enums import RecognitionState
from ..forms import PasswordForm, ReasonForm
from ..forms.recognition import RecognitionForm
from ..models import Recognition
from ..permissions import may_recognise, reads_panels
from ..queries.panel_packet import in_order, node_names
from ..queries.recognitions import recognition_signatures, recognitions_visible_to
from .access import attempt


def _reads(request: HttpRequest) -> None:
    if request.user.bank is None or not reads_panels(request.user, request.user.bank):
        raise Http404


def _may_write(request: HttpRequest) -> bool:
    return request.user.bank is not None and may_recognise(request.user, request.user.bank)


def _recognition(request: HttpRequest, public_id: str) -> Recognition:
    return get_object_or_404(recognitions_visible_to(request.user), public_id=public_id)


@login_required
@require_GET
def recognition_list(request: HttpRequest) -> HttpResponse:
    _reads(request)
    nodes = node_names()
    rows = list(recognitions_visible_to(request.user)[:100])
    for row in rows:
        row.node_words = "、".join(nodes.get(code, code) for code in in_order(row.nodes))
    return render(request, "decisions/recognition_list.html", {"rows": rows, "may_write": _may_write(request)})


@login_required
@require_http_methods(["GET", "POST"])
def recognition_new(request: HttpRequest) -> HttpResponse:
    _reads(request)
    if not _may_write(request):
        raise PermissionDenied
    form = RecognitionForm(request.user.bank, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = write_recognition(actor=request.user, **form.values())
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("Written. Two members of the project board sign it."))
            return redirect("recognition-detail", made.public_id)
    return render(request, "decisions/recognition_new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_GET
def recognition_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _recognition(request, public_id)
    nodes = node_names()
    given = recognition_signatures(row)
    names = dict(User.objects.filter(key__in=[one.signer_key for one in given]).values_list("key", "name"))
    waits = row.state == RecognitionState.DRAFT
    refusal = why_not_sign(row, request.user)
    context = {
        "row": row,
        "nodes": [nodes.get(code, code) for code in in_order(row.nodes)],
        "files": row.files.all(),
        "signatures": [(names.get(one.signer_key, "—"), one.signed_at) for one in given],
        "missing": max(0, SIGNERS_NEEDED - len(given)),
        "waits": waits,
        "refusal": refusal,
        "form": PasswordForm(request.user, initial={"digest": row.content_digest}) if waits and not refusal else None,
        "withdraw_form": ReasonForm() if waits and _may_write(request) else None,
    }
    return render(request, "decisions/recognition_detail.html", context)


@login_required
@require_POST
def recognition_sign(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _recognition(request, public_id)
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("recognition-detail", public_id)
    digest = form.cleaned_data["digest"]
    attempt(request, lambda: sign_recognition(recognition=row, signer=request.user, digest=digest), _("You have signed the recognition."))
    return redirect("recognition-detail", public_id)


@login_required
@require_POST
def recognition_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _recognition(request, public_id)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, lambda: withdraw_recognition(recognition=row, actor=request.user, reason=reason), _("The recognition is withdrawn."))
    return redirect("recognition-detail", public_id)


@login_required
@require_GET
def recognition_file(request: HttpRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """A file that a recognition rests on, for whoever reads the recognition."""
    row = _recognition(request, public_id)
    file = get_object_or_404(row.files.all(), public_id=file_id)
    return FileResponse(file.file.open("rb"), as_attachment=True, filename=file.name)
