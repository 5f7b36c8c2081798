"""Sittings of the review committee: the list, calling one, rehearsing alone, the lobby with its seats."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ..actions.call_committee import SeatPlan, call_committee, cancel_committee, change_seat, take_seat
from ..actions.problems import CommitteeProblem
from ..domain.committee.resubmit import AGAIN
from ..domain.committee.rule import read_rule
from ..enums import CommitteeMode, CommitteeRole, CommitteeState
from ..forms.committee import FREE, CancelForm, CommitteeForm, SeatForm, SoloForm
from ..models import Committee, CommitteeItem
from ..queries.case_library import load_case
from ..queries.case_sources import AGAIN_SOURCE, with_new_facts
from ..queries.committees import (
    cohort_of_trainee,
    cohorts_to_call_for,
    committee_list,
    committees_run_by,
    committees_visible_to,
    may_take_seat,
    people_to_seat,
    seat_of,
)


@login_required
@require_GET
def committees(request: HttpRequest) -> HttpResponse:
    q, state = request.GET.get("q", "")[:60], request.GET.get("state", "")
    page = Paginator(committee_list(request.user, state=state, text=q), 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": list(page.object_list),
        "q": q,
        "narrowed": bool(q or state),
        "filters": [("state", _("State"), list(CommitteeState.choices), state)],
        "may_call": cohorts_to_call_for(request.user).exists(),
        "may_rehearse": cohort_of_trainee(request.user) is not None,
    }
    return render(request, "simulations/committee_list.html", context)


def _cases(
    request: HttpRequest, references: list[str], *, new_facts: str = "", mode: str = CommitteeMode.REHEARSAL
) -> list[dict[str, Any]]:
    """As they lie before the committee: a case that comes again with its new facts, a real one without a truth."""
    found = []
    for reference in references:
        again = reference.startswith(f"{AGAIN_SOURCE}:")
        case = with_new_facts(request.user, reference, new_facts) if again else load_case(request.user, reference)
        if case is None:
            raise Http404
        found.append({name: part for name, part in case.items() if mode == CommitteeMode.REHEARSAL or name not in {"truth", "concerns"}})
    return found


@login_required
@require_http_methods(["GET", "POST"])
def committee_new(request: HttpRequest) -> HttpResponse:
    cohorts = cohorts_to_call_for(request.user)
    wanted = request.POST.get("cohort") or request.GET.get("cohort")
    cohort = get_object_or_404(cohorts, public_id=wanted) if wanted else cohorts.first()
    if cohort is None:
        raise Http404
    form = CommitteeForm(request.POST or None, user=request.user, people=people_to_seat(cohort))
    if again := request.GET.get("again", "")[:32]:
        form.initial["case_1"] = f"{AGAIN_SOURCE}:{again}"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = call_committee(
                actor=request.user,
                cohort=cohort,
                title=data["title"],
                place=data["place"],
                mode=CommitteeMode(data["mode"]),
                pace=data["pace"],
                rule=form.rule(),
                starts_at=data["starts_at"],
                seats=[SeatPlan(role, user, temper) for role, user, temper in form.seats()],
                cases=_cases(request, form.references(), new_facts=data["new_facts"], mode=data["mode"]),
            )
        except CommitteeProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The sitting is called. Everybody with a seat has been told; free seats are taken by the link."))
            return redirect("committee-detail", made.public_id)
    context = {"form": form, "cohort": cohort, "cohorts": cohorts[:60]}
    return render(request, "simulations/committee_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def committee_solo(request: HttpRequest) -> HttpResponse:
    cohort = cohort_of_trainee(request.user)
    if cohort is None:
        raise Http404
    form = SoloForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        cases = _cases(request, [form.cleaned_data["case"]])
        made = call_committee(
            actor=request.user,
            cohort=cohort,
            title=_("Rehearsal alone: %(case)s") % {"case": cases[0]["title"]},
            mode=CommitteeMode.REHEARSAL,
            pace=form.cleaned_data["pace"],
            rule=form.rule(),
            starts_at=timezone.now(),
            seats=[SeatPlan(role, None if temper else request.user, temper) for role, temper in form.seats()],
            cases=cases,
        )
        return redirect("committee-room", made.public_id)
    return render(request, "simulations/committee_solo.html", {"form": form}, status=422 if form.is_bound else 200)


def visible_or_404(request: HttpRequest, public_id: str) -> Committee:
    rows = committees_visible_to(request.user).select_related("bank", "cohort__organisation", "created_by")
    return get_object_or_404(rows, public_id=public_id)


def run_or_404(request: HttpRequest, public_id: str) -> Committee:
    """A sitting one may change; whoever only sees it gets 403, a stranger 404."""
    found = committees_run_by(request.user).select_related("bank", "cohort__organisation", "created_by").filter(public_id=public_id).first()
    if found is None:
        visible_or_404(request, public_id)
        raise PermissionDenied
    return found


def may_watch(request: HttpRequest, committee: Committee) -> bool:
    return seat_of(committee, request.user) is not None or committees_run_by(request.user).filter(pk=committee.pk).exists()


@login_required
@require_GET
@never_cache
def committee_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    committee = visible_or_404(request, public_id)
    seats = list(committee.seats.select_related("user").order_by("number"))
    runs = committees_run_by(request.user).filter(pk=committee.pk).exists()
    planned = committee.state == CommitteeState.PLANNED
    rule = read_rule(committee.rule)
    if runs and planned and committee.cohort:
        people = list(people_to_seat(committee.cohort))
        for seat in seats:
            held = seat.user.key if seat.user else f"t:{seat.temperament}" if seat.temperament else FREE
            seat.form = SeatForm(people=people, scripted=rule.scripted_members, number=seat.number, who=held)
    context = {
        "committee": committee,
        "seats": seats,
        "items": _agenda(committee),
        "rule": rule,
        "runs": runs,
        "mine": next((seat for seat in seats if seat.user_id == request.user.pk), None),
        "planned": planned,
        "takes": planned and may_take_seat(committee, request.user),
        "free": [seat for seat in seats if not seat.user_id and not seat.temperament and seat.role != CommitteeRole.OBSERVER],
        "cancel_form": CancelForm(),
        "watches": may_watch(request, committee),
    }
    return render(request, "simulations/committee_detail.html", context)


def _agenda(committee: Committee) -> list[CommitteeItem]:
    items = list(committee.items.defer("case").order_by("position"))
    for item in items:
        item.again = item.outcome in AGAIN
    return items


@login_required
@require_POST
def committee_take_seat(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    committee = visible_or_404(request, public_id)
    if not may_take_seat(committee, request.user):
        raise Http404
    try:
        take_seat(committee=committee, user=request.user, number=number)
    except CommitteeProblem as problem:
        messages.error(request, str(problem))
    return redirect("committee-detail", public_id)


@login_required
@require_POST
def committee_change_seat(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    committee = run_or_404(request, public_id)
    if committee.cohort is None or not committee.seats.filter(number=number).exists():
        raise Http404
    scripted = read_rule(committee.rule).scripted_members
    form = SeatForm(request.POST, people=people_to_seat(committee.cohort), scripted=scripted, number=number)
    if not form.is_valid():
        messages.error(request, _("Choose somebody from the list."))
        return redirect("committee-detail", public_id)
    user, temperament = form.choice()
    try:
        change_seat(committee=committee, actor=request.user, number=number, user=user, temperament=temperament)
    except CommitteeProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Kept."))
    return redirect("committee-detail", public_id)


@login_required
@require_POST
def committee_cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    committee = run_or_404(request, public_id)
    form = CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why in a few words."))
        return redirect("committee-detail", public_id)
    try:
        cancel_committee(committee=committee, actor=request.user, reason=form.cleaned_data["reason"])
    except CommitteeProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Cancelled. Everybody with a seat has been told."))
    return redirect("committee-detail", public_id)
