"""The front door: today's page of the chosen desk, and the switch between desks."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from lms.evidence.permissions import may_verify_chain
from lms.people.models import User

from ..domain.doors import chosen_desk
from ..permissions import desk_roles
from ..queries import frame_for
from ..queries.class_teacher import class_teacher_today
from ..queries.instructor import instructor_today
from ..queries.office import administrator_today, hr_today, leader_today, rater_today
from ..queries.trainee import trainee_today
from ..queries.union import union_today

PAGES: dict[str, Callable[[User, datetime], Any]] = {
    "trainee": lambda user, now: trainee_today(user, now=now),
    "instructor": lambda user, now: instructor_today(user, now=now),
    "class_teacher": lambda user, now: class_teacher_today(user, now=now),
    "hr": lambda user, now: hr_today(user),
    "leader": lambda user, now: leader_today(user),
    "rater": lambda user, now: rater_today(user, now=now),
    "administrator": lambda user, now: administrator_today(user, now=now),
    "union": lambda user, now: union_today(user),
}


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """One page per desk; its own count of notices serves the frame, too."""
    desk, now = chosen_desk(desk_roles(request.user), request.session.get("desk", "")), timezone.now()
    page = PAGES[desk](request.user, now)
    request.frame = frame_for(request, unread=page.counts["unread"])
    context = {"desk": desk, "page": page, "counts": page.counts, "now": now, "verifies": may_verify_chain(request.user)}
    return render(request, f"desks/today_{desk}.html", context)


@require_POST
@login_required
def switch(request: HttpRequest) -> HttpResponse:
    request.session["desk"] = chosen_desk(desk_roles(request.user), request.POST.get("desk", ""))
    return redirect("today")


@login_required
def brand_logo(request: HttpRequest) -> HttpResponseBase:
    """The logo of the person's own bank."""
    bank = request.user.bank
    if bank is None or not bank.brand_logo:
        raise Http404
    return FileResponse(bank.brand_logo.open("rb"))
