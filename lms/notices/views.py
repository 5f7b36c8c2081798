"""A person's notices."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from . import actions
from .queries import notices_of


@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    rows = notices_of(request.user)
    only_unread = request.GET.get("state") == "unread"
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "notices/notice_list.html", {"page": page, "only_unread": only_unread})


@require_POST
@login_required
def notice_open(request: HttpRequest, public_id: str) -> HttpResponse:
    """Reading is a change, so it is a POST; then on to what the notice is about."""
    notice = get_object_or_404(notices_of(request.user), public_id=public_id)
    actions.mark_read(notice=notice)
    own = notice.url.startswith("/") and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if own else "notices")


@require_POST
@login_required
def notices_read(request: HttpRequest) -> HttpResponse:
    actions.mark_all_read(user=request.user)
    return redirect("notices")
