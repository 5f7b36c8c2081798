"""A certification profile on its way: its capacity checked, offered, signed, read, withdrawn, printed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.enums import Role
from lms.people.queries import people_with_role
from lms.records.models import IssuedDocument
from lms.toolkit.downloads import PDF, file_response
from lms.toolkit.pdf import MissingGlyph

from ..actions.capacity import check_profile_capacity
from ..actions.lock_profile import acknowledge_profile, offer_profile, sign_profile
from ..actions.log import log_profile
from ..actions.profiles import withdraw_profile
from ..documents.capacity_lines import capacity_view
from ..documents.profile_pdf import profile_pdf
from ..enums import ProfileState
from ..forms import PasswordForm, ReasonForm
from ..forms.capacity import CapacityForm, OfferForm, capacity_initial
from ..queries.profiles import OBJECT_KIND, profiles_to_sign
from ..tasks import ask_for_profile_issue
from .access import attempt
from .profiles import profile_or_404


@login_required
def profile_capacity(request: HttpRequest, public_id: str) -> HttpResponse:
    """产能体检: what is expected against what the draft asks for."""
    profile = profile_or_404(request, public_id, change=True)
    if profile.state != ProfileState.DRAFT:
        messages.error(request, _("The capacity check belongs to a draft."))
        return redirect("profile-detail", profile.public_id)
    people, mentors = (people_with_role(profile.bank, role).count() for role in (Role.TRAINEE, Role.MENTOR))
    form = CapacityForm(profile.content, request.POST or None, initial=capacity_initial(profile.capacity, people, mentors))
    if request.method == "POST" and form.is_valid():
        done = _("The capacity check is kept with the draft.")
        if attempt(request, lambda: check_profile_capacity(profile=profile, actor=request.user, plan=form.to_plan()), done):
            return redirect("profile-capacity", profile.public_id)
    context = {
        "profile": profile,
        "form": form,
        "capacity": capacity_view(profile.capacity),
        "current": profile.capacity is not None and profile.capacity["digest"] == profile.digest,
        "offer_form": OfferForm(initial={"short_reason": profile.short_reason}),
    }
    return render(request, "decisions/profile_capacity.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def profile_offer(request: HttpRequest, public_id: str) -> HttpResponse:
    profile = profile_or_404(request, public_id, change=True)
    form = OfferForm(request.POST)
    reason = form.cleaned_data["short_reason"] if form.is_valid() else ""
    attempt(request, lambda: offer_profile(profile=profile, actor=request.user, short_reason=reason), _("Signatures are asked for."))
    return redirect("profile-detail", profile.public_id)


@login_required
@require_POST
def profile_sign(request: HttpRequest, public_id: str) -> HttpResponse:
    profile = get_object_or_404(profiles_to_sign(request.user), public_id=public_id)
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect("profile-detail", profile.public_id)
    digest = form.cleaned_data["digest"]
    attempt(request, lambda: sign_profile(profile=profile, signer=request.user, digest=digest), _("You have signed the profile."))
    profile.refresh_from_db(fields=["state"])
    if profile.state == ProfileState.LOCKED:
        ask_for_profile_issue(profile=profile, actor=request.user)
    return redirect("profile-detail", profile.public_id)


@login_required
@require_POST
def profile_acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    profile = profile_or_404(request, public_id)
    digest = request.POST.get("digest", "")[:80]
    done = _("Thank you. Your acknowledgement is recorded.")
    attempt(request, lambda: acknowledge_profile(profile=profile, user=request.user, digest=digest), done)
    return redirect("profile-detail", profile.public_id)


@login_required
@require_POST
def profile_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    profile = profile_or_404(request, public_id, change=True)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, lambda: withdraw_profile(profile=profile, actor=request.user, reason=reason), _("The draft is withdrawn."))
    return redirect("profile-detail", profile.public_id)


@login_required
@require_POST
def profile_print(request: HttpRequest, public_id: str) -> HttpResponse:
    """The published rule on paper."""
    profile = profile_or_404(request, public_id)
    try:
        content = profile_pdf(profile=profile, printed_by=request.user.name, now=timezone.now())
    except MissingGlyph as problem:
        messages.error(request, str(problem))
        return redirect("profile-detail", profile.public_id)
    log_profile(profile, request.user, "exported", details={"what": "pdf"})
    return file_response(content, name=f"certification-profile-{profile.number}.pdf", content_type=PDF)


@login_required
def profile_issued(request: HttpRequest, public_id: str, document_id: str) -> HttpResponseBase:
    """The very bytes that were filed when the profile was locked."""
    profile = profile_or_404(request, public_id)
    rows = IssuedDocument.objects.filter(object_kind=OBJECT_KIND, object_id=profile.public_id)
    document = get_object_or_404(rows, public_id=document_id)
    log_profile(profile, request.user, "exported", details={"what": "issued"})
    response = FileResponse(document.file.open("rb"), as_attachment=True, filename=document.file.name.rsplit("/", 1)[-1])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
