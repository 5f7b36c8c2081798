"""The library, as its authors see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.permissions import may_author
from lms.toolkit.upload_problem import UploadProblem

from ..actions import add_item, play_link, retire_item, update_item
from ..enums import MediaKind
from ..forms import MediaDetailsForm, MediaForm
from ..queries import items_editable_by, items_visible_to_author


def _authors_only(request: HttpRequest) -> None:
    if not may_author(request.user):
        raise Http404


@login_required
def media_list(request: HttpRequest) -> HttpResponse:
    _authors_only(request)
    rows = items_visible_to_author(request.user)
    q, kind = request.GET.get("q", "").strip()[:60], request.GET.get("kind", "")
    if q:
        rows = rows.filter(title__icontains=q)
    if kind in MediaKind.values:
        rows = rows.filter(kind=kind)
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    filters = [("kind", _("Kind"), [("", _("All")), *MediaKind.choices], kind)]
    return render(request, "media/media_list.html", {"page": page, "q": q, "filters": filters})


@login_required
def media_add(request: HttpRequest) -> HttpResponse:
    _authors_only(request)
    form = MediaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            item = add_item(
                bank=request.user.bank,
                file=data["file"],
                title=data["title"],
                author=request.user,
                length=data["length"],
                captions=data["captions"],
                transcript=data["transcript"],
            )
        except UploadProblem as problem:
            form.add_error("length" if problem.code == "length" else "file", str(problem))
        else:
            messages.success(request, _("The file is in the library."))
            return redirect("media-detail", public_id=item.public_id)
    return render(request, "media/media_form.html", {"form": form})


@login_required
def media_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    item = get_object_or_404(items_visible_to_author(request.user), public_id=public_id)
    own = item.bank_id == request.user.bank_id
    initial = {"title": item.title, "length": item.duration_seconds, "transcript": item.transcript}
    form = MediaDetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and own and form.is_valid():
        update_item(item=item, author=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("media-detail", public_id=item.public_id)
    return render(request, "media/media_detail.html", {"item": item, "form": form, "own": own, "link": play_link(item, request.user)})


@require_POST
@login_required
def media_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    item = get_object_or_404(items_editable_by(request.user), public_id=public_id)
    retire_item(item=item, author=request.user, retired=item.retired_at is None)
    return redirect("media-detail", public_id=item.public_id)
