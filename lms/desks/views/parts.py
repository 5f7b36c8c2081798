"""Parts of a desk that take their time: the page is there first, these follow by themselves."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.queries.marking import marking_waiting_for
from lms.decisions.queries import decisions_waiting_for, my_standing_summary

from ..domain.doors import chosen_desk
from ..permissions import desk_roles
from ..queries.class_teacher import attendance_alarms
from ..queries.instructor import weak_topics_for
from ..queries.practice import practice_of


@require_GET
@login_required
def standing(request: HttpRequest) -> HttpResponse:
    """One line on where a trainee stands against the standard; never the rank."""
    return render(request, "desks/parts/standing.html", {"summary": my_standing_summary(request.user)})


@require_GET
@login_required
def alarms(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/parts/alarms.html", {"alarms": attendance_alarms(request.user, now=timezone.now())})


@require_GET
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Signatures, appeals, meetings that wait for this person."""
    return render(request, "desks/parts/waiting.html", {"waiting": decisions_waiting_for(request.user)})


@require_GET
@login_required
def marking(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/parts/marking.html", {"piles": marking_waiting_for(request.user)})


@require_GET
@login_required
def weak_topics(request: HttpRequest) -> HttpResponse:
    return render(request, "desks/parts/weak_topics.html", {"classes": weak_topics_for(request.user)})


@require_GET
@login_required
def practice(request: HttpRequest) -> HttpResponse:
    """Real cases: what waits on the desk the person sits at."""
    desk = chosen_desk(desk_roles(request.user), request.session.get("desk", ""))
    context = {"desk": desk, "lines": practice_of(request.user, desk, timezone.now())}
    return render(request, "desks/parts/practice.html", context)
