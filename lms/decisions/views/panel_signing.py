"""How an item ends: another chair where the first can't go on, the signature or its refusal."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions.panel_chair import replace_chair
from ..actions.panel_outcomes import approve, refuse_approval
from ..forms import PasswordForm
from ..forms.panels import ChairForm, RefuseSigningForm
from ..permissions import names_chairs
from ..tasks import ask_for_panel_minutes
from .access import attempt
from .panel_items import item_or_404, seated


@login_required
@require_POST
def panel_chair(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another chair once the votes are in, by the personnel office or the project board."""
    item = item_or_404(request, public_id)
    if not names_chairs(request.user, item.bank):
        raise PermissionDenied
    form = ChairForm(seated(item), request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a member who voted, and say why."))
        return redirect("panel-item", public_id)
    member, reason = form.cleaned_data["reviewer"], form.cleaned_data["reason"]
    done = _("%(name)s takes the chair for this item.") % {"name": member.name}
    attempt(request, lambda: replace_chair(item=item, member=member, reason=reason, actor=request.user), done)
    return redirect("panel-item", public_id)


@login_required
@require_POST
def panel_approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signature, or its refusal with a reason; the minutes of the item are filed either way."""
    item = item_or_404(request, public_id)
    refuses = "refuse" in request.POST
    form = RefuseSigningForm(request.user, request.POST) if refuses else PasswordForm(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("panel-item", public_id)
    values = form.cleaned_data
    if refuses:
        run = partial(refuse_approval, item=item, reason=values["reason"], actor=request.user)
        done = attempt(request, run, _("You have not signed; your reason is kept."))
    else:
        run = partial(approve, item=item, signer=request.user, digest=values["digest"])
        done = attempt(request, run, _("Signed. It is in effect from now on."))
    if done:
        ask_for_panel_minutes(sitting=item.sitting, item=item, actor=request.user, issue=True)
    return redirect("panel-item", public_id)
