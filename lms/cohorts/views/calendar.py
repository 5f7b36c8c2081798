"""The calendar subscription: its page, and the feed itself."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from lms.toolkit.calendar_feed import calendar_text

from ..actions import close_calendar, open_calendar
from ..models import CalendarFeed
from ..queries import calendar_events, feed_address, owner_of_address


@login_required
@never_cache
def calendar_page(request: HttpRequest) -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = request.build_absolute_uri(feed_address(feed)) if feed else ""
    return render(request, "cohorts/calendar_page.html", {"feed": feed, "address": address})


@login_required
@require_POST
def calendar_open(request: HttpRequest) -> HttpResponse:
    open_calendar(user=request.user)
    messages.success(request, _("Your calendar address is ready; an older one no longer works."))
    return redirect("calendar-page")


@login_required
@require_POST
def calendar_close(request: HttpRequest) -> HttpResponse:
    close_calendar(user=request.user)
    messages.success(request, _("Your calendar address is closed."))
    return redirect("calendar-page")


@require_GET
@never_cache
def calendar_feed(request: HttpRequest, signed: str) -> HttpResponse:
    """For calendar programmes, which can't sign in: whoever has the address sees the timetable, and nothing else."""
    user = owner_of_address(signed)
    if user is None:
        raise Http404
    with translation.override(user.language or settings.LANGUAGE_CODE):
        site = f"{request.scheme}://{request.get_host()}"
        text = calendar_text(_("My timetable"), calendar_events(user, now=timezone.now(), site=site))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="timetable.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
