"""The steps of a regulation's version: draft, consultation, in force; and its acknowledgement."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lms.people.permissions import oversees
from lms.people.queries import people_overseen_by
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.downloads import XLSX, file_response

from ..actions import acknowledge, change_draft, close_consultation, open_consultation, put_in_force, record_refusal
from ..actions.regulations import RegulationProblem
from ..documents import acknowledgements_workbook
from ..enums import RegulationState
from ..forms import ConsultationForm, InForceForm, RecordForm, VersionForm
from ..models import RegulationVersion
from ..queries import addressees, names_in, regulation_versions_visible_to
from ..queries.regulations import KIND
from .regulations import page_of, version_address, writer_or_403

PROBLEMS: dict[str, str | Promise] = {
    "not_a_draft": gettext_lazy("Only a draft can do that; this version has moved on."),
    "not_in_consultation": gettext_lazy("This version is not in consultation."),
    "consultation_record_missing": gettext_lazy("Keep the record of the consultation first; then the version can come into force."),
    "consultation_not_over": gettext_lazy("The version can't come into force before its consultation ends."),
    "ends_before_start": gettext_lazy("The last day lies before the first."),
}


def _version(request: HttpRequest, public_id: str, *, write: bool = False) -> RegulationVersion:
    """A version the user sees (else 404); with ``write`` only for whoever may change it (else 403)."""
    rows = regulation_versions_visible_to(request.user).select_related("regulation__bank")
    version = get_object_or_404(rows, public_id=public_id)
    if write:
        writer_or_403(request)
    return version


def _step(request: HttpRequest, public_id: str, *, form: forms.Form, name: str, act: Callable[..., Any], done: str) -> HttpResponse:
    """Check, act, answer; a refused form comes back on the page."""
    version = _version(request, public_id, write=True)
    if not form.is_valid():
        request.GET = request.GET.copy()  # type: ignore[assignment]  # a QueryDict that may be written
        request.GET["version"] = str(version.number)
        return page_of(request, version.regulation, **{name: form})
    try:
        act(version=version, actor_key=request.user.key, **form.cleaned_data)
    except RegulationProblem as problem:
        messages.error(request, PROBLEMS[problem.code])
    else:
        messages.success(request, done)
    return redirect(version_address(version))


@login_required
@require_POST
def consult(request: HttpRequest, public_id: str) -> HttpResponse:
    form = ConsultationForm(request.POST)
    done = _("The draft is in consultation; everybody of the bank can read it.")
    return _step(request, public_id, form=form, name="consultation_form", act=open_consultation, done=done)


@login_required
@require_POST
def keep_record(request: HttpRequest, public_id: str) -> HttpResponse:
    form = RecordForm(request.POST)
    return _step(request, public_id, form=form, name="record_form", act=close_consultation, done=_("The record is kept."))


@login_required
@require_POST
def bring_into_force(request: HttpRequest, public_id: str) -> HttpResponse:
    form = InForceForm(request.POST)
    return _step(request, public_id, form=form, name="in_force_form", act=put_in_force, done=_("The version is in force."))


@login_required
def edit_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    version = _version(request, public_id, write=True)
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"text": version.text})
    del form.fields["file"]
    if request.method == "POST" and form.is_valid():
        try:
            change_draft(version=version, text=form.cleaned_data["text"], actor_key=request.user.key)
        except RegulationProblem as problem:
            messages.error(request, PROBLEMS[problem.code])
        return redirect(version_address(version))
    return render(request, "policies/regulation_form.html", {"form": form, "regulation": version.regulation, "version": version})


@login_required
@require_POST
def acknowledge_version(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everybody of the bank, for the very text they were shown."""
    version = _version(request, public_id)
    if version.state != RegulationState.IN_FORCE or request.POST.get("digest") != version.digest:
        messages.error(request, _("This version is not in force, or it has changed since you opened it. Read it again."))
        return redirect(version_address(version))
    acknowledge(user=request.user, object_kind=KIND, object_id=version.public_id, digest=version.digest)
    messages.success(request, _("Your acknowledgement is on file."))
    return redirect("regulation-detail", version.regulation.public_id)


@login_required
@require_POST
def note_refusal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody would not sign; whoever handed the text over witnesses it."""
    version = _version(request, public_id, write=True)
    person = get_object_or_404(people_overseen_by(request.user).exclude(pk=request.user.pk), key=request.POST.get("person", ""))
    if version.state != RegulationState.IN_FORCE:
        messages.error(request, _("This version is not in force, or it has changed since you opened it. Read it again."))
    else:
        record_refusal(user=person, object_kind=KIND, object_id=version.public_id, digest=version.digest, witness=request.user)
        messages.success(request, _("It is noted that %(name)s received the text and would not sign.") % {"name": person.name})
    return redirect(version_address(version))


@login_required
def acknowledgements(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole list as Excel."""
    version, now = _version(request, public_id), timezone.now()
    if not oversees(request.user):
        raise PermissionDenied
    people = list(addressees(version, request.user))
    witnesses = names_in(version.regulation.bank, [person.witness_key or "" for person in people])
    log_act(
        organisation_key=version.regulation.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.EXPORTED,
        object_kind="acknowledgements",
        object_id=version.public_id,
        now=now,
    )
    content = acknowledgements_workbook(version=version, people=people, witnesses=witnesses, printed_by=request.user.name, now=now)
    name = f"{version.regulation.title}-{_('Acknowledgements')}.xlsx"
    return file_response(content, name=name, content_type=XLSX)
