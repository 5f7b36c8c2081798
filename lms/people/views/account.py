"""A person's own account."""

from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.records.domain.digests import named_digest

from ..actions.accounts import change_details
from ..actions.confidentiality import acknowledge_confidentiality
from ..actions.sign_in import end_sessions
from ..forms import OwnDetailsForm, refuse
from ..models import User, UserSession
from ..queries import CONFIDENTIALITY, current_memberships, unacknowledged
from .access import posted


def _mark(session: UserSession) -> str:
    """Stands for a session in a form: the key itself would open it."""
    return sha256(session.session_key.encode()).hexdigest()[:32]


def _sessions(request: HttpRequest, user: User) -> list[UserSession]:
    open_keys = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = list(user.open_sessions.filter(session_key__in=open_keys).order_by("-started_at"))
    for row in rows:
        row.mark = _mark(row)
        row.is_this = row.session_key == request.session.session_key
    return rows


@login_required
def account(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = OwnDetailsForm(user, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            change_details(user=user, actor_key=user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("account")
    context: dict[str, Any] = {
        "form": form,
        "memberships": current_memberships().filter(user=user),
        "sessions": _sessions(request, user),
        "second_factor": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        "languages": [code for code, _name in settings.LANGUAGES],
    }
    return render(request, "people/account.html", context)


@login_required
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign one other device out, or (``session=others``) all of them."""
    wanted = request.POST.get("session", "")
    others = [row for row in _sessions(request, request.user) if row.session_key != request.session.session_key]
    chosen = others if wanted == "others" else [row for row in others if _mark(row) == wanted]
    if not chosen and wanted != "others":
        raise Http404
    end_sessions(user=request.user, session_keys=[row.session_key for row in chosen], actor_key=request.user.key)
    messages.success(request, _("Signed out there."))
    return redirect("account")


@login_required
def confidentiality(request: HttpRequest) -> HttpResponse:
    """The undertaking a consultant gives before anything else."""
    text = [str(sentence) for sentence in CONFIDENTIALITY]
    due = unacknowledged(request.user).exists()
    if request.method == "POST":
        acknowledge_confidentiality(user=request.user, digest=named_digest(text))
        messages.success(request, _("Thank you. Your undertaking is on file."))
        return redirect("/")
    return render(request, "people/confidentiality.html", {"text": text, "due": due})
