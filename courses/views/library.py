"""Search, and copying a shared course into the bank's own branch."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..actions import CourseProblem, adopt_course
from ..queries import search_lessons, shared_courses

LONGEST_QUERY = 60


@login_required
def course_search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    hits = search_lessons(request.user, text) if text else []
    return render(request, "courses/search.html", {"q": text, "hits": hits})


@require_POST
@login_required
def course_adopt(request: HttpRequest, public_id: str) -> HttpResponse:
    user = request.user
    course = get_object_or_404(shared_courses(user), public_id=public_id)
    if user.bank is None:
        raise Http404
    try:
        own = adopt_course(course=course, bank=user.bank, user=user)
    except CourseProblem as problem:
        messages.error(request, problem.message)
        return redirect("course-detail", public_id=public_id)
    messages.success(request, _("Your bank now has its own version. Change it in the studio."))
    return redirect("course-detail", public_id=own.public_id)
