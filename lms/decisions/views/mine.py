"""A trainee's own pages: where I stand against the standard, my letter, my reply. Never another's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import file_reply
from ..documents.letter import letter_for
from ..enums import DecisionState
from ..forms import ReplyForm
from ..models import Standing
from ..queries import my_standing_summary, own_standings
from ..queries.basis import basis_of
from ..queries.files import recorded_at
from ..tasks import ask_for_letter
from .access import attempt


@login_required
def my_results(request: HttpRequest) -> HttpResponse:
    """Before publishing only whether each part meets the standard; after it the letters."""
    letters = list(own_standings(request.user)[:20])
    return render(request, "decisions/my_results.html", {"summary": my_standing_summary(request.user), "letters": letters})


def _own_or_404(request: HttpRequest, public_id: str) -> Standing:
    rows = own_standings(request.user).select_related("user", "decision__run", "decision__author", "outcome__chosen_by")
    return get_object_or_404(rows, decision__public_id=public_id)


@login_required
def my_letter(request: HttpRequest, public_id: str, form: ReplyForm | None = None) -> HttpResponse:
    standing = _own_or_404(request, public_id)
    decision = standing.decision
    published = decision.state == DecisionState.PUBLISHED
    context = {
        "standing": standing,
        "decision": decision,
        "recorded_at": recorded_at(decision),
        "letter": letter_for(standing),
        "basis": basis_of(decision, standing.user.key, request.user),
        "replies": standing.replies.select_related("answer__answered_by"),
        "window_open": published and decision.window_ends_on is not None and timezone.localdate() <= decision.window_ends_on,
        "may_ask": published,
        "form": form or ReplyForm(),
    }
    return render(request, "decisions/my_letter.html", context, status=422 if form is not None else 200)


@login_required
@require_POST
def reply_file(request: HttpRequest, public_id: str) -> HttpResponse:
    standing = _own_or_404(request, public_id)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Your reply is not sent yet. See below what is missing."))
        return my_letter(request, public_id, form)
    attempt(
        request,
        lambda: file_reply(standing=standing, user=request.user, **form.cleaned_data),
        _("Your reply is recorded. You will get a written answer from somebody who did not judge you."),
    )
    return redirect("my-letter", public_id)


@login_required
@require_POST
def my_letter_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    standing = _own_or_404(request, public_id)
    job = ask_for_letter(standing=standing, actor=request.user)
    return redirect("job-detail", job.public_id)
