"""The office names who reviews a report."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import CaseProblem
from ..actions.review import name_reviewer
from ..forms import refuse
from ..forms.review import ReviewerForm
from ..permissions import may_keep_cases
from ..queries.review import reviewers_of
from .folder import folder_or_404
from .steps import page


@login_required
@require_POST
def reviewer_name(request: HttpRequest, public_id: str) -> HttpResponse:
    case, folder = folder_or_404(request, public_id)
    if not may_keep_cases(request.user):
        raise PermissionDenied
    form = ReviewerForm(request.POST, people=reviewers_of(case, now=timezone.now()), named=folder.reviewer)
    if form.is_valid():
        reviewer = form.cleaned_data["reviewer"]
        try:
            name_reviewer(case=case, reviewer=reviewer, actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            done = _("%(name)s reviews this report.") % {"name": reviewer.name} if reviewer else _("The office reviews this report.")
            messages.success(request, done)
            return redirect("case-step", case.public_id, "review")
    return page(request, case, folder, "review", reviewer_form=form)
