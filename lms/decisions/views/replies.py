"""A reply or appeal, and its written answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ..actions import DecisionProblem, answer_reply
from ..actions.replies import why_not_answer
from ..forms import AnswerForm
from ..queries import replies_visible_to
from .access import log_view


@login_required
def reply_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read by office; answered by somebody other than the first judge."""
    rows = replies_visible_to(request.user).select_related(
        "standing__user",
        "standing__outcome__chosen_by",
        "standing__decision__cohort__organisation",
        "standing__decision__run",
        "standing__decision__bank",
        "answer__answered_by",
    )
    reply = get_object_or_404(rows, public_id=public_id)
    refusal = why_not_answer(reply, request.user)
    form = AnswerForm(reply, request.POST or None)
    if request.method == "POST":
        if refusal:
            raise PermissionDenied
        if form.is_valid():
            try:
                answer_reply(reply=reply, user=request.user, **form.cleaned_data)
            except DecisionProblem as problem:
                messages.error(request, problem.sentence)
            else:
                messages.success(request, _("The answer is recorded and sent."))
            return redirect("reply-detail", public_id)
    log_view(request, reply.standing.decision, person=reply.standing.user.key)
    context = {
        "reply": reply,
        "decision": reply.standing.decision,
        "refusal": refusal,
        "form": form,
        "answer": getattr(reply, "answer", None),
    }
    return render(request, "decisions/reply_detail.html", context)
