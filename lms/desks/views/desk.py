"""The front door: today's page of the chosen desk, and the switch between desks."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ..domain.doors import chosen_desk
from ..queries.today import today_of


@login_required
def today(request: HttpRequest) -> HttpResponse:
    desk = chosen_desk(request.user.roles, request.session.get("desk", ""))
    now = timezone.now()
    return render(request, "desks/today.html", {"desk": desk, "now": now, "sections": today_of(request.user, desk, now)})


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    request.session["desk"] = chosen_desk(request.user.roles, request.POST.get("desk", ""))
    return redirect("today")


@login_required
def brand_logo(request: HttpRequest) -> HttpResponseBase:
    """The logo of the person's own bank."""
    bank = request.user.bank
    if bank is None or not bank.brand_logo:
        raise Http404
    return FileResponse(bank.brand_logo.open("rb"))
