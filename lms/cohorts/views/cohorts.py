"""Cohorts: list, open, change, move on, detail, staff."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.queries import people_visible_to, search_people
from lms.records.actions import log_act
from lms.records.enums import Verb

from ..actions import CohortProblem, change_cohort, move_cohort, open_cohort, set_duties
from ..actions.cohorts import NEXT_STATES
from ..documents import class_list_workbook, cohort_list_workbook
from ..enums import CohortState, Duty
from ..forms import CohortForm, MoveCohortForm, StaffForm, refuse
from ..models import Cohort
from ..permissions import duties_in, may_manage_cohort, may_open_cohorts, may_run_class, may_see_roster
from ..queries import alarms_of, enrolment_table, enrolments_visible_to, plan_of_cohort, staff_of_cohort
from ..queries import cohort_list as list_cohorts
from .access import cohort_or_404
from .files import XLSX, file_response

PEOPLE_PER_PAGE = 100
SORTS = {"name": "name", "code": "code", "starts": "starts_on", "people": "people", "state": "state"}


def _sorted(request: HttpRequest, rows: Any) -> Any:
    key = request.GET.get("sort", "")
    field = SORTS.get(key.removeprefix("-"))
    return rows.order_by(("-" if key.startswith("-") else "") + field, "-id") if field else rows


@login_required
def cohort_list(request: HttpRequest) -> HttpResponse:
    q, state = request.GET.get("q", ""), request.GET.get("state", "")
    rows = _sorted(request, list_cohorts(request.user, text=q, state=state if state in CohortState.values else ""))
    if request.GET.get("format") == "xlsx":
        if request.user.bank is not None:
            log_act(organisation_key=request.user.bank.public_id, actor_key=request.user.key, verb=Verb.EXPORTED, object_kind="cohort_list")
        content = cohort_list_workbook(cohorts=rows, printed_by=request.user.name, now=timezone.now())
        return file_response(content, name=f"{_('Cohorts')}.xlsx", content_type=XLSX)
    context = {
        "page": Paginator(rows, 30).get_page(request.GET.get("page")),
        "q": q,
        "state": state,
        "filters": [("state", _("Any state"), CohortState.choices, state)],
        "may_open": may_open_cohorts(request.user),
    }
    return render(request, "cohorts/cohort_list.html", context)


@login_required
def cohort_new(request: HttpRequest) -> HttpResponse:
    if not may_open_cohorts(request.user):
        raise PermissionDenied
    form = CohortForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cohort = open_cohort(actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The cohort is open. Next: import the roster and name the staff."))
            return redirect("cohort-detail", cohort.public_id)
    return render(request, "cohorts/cohort_form.html", {"form": form, "cohort": None})


@login_required
def cohort_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    form = CohortForm(request.user, request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        try:
            change_cohort(cohort=cohort, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return redirect("cohort-detail", cohort.public_id)
    return render(request, "cohorts/cohort_form.html", {"form": form, "cohort": cohort})


@login_required
@require_POST
def cohort_move(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    form = MoveCohortForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a state and say why."))
        return redirect("cohort-detail", cohort.public_id)
    try:
        move_cohort(cohort=cohort, actor_key=request.user.key, **form.cleaned_data)
    except CohortProblem as problem:
        messages.error(request, problem.sentence)
    else:
        messages.success(request, _("The state of the cohort is changed."))
    return redirect("cohort-detail", cohort.public_id)


@login_required
def cohort_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """For staff and office the class list; for a trainee what concerns them."""
    cohort = cohort_or_404(request, public_id)
    user, today = request.user, timezone.localdate()
    context: dict[str, Any] = {
        "cohort": cohort,
        "staff": staff_of_cohort(cohort),
        "plan": plan_of_cohort(cohort, today=today),
        "may_manage": may_manage_cohort(user, cohort),
        "may_run": may_run_class(user, cohort),
        "next_states": [(code, label) for code, label in CohortState.choices if code in NEXT_STATES[cohort.state]],
        "move_form": MoveCohortForm(),
    }
    if not may_see_roster(user, cohort):
        context["mine"] = enrolments_visible_to(user).filter(cohort=cohort, user=user).first()
        return render(request, "cohorts/cohort_mine.html", context)
    q = request.GET.get("q", "").strip()[:60]
    page = Paginator(enrolment_table(user, cohort, text=q), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    # One page is searched and sorted where it is read; more pages are searched here.
    context |= {"page": page, "q": q, "in_parts": bool(q) or page.paginator.num_pages > 1}
    context["alarms"] = alarms_of(cohort, context["plan"])
    return render(request, "cohorts/cohort_detail.html", context)


@login_required
def cohort_export(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_see_roster)
    log_act(
        organisation_key=cohort.bank.public_id,
        actor_key=request.user.key,
        verb=Verb.EXPORTED,
        object_kind="cohort",
        object_id=cohort.public_id,
    )
    rows = enrolment_table(request.user, cohort)
    content = class_list_workbook(cohort=cohort, enrolments=rows, printed_by=request.user.name, now=timezone.now())
    return file_response(content, name=f"{cohort.name}-{_('Class list')}.xlsx", content_type=XLSX)


@login_required
def cohort_staff(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who teaches and cares for the class; ``?q=`` finds somebody to add."""
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    q = request.GET.get("q", "").strip()
    found = _candidates(request, cohort, q) if q else []
    staff: dict[int, dict[str, Any]] = {}
    for row in staff_of_cohort(cohort):
        staff.setdefault(row.user_id, {"user": row.user, "duties": set()})["duties"].add(row.duty)
    people = list(staff.values())
    context = {"cohort": cohort, "people": people, "found": found, "q": q, "duties": Duty.choices}
    return render(request, "cohorts/cohort_staff.html", context)


def _candidates(request: HttpRequest, cohort: Cohort, q: str) -> list[Any]:
    free = people_visible_to(request.user).filter(is_active=True).exclude(enrolments__cohort=cohort).exclude(cohort_duties__cohort=cohort)
    return list(search_people(free, q)[:20])


@login_required
@require_POST
def staff_save(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_manage_cohort)
    form = StaffForm(request.POST)
    if not form.is_valid():
        raise Http404
    # Somebody already on staff stays changeable when they leave the manager's own scope.
    person = (
        people_visible_to(request.user).filter(key=form.cleaned_data["person"]).first()
        or get_object_or_404(staff_of_cohort(cohort), user__key=form.cleaned_data["person"]).user
    )
    before = duties_in(person, cohort)
    try:
        after = set_duties(cohort=cohort, user=person, duties=form.cleaned_data["duties"], actor_key=request.user.key)
    except CohortProblem as problem:
        messages.error(request, problem.sentence)
    else:
        if before != after:
            messages.success(request, _("The duties of %(name)s are saved.") % {"name": person.name})
    return redirect("cohort-staff", cohort.public_id)
