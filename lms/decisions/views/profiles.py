"""Certification profiles: list, new, as it reads, its figures."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.people.queries import people_in_bank
from lms.records.models import IssuedDocument

from ..actions import DecisionProblem
from ..actions.lock_profile import profile_signatures, writers_of_profile
from ..actions.policy_words import mismatch_advice, mismatch_sentence
from ..actions.profiles import change_profile, create_profile
from ..documents.capacity_lines import capacity_view
from ..documents.profile_words import change_lines, gate_tables, node_word, profile_sentences, target_word
from ..domain.certification.profile import InvalidProfile, read_profile
from ..domain.certification.scale import TARGETS
from ..domain.profile_table import changes
from ..enums import ProfileState
from ..forms import PasswordForm, ReasonForm
from ..forms.profiles import GatesForm, NewProfileForm, ProfileForm, profile_initial
from ..models import CertificationProfile
from ..permissions import may_write_profiles, profile_signing_role, reads_decisions
from ..queries.profiles import (
    OBJECT_KIND,
    PUBLIC_STATES,
    acknowledgements_of,
    policy_mismatches,
    previous_of,
    profile_in_force,
    profiles_visible_to,
)

STANDING = (ProfileState.DRAFT, ProfileState.LOCKED)


def profile_or_404(request: HttpRequest, public_id: str, *, change: bool = False) -> CertificationProfile:
    profile = get_object_or_404(profiles_visible_to(request.user), public_id=public_id)
    if change and not may_write_profiles(request.user):
        raise PermissionDenied
    return profile


@login_required
def profile_list(request: HttpRequest) -> HttpResponse:
    """Every version there was; drafts for the office only."""
    user = request.user
    rows = profiles_visible_to(user)
    today = timezone.localdate()
    context = {
        "rows": rows,
        "in_force": profile_in_force(user.bank, today) if user.bank else None,
        "may_write": may_write_profiles(user),
        "has_draft": any(row.state == ProfileState.DRAFT for row in rows),
        "reads": reads_decisions(user),
    }
    return render(request, "decisions/profile_list.html", context)


@login_required
def profile_new(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not may_write_profiles(user):
        raise Http404 if not reads_decisions(user) else PermissionDenied
    initial = {"begin_with": "first", "title": _("What is asked before somebody works solo"), "effective_on": timezone.localdate()}
    earlier = profiles_visible_to(user).exclude(state=ProfileState.DRAFT)
    form = NewProfileForm(earlier, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            profile = create_profile(bank=user.bank, author=user, **form.cleaned_data)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            messages.success(request, _("The draft is here. Change what your bank asks for, then make the capacity check."))
            return redirect("profile-detail", profile.public_id)
    return render(request, "decisions/profile_new.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
def profile_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The published rule: tables of the four stages, sentences, what changed, capacity check, signatures."""
    profile = profile_or_404(request, public_id)
    user, rule = request.user, read_profile(profile.content)
    earlier = previous_of(profile)
    context: dict[str, Any] = {
        "profile": profile,
        "tables": gate_tables(rule),
        "nodes": [node_word(code) for code in rule.nodes],
        "sentences": profile_sentences(rule),
        "earlier": earlier,
        "changes": change_lines(changes(earlier.content, profile.content)) if earlier else [],
        "targets": [(target, target_word(target)) for target in TARGETS],
        "may_change": may_write_profiles(user),
        "office": reads_decisions(user),
        "reason_form": ReasonForm(),
        "documents": IssuedDocument.objects.filter(object_kind=OBJECT_KIND, object_id=profile.public_id),
        **_signing(profile, user),
        **_receipts(profile, user),
    }
    if reads_decisions(user):
        context |= {"capacity": capacity_view(profile.capacity), "capacity_current": _current(profile), "differing": _differing(profile)}
    return render(request, "decisions/profile_detail.html", context)


def _current(profile: CertificationProfile) -> bool:
    return profile.capacity is not None and profile.capacity["digest"] == profile.digest


def _differing(profile: CertificationProfile) -> list[str]:
    """What the bank's values say differently, for the office: before the signatures, and where somebody has changed them since."""
    found = [mismatch_sentence(one) for one in policy_mismatches(profile, timezone.localdate())] if profile.state in STANDING else []
    return [*found, mismatch_advice(profile.effective_on.isoformat())] if found else []


def _signing(profile: CertificationProfile, user: User) -> dict[str, Any]:
    signatures = profile_signatures(profile)
    names = dict(people_in_bank(profile.bank).filter(key__in=[one.signer_key for one in signatures]).values_list("key", "name"))
    offered = profile.state == ProfileState.DRAFT and profile.offered_at is not None
    writer = offered and user.key in writers_of_profile(profile)
    mine = any(one.signer_key == user.key for one in signatures)
    return {
        "signatures": [(one, names.get(one.signer_key, "—")) for one in signatures],
        "offered": offered,
        "is_author": writer,
        "may_sign": offered and not writer and not mine and bool(profile_signing_role(user, profile.bank)),
        "sign_form": PasswordForm(user, initial={"digest": profile.digest}),
    }


def _receipts(profile: CertificationProfile, user: User) -> dict[str, Any]:
    """Everybody judged by it is asked to read it; the office sees how many have."""
    if profile.state not in PUBLIC_STATES:
        return {}
    rows = acknowledgements_of(profile)
    mine = rows.filter(user=user).first()
    asked = not reads_decisions(user) and profile.state == ProfileState.LOCKED
    return {"receipt": mine, "may_acknowledge": mine is None and asked, "acknowledged": rows.count()}


@login_required
def profile_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """What holds at every node."""
    profile = profile_or_404(request, public_id, change=True)
    if profile.state != ProfileState.DRAFT:
        return _locked(request, profile)
    form = ProfileForm(profile.content, request.POST or None, initial=profile_initial(profile))
    if request.method == "POST" and form.is_valid():
        named = {name: form.cleaned_data[name] for name in ("title", "reason", "effective_on")}
        if _save(request, profile, form, **named):
            return redirect("profile-detail", profile.public_id)
    context = {"profile": profile, "form": form, "targets": [(target, target_word(target)) for target in TARGETS]}
    return render(request, "decisions/profile_edit.html", context, status=422 if form.is_bound else 200)


@login_required
def profile_gates(request: HttpRequest, public_id: str, target: str) -> HttpResponse:
    """The figures of one stage for all nodes."""
    profile = profile_or_404(request, public_id, change=True)
    if target not in TARGETS:
        raise Http404
    if profile.state != ProfileState.DRAFT:
        return _locked(request, profile)
    form = GatesForm(profile.content, target, request.POST or None)
    if request.method == "POST" and form.is_valid() and _save(request, profile, form):
        return redirect("profile-gates", profile.public_id, target)
    context = {
        "profile": profile,
        "form": form,
        "target": target,
        "title": target_word(target),
        "nodes": list(form.labels.values()),
        "targets": [(one, target_word(one)) for one in TARGETS],
    }
    return render(request, "decisions/profile_gates.html", context, status=422 if form.is_bound else 200)


def _locked(request: HttpRequest, profile: CertificationProfile) -> HttpResponse:
    messages.error(request, _("A locked profile is never changed. Begin a new version."))
    return redirect("profile-detail", profile.public_id)


def _save(request: HttpRequest, profile: CertificationProfile, form: ProfileForm | GatesForm, **named: Any) -> bool:
    try:
        change_profile(profile=profile, actor=request.user, content=form.to_content(), **named)
    except InvalidProfile as invalid:
        form.attach(invalid.problems)
        return False
    except DecisionProblem as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, _("Saved."))
    return True
