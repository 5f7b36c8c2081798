"""The timetable: weeks, slots, copying, paper."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..actions import SlotClashes, add_slot, cancel_slot, change_slot, copy_week
from ..documents import timetable_pdf, timetable_workbook
from ..domain.plan import monday_of
from ..enums import SlotState
from ..forms import CopyWeekForm, ReasonForm, SlotForm, refuse
from ..models import Cohort, Slot
from ..permissions import may_manage_cohort, may_run_class, may_see_roster, may_take_attendance
from ..queries import slots_of_cohort, slots_of_person, slots_visible_to, week_of_slots, with_cards
from .access import cohort_or_404
from .clash_words import clash_sentences
from .files import XLSX, file_response


def wanted_monday(request: HttpRequest, default: date) -> date:
    """The week asked for; anything that is no date, or lies out of reach, is the default's week."""
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = default
    return monday_of(day if 2000 <= day.year <= 2098 else default)


def _first_week(cohort: Cohort, today: date) -> date:
    """A class that has not begun opens at its first week, one that is over at its last."""
    return min(max(today, cohort.starts_on), cohort.ends_on)


@login_required
def timetable_week(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort, today = cohort_or_404(request, public_id), timezone.localdate()
    monday = wanted_monday(request, _first_week(cohort, today))
    context = {
        "cohort": cohort,
        "week": week_of_slots(request.user, slots_of_cohort(request.user, cohort), monday, today=today),
        "may_manage": may_manage_cohort(request.user, cohort),
        "may_see_roster": may_see_roster(request.user, cohort),
        "may_run": may_run_class(request.user, cohort),
        "copy_form": CopyWeekForm(initial={"from_week": monday}),
    }
    return render(request, "cohorts/timetable_week.html", context)


@login_required
def my_timetable(request: HttpRequest) -> HttpResponse:
    """Where I have to be this week."""
    today = timezone.localdate()
    week = week_of_slots(request.user, slots_of_person(request.user), wanted_monday(request, today), today=today)
    return render(request, "cohorts/my_timetable.html", {"week": week})


@login_required
def timetable_print(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort, today = cohort_or_404(request, public_id), timezone.localdate()
    monday = wanted_monday(request, _first_week(cohort, today))
    week = week_of_slots(request.user, slots_of_cohort(request.user, cohort), monday, today=today)
    content = timetable_pdf(
        title=f"{cohort.name} {_('Timetable')}",
        brand=str(cohort.bank.brand_name or cohort.bank),
        week=week,
        printed_by=request.user.name,
        now=timezone.now(),
    )
    return file_response(content, name=f"{cohort.code}-{_('Timetable')}-{monday}.pdf", content_type="application/pdf")


@login_required
def timetable_export(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id)
    slots = slots_of_cohort(request.user, cohort).select_related("room", "instructor").order_by("starts_at", "id")
    content = timetable_workbook(title=f"{cohort.name}（{cohort.code}）", slots=slots, now=timezone.now())
    return file_response(content, name=f"{cohort.code}-{_('Timetable')}.xlsx", content_type=XLSX)


def _save(request: HttpRequest, form: SlotForm, cohort: Cohort, slot: Slot | None) -> Slot | None:
    """The slot if it could be saved; otherwise the form carries what speaks against it, in ``form.against``."""
    form.against, form.may_accept = form.remarks(), True
    accept = form.cleaned_data["accept"]
    try:
        if form.against and not accept:
            return None
        if slot is None:
            return add_slot(cohort=cohort, values=form.values(), accept=accept, actor_key=request.user.key)
        return change_slot(slot=slot, values=form.values(), accept=accept, actor_key=request.user.key)
    except SlotClashes as found:
        form.against += clash_sentences(request.user, found.clashes)
        form.may_accept = not any(clash.impossible for clash in found.clashes)
    except ValidationError as problem:
        form.against = []
        refuse(form, problem)
    return None


def _week_address(slot: Slot) -> str:
    return f"{reverse('timetable-week', args=[slot.cohort.public_id])}?week={timezone.localdate(slot.starts_at)}"


@login_required
def slot_add(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_run_class)
    day = request.GET.get("day", "")
    form = SlotForm(request.user, cohort, request.POST or None, initial={"day": day, "starts": "09:00", "ends": "12:00"})
    if request.method == "POST" and form.is_valid():
        slot = _save(request, form, cohort, None)
        if slot is not None:
            messages.success(request, _("The slot is in the timetable."))
            return redirect(_week_address(slot))
    return render(request, "cohorts/slot_form.html", {"cohort": cohort, "form": form, "slot": None}, status=422 if form.is_bound else 200)


def _slot_or_404(request: HttpRequest, public_id: str, *, run: bool = False) -> Slot:
    rows = slots_visible_to(request.user).select_related("cohort__bank", "cohort__organisation", "room", "instructor")
    slot = get_object_or_404(rows, public_id=public_id)
    if run and not may_run_class(request.user, slot.cohort):
        raise PermissionDenied
    return slot


@login_required
def slot_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    return _slot_page(request, _slot_or_404(request, public_id), ReasonForm())


def _slot_page(request: HttpRequest, slot: Slot, cancel_form: ReasonForm) -> HttpResponse:
    context = {
        "line": with_cards(request.user, [slot])[0],
        "slot": slot,
        "cohort": slot.cohort,
        "may_run": may_run_class(request.user, slot.cohort),
        "takes_attendance": slot.needs_attendance and slot.state != SlotState.CANCELLED and may_take_attendance(request.user, slot),
        "cancel_form": cancel_form,
    }
    return render(request, "cohorts/slot_detail.html", context, status=422 if cancel_form.is_bound else 200)


@login_required
def slot_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    slot = _slot_or_404(request, public_id, run=True)
    form = SlotForm(request.user, slot.cohort, request.POST or None, slot=slot)
    if request.method == "POST" and form.is_valid():
        saved = _save(request, form, slot.cohort, slot)
        if saved is not None:
            messages.success(request, _("Saved."))
            return redirect(_week_address(saved))
    context = {"cohort": slot.cohort, "form": form, "slot": slot}
    return render(request, "cohorts/slot_form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def slot_cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    slot = _slot_or_404(request, public_id, run=True)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            cancel_slot(slot=slot, actor_key=request.user.key, **form.cleaned_data)
        except ValidationError as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The slot is cancelled and the class knows."))
            return redirect(_week_address(slot))
    return _slot_page(request, slot, form)


@login_required
@require_POST
def week_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    cohort = cohort_or_404(request, public_id, may_run_class)
    form = CopyWeekForm(request.POST)
    address = reverse("timetable-week", args=[cohort.public_id])
    if not form.is_valid():
        messages.error(request, _("Choose another week."))
        return redirect(address)
    first, target = form.cleaned_data["from_week"], form.cleaned_data["to_week"]
    try:
        copied = copy_week(cohort=cohort, from_monday=first, to_monday=target, actor_key=request.user.key)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect(f"{address}?week={first}")
    count = len(copied.made)
    messages.success(request, ngettext("%(count)d slot was copied.", "%(count)d slots were copied.", count) % {"count": count})
    if copied.skipped:
        names = _(", ").join(f"{slot.title} {timezone.localtime(slot.starts_at):%m-%d %H:%M}" for slot in copied.skipped)
        messages.warning(request, _("Left out because of a clash: %(slots)s") % {"slots": names})
    return redirect(f"{address}?week={target}")
