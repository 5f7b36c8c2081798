"""Daily monitoring sheets: my month, everybody's day, one sheet."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lms.people.models import User

from ..actions.days import close_day, comment_day, write_day
from ..actions.problems import CaseProblem
from ..documents.ledger_report import FIGURES, FLAGS
from ..domain.days import together, total
from ..forms.ledgers import CommentForm, DayForm
from ..permissions import may_keep_ledgers, reads_ledgers, sees_all_cases
from ..queries.days import day_lines, month_of
from ..queries.ledger_scope import ledger_keepers, ledger_people, may_comment
from .ledger_access import for_those

WRITTEN = ("shift", "planned_visits", "plan", "meeting", "problems", "support")
# What a phone shows of a month.
EARLIEST, LATEST = date(2020, 1, 1), date(2100, 12, 31)


def _day(text: str) -> date:
    """A day of the address; one that does not exist is no page."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if not EARLIEST <= found <= LATEST:
        raise Http404
    return found


def _asked_day(request: HttpRequest, name: str) -> date:
    try:
        return _day(request.GET.get(name, ""))
    except Http404:
        return timezone.localdate()


@for_those(reads_ledgers)
def day_list(request: HttpRequest) -> HttpResponse:
    """Whoever keeps days sees their own month; by office everybody's day."""
    if may_keep_ledgers(request.user) and not sees_all_cases(request.user):
        return _month(request, request.user)
    return board(request)


@login_required
def person_month(request: HttpRequest, key: str) -> HttpResponse:
    return _month(request, get_object_or_404(ledger_people(request.user), key=key))


def _month(request: HttpRequest, person: User) -> HttpResponse:
    month = _asked_day(request, "month").replace(day=1)
    weeks = month_of(person, month)
    context = {
        "person": person,
        "own": person == request.user,
        "weeks": weeks,
        "total": total(one.figures for week in weeks for one in week if one is not None and not one.ahead),
        "month": month,
        "before": month - timedelta(days=1),
        "after": month + timedelta(days=31),
        "today": timezone.localdate(),
        "others": ledger_keepers(request.user).exclude(pk=request.user.pk).exists(),
        "flag_words": FLAGS,
        "tab": "days",
    }
    return render(request, "operations/day_month.html", context)


@for_those(reads_ledgers)
def board(request: HttpRequest) -> HttpResponse:
    """One day of everybody in scope, side by side."""
    day = _asked_day(request, "day")
    people = list(ledger_keepers(request.user))
    found = day_lines(people, day, day)
    lines = [found[one.pk][0] for one in people]
    context = {
        "lines": [(line, [FLAGS[name] for name in line.flags]) for line in lines],
        "raised": sum(bool(line.flags) for line in lines),
        "total": together(line.figures for line in lines),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "today": timezone.localdate(),
        "tab": "days",
    }
    return render(request, "operations/day_board.html", context)


def _person(request: HttpRequest, key: str) -> User:
    return get_object_or_404(ledger_people(request.user), key=key)


@login_required
def sheet(request: HttpRequest, key: str, day: str) -> HttpResponse:
    """Counted above, written below; the owner writes until it is closed."""
    person, on = _person(request, key), _day(day)
    if request.method != "POST":
        return _page(request, person, on)
    if person != request.user or not may_keep_ledgers(request.user):
        raise PermissionDenied
    form = DayForm(request.POST)
    if form.is_valid():
        try:
            write_day(person=person, day=on, fields=form.cleaned_data)
            if request.POST.get("close"):
                close_day(person=person, day=on)
        except CaseProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, _("The day is closed.") if request.POST.get("close") else _("Saved."))
            return redirect("day-sheet", person.key, on.isoformat())
    return _page(request, person, on, form=form)


def _page(request: HttpRequest, person: User, day: date, **failed: Form) -> HttpResponse:
    line = day_lines([person], day, day)[person.pk][0]
    kept, own = line.sheet, person == request.user and may_keep_ledgers(request.user)
    start: dict[str, Any] = {name: getattr(kept, name) for name in WRITTEN} if kept else {"shift": "full", "planned_visits": 0}
    context = {
        "person": person,
        "day": day,
        "line": line,
        "sheet": kept,
        "own": own,
        "flags": [FLAGS[name] for name in line.flags],
        "figures": [(label, getattr(line.figures, name), name) for name, label in FIGURES.items()],
        "form": DayForm(initial=start),
        "comment_form": CommentForm(initial={"comment": kept.comment if kept else ""}),
        "may_comment": may_comment(request.user, person),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "closable": day <= timezone.localdate(),
        **failed,
    }
    return render(request, "operations/day_sheet.html", context, status=422 if failed else 200)


@login_required
@require_POST
def comment(request: HttpRequest, key: str, day: str) -> HttpResponse:
    person, on, form = _person(request, key), _day(day), CommentForm(request.POST)
    if not may_comment(request.user, person):
        raise PermissionDenied
    if form.is_valid():
        try:
            comment_day(person=person, day=on, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, _("The comment is kept; %(person)s has been told.") % {"person": person.name})
            return redirect("day-sheet", person.key, on.isoformat())
    return _page(request, person, on, comment_form=form)
