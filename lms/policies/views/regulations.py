"""Regulations: the list, one of them, a new one, a new version."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from lms.people.models import User
from lms.people.permissions import oversees
from lms.people.queries import people_overseen_by, search_people

from ..actions import add_version
from ..domain.starter import TITLES
from ..domain.typeset import typeset
from ..enums import RegulationState
from ..forms import ConsultationForm, InForceForm, RecordForm, RegulationForm, VersionForm
from ..models import Regulation, RegulationVersion
from ..permissions import may_set_policies
from ..queries import (
    acknowledged_by,
    acknowledged_counts,
    addressees,
    names_in,
    regulation_list,
    regulation_versions_visible_to,
    regulations_visible_to,
)


def writer_or_403(request: HttpRequest) -> None:
    if not may_set_policies(request.user):
        raise PermissionDenied


@login_required
def list_regulations(request: HttpRequest) -> HttpResponse:
    user, q = request.user, request.GET.get("q", "").strip()[:60]
    page = Paginator(regulation_list(user, text=q), 30).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    for row in rows:
        row.current = next((one for one in row.shown if one.state == RegulationState.IN_FORCE), None)
        row.newest = row.shown[0]
    current = [row.current.public_id for row in rows if row.current]
    mine = acknowledged_by(user, current)
    counts = acknowledged_counts(user, current) if oversees(user) else {}
    for row in rows:
        row.mine = row.current is not None and row.current.public_id in mine
        row.count = counts.get(row.current.public_id, 0) if row.current else 0
    page.object_list = rows
    context = {
        "page": page,
        "q": q,
        "writes": may_set_policies(user),
        "oversees": oversees(user),
        "everybody": people_overseen_by(user).filter(is_active=True).count() if oversees(user) else 0,
    }
    return render(request, "policies/regulation_list.html", context)


def _version_shown(request: HttpRequest, regulation: Regulation) -> tuple[RegulationVersion, list[RegulationVersion]]:
    """The asked version, else the one in force, else the newest."""
    versions = list(regulation_versions_visible_to(request.user).filter(regulation=regulation).order_by("-number"))
    asked = request.GET.get("version", "")
    if asked:
        chosen = next((one for one in versions if str(one.number) == asked), None)
        if chosen is None:
            raise Http404
        return chosen, versions
    return next((one for one in versions if one.state == RegulationState.IN_FORCE), versions[0]), versions


def page_of(request: HttpRequest, regulation: Regulation, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of one regulation; a refused form comes back on it."""
    user = request.user
    version, versions = _version_shown(request, regulation)
    writes = may_set_policies(user)
    context: dict[str, Any] = {
        "regulation": regulation,
        "version": version,
        "versions": versions,
        "parts": typeset(version.text),
        "writes": writes,
        "oversees": oversees(user),
        "mine": version.public_id in acknowledged_by(user, [version.public_id]),
        "consultation_form": ConsultationForm(),
        "record_form": RecordForm(initial={"record": version.consultation_record}),
        "in_force_form": InForceForm(),
        **forms,
    }
    if context["oversees"] and version.state in {RegulationState.IN_FORCE, RegulationState.REPLACED}:
        context |= _acknowledgements(request, version)
    return render(request, "policies/regulation_detail.html", context, status=status)


def _acknowledgements(request: HttpRequest, version: RegulationVersion) -> dict[str, Any]:
    rows, state, q = addressees(version, request.user), request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    counts = {"all": rows.count(), "done": rows.filter(acknowledged_at__isnull=False).count()}
    if state in {"done", "waiting"}:
        rows = rows.filter(acknowledged_at__isnull=state == "waiting")
    page = Paginator(search_people(rows, q), 30).get_page(request.GET.get("page"))
    people: list[User] = list(page.object_list)
    page.object_list = people
    keys = [person.witness_key for person in people if person.witness_key]
    names = names_in(version.regulation.bank, keys) if keys else {}
    for person in people:
        person.witness = names.get(person.witness_key or "", "")
    return {"people": page, "counts": counts, "people_state": state, "q": q}


def regulation_or_404(request: HttpRequest, public_id: str) -> Regulation:
    return get_object_or_404(regulations_visible_to(request.user).select_related("bank"), public_id=public_id)


@login_required
def show_regulation(request: HttpRequest, public_id: str) -> HttpResponse:
    return page_of(request, regulation_or_404(request, public_id))


@login_required
def new_regulation(request: HttpRequest) -> HttpResponse:
    writer_or_403(request)
    bank, posted = request.user.bank, request.method == "POST"
    initial = {"title": request.GET.get("title", "")[:200]}
    form = RegulationForm(bank, request.POST if posted else None, request.FILES if posted else None, initial=initial)
    if posted and form.is_valid():
        data = form.cleaned_data
        version = add_version(
            bank=bank, code=data["code"], title=data["title"], text=data["text"], actor_key=request.user.key, original=form.original()
        )
        return redirect("regulation-detail", version.regulation.public_id)
    used = set(Regulation.objects.filter(bank=bank).values_list("title", flat=True))
    free = [title for title in TITLES if title not in used]
    return render(request, "policies/regulation_form.html", {"form": form, "regulation": None, "titles": free})


@login_required
def new_version(request: HttpRequest, public_id: str) -> HttpResponse:
    regulation, posted = regulation_or_404(request, public_id), request.method == "POST"
    writer_or_403(request)
    newest = regulation.versions.order_by("-number").first()
    initial = {"text": newest.text if newest else ""}
    form = VersionForm(request.POST if posted else None, request.FILES if posted else None, initial=initial)
    if posted and form.is_valid():
        version = add_version(
            bank=regulation.bank,
            code=regulation.code,
            title=regulation.title,
            text=form.cleaned_data["text"],
            actor_key=request.user.key,
            original=form.original(),
        )
        return redirect(version_address(version))
    return render(request, "policies/regulation_form.html", {"form": form, "regulation": regulation})


def version_address(version: RegulationVersion) -> str:
    return f"{reverse('regulation-detail', args=[version.regulation.public_id])}?version={version.number}"


@login_required
def original(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The signed original of a version one may see."""
    version = get_object_or_404(regulation_versions_visible_to(request.user), public_id=public_id)
    if not version.file:
        raise Http404
    return FileResponse(version.file.open("rb"), as_attachment=True, filename=version.file.name.rsplit("/", 1)[-1])
