"""Mentoring pairs: the list, a new pair, the end of one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lms.people.queries import people_managed_by

from ..actions.mentoring import end_pair, pair
from ..actions.problems import CohortProblem
from ..forms import refuse
from ..forms.mentoring import EndPairForm, PairForm
from ..permissions import may_open_cohorts
from ..queries.mentoring import current_on, mentee_limit, mentors_of, pair_list, pairs_kept_by


@login_required
@require_GET
def mentoring_list(request: HttpRequest) -> HttpResponse:
    if not may_open_cohorts(request.user):
        raise Http404
    q, state, day = request.GET.get("q", "").strip()[:60], request.GET.get("state", ""), timezone.localdate()
    page = Paginator(pair_list(request.user, text=q, state=state, day=day), 50).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    for row in rows:
        row.running = row.ends_on is None or row.ends_on >= day
    context = {
        "page": page,
        "rows": rows,
        "q": q,
        "narrowed": bool(q or state),
        "filters": [("state", _("Any state"), [("current", _("running")), ("ended", _("ended"))], state)],
        "limit": mentee_limit(request.user.bank, day),
    }
    return render(request, "cohorts/mentoring_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def mentoring_new(request: HttpRequest) -> HttpResponse:
    if not may_open_cohorts(request.user):
        raise Http404
    day = timezone.localdate()
    mentees = people_managed_by(request.user).filter(is_active=True).order_by("name_pinyin", "id")
    form = PairForm(request.POST or None, mentees=mentees, mentors=mentors_of(request.user.bank, day), day=day)
    if request.method == "POST" and form.is_valid():
        try:
            pair(actor_key=request.user.key, **form.cleaned_data)
        except CohortProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Paired. Both have been told."))
            return redirect("mentoring-list")
    context = {"form": form, "limit": mentee_limit(request.user.bank, day)}
    return render(request, "cohorts/mentoring_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def mentoring_end(request: HttpRequest, mentee: str, mentor: str) -> HttpResponse:
    day = timezone.localdate()
    rows = pairs_kept_by(request.user).filter(current_on(day)).select_related("mentor", "mentee")
    found = get_object_or_404(rows, mentee__key=mentee, mentor__key=mentor)
    form = EndPairForm(request.POST or None, day=day)
    if request.method == "POST" and form.is_valid():
        try:
            end_pair(mentorship=found, actor_key=request.user.key, **form.cleaned_data)
        except CohortProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The pair has its last day."))
            return redirect("mentoring-list")
    return render(request, "cohorts/mentoring_end.html", {"form": form, "pair": found}, status=422 if form.is_bound else 200)
