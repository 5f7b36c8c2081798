"""Node control, signals, and the teaching case of a finished case."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..actions import CaseProblem
from ..actions.signals import close_signal, raise_signals
from ..actions.teaching import make_teaching_case, told_again
from ..documents.control_workbook import control_workbook
from ..documents.late_words import late_words
from ..documents.signal_words import signal_words
from ..enums import SignalKind
from ..forms import refuse
from ..forms.watch import CloseSignalForm, TeachingForm
from ..permissions import may_close_signals, may_keep_cases, may_see_signals
from ..queries import node_names
from ..queries.control import by_branch, by_person, late_things
from ..queries.signals import signals_visible_to
from .access import XLSX, tabs_for
from .files import file_response
from .folder import folder_or_404


@login_required
@require_GET
def node_control(request: HttpRequest) -> HttpResponse:
    """Everybody sees what waits on their own cases, the offices all of the bank."""
    user, nodes = request.user, node_names()
    everything = late_things(user, timezone.localdate())
    person, branch = request.GET.get("person", ""), request.GET.get("branch", "")
    rows = [one for one in everything if person in {"", one.person.key if one.person else "-"}]
    rows = [one for one in rows if branch in {"", one.case.branch.public_id if one.case.branch else "-"}]
    if request.GET.get("format") == "xlsx" and user.bank is not None:
        log_act(organisation_key=user.bank.public_id, actor_key=user.key, verb=Verb.EXPORTED, object_kind="node_control")
        content = control_workbook(rows=rows, nodes=nodes, printed_by=user.name, now=timezone.now())
        return file_response(content, name=f"{_('Node control')}.xlsx", content_type=XLSX)
    people = {one.person.key: one.person.name for one in everything if one.person}
    branches = {one.case.branch.public_id: str(one.case.branch) for one in everything if one.case.branch}
    page = Paginator([(one, late_words(one, nodes)) for one in rows], 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "tabs": tabs_for(user, "node-control"),
        "total": len(rows),
        "people": by_person(rows),
        "branches": by_branch(rows),
        "filters": [
            ("person", _("Anybody"), sorted(people.items()), person),
            ("branch", _("Any branch"), sorted(branches.items()), branch),
        ],
        "narrowed": bool(person or branch),
    }
    return render(request, "operations/node_control.html", context)


@login_required
@require_GET
def signal_list(request: HttpRequest) -> HttpResponse:
    if not may_see_signals(request.user):
        raise PermissionDenied
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    rows = signals_visible_to(request.user)
    if state != "all":
        rows = rows.filter(closed_at__isnull=state != "closed")
    if kind in SignalKind.values:
        rows = rows.filter(kind=kind)
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "tabs": tabs_for(request.user, "signal-list"),
        "lines": [(one, signal_words(one)) for one in page],
        "may_close": may_close_signals(request.user),
        "filters": [
            ("state", _("Open ones"), [("closed", _("closed ones")), ("all", _("open and closed"))], state),
            ("kind", _("Any kind"), SignalKind.choices, kind),
        ],
        "narrowed": bool(state or kind),
    }
    return render(request, "operations/signal_list.html", context)


@login_required
@require_POST
def signal_look(request: HttpRequest) -> HttpResponse:
    """Looks now, instead of waiting for the night."""
    if not may_close_signals(request.user):
        raise PermissionDenied
    made = raise_signals(bank=request.user.bank)
    messages.success(request, _("New signals: %(count)d.") % {"count": len(made)})
    return redirect("signal-list")


@login_required
@require_http_methods(["GET", "POST"])
def signal_close(request: HttpRequest, public_id: str) -> HttpResponse:
    signal = get_object_or_404(signals_visible_to(request.user), public_id=public_id)
    if not may_close_signals(request.user):
        raise PermissionDenied
    form = CloseSignalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_signal(signal=signal, actor=request.user, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The signal is closed; your note stands with it."))
            return redirect("signal-list")
    context = {"signal": signal, "words": signal_words(signal), "form": form}
    return render(request, "operations/signal_close.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def teaching(request: HttpRequest, public_id: str) -> HttpResponse:
    """First the finished text, to be read; then the button that keeps it."""
    case, _folder = folder_or_404(request, public_id)
    if not may_keep_cases(request.user):
        raise PermissionDenied
    form, told = TeachingForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            if "keep" in request.POST:
                made = make_teaching_case(case=case, actor=request.user, **form.cleaned_data)
                messages.success(request, _("Kept as teaching case “%(title)s”.") % {"title": made.title})
                return redirect("case-folder", case.public_id)
            told = told_again(case=case, **form.cleaned_data)
        except CaseProblem as problem:
            refuse(form, problem)
    context = {"case": case, "form": form, "told": told}
    return render(request, "operations/teaching_form.html", context, status=422 if form.is_bound and told is None else 200)
