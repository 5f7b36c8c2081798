"""The marketing ledger: list, the form for the street, what arrives from it, one visit."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.downloads import XLSX, file_response
from lms.toolkit.random_ids import public_id as new_id
from lms.toolkit.sent_entry import BadEntry, SentEntry, entry_refused, entry_taken, entry_unreadable, read_entry
from lms.toolkit.uploads import CONTENT_TYPES

from ..actions.problems import CaseProblem
from ..actions.visit_case import Application, case_from_visit
from ..actions.visits import NewVisit, known_visit, open_contact, record_visit, settle_visit, withdraw_visit, words_of
from ..documents.visit_list import visits_workbook
from ..domain.visits import BadVisit, arrived_late
from ..enums import Intent, OperationsMode, VisitResult, VisitSource
from ..forms import refuse
from ..forms.application import VisitCaseForm
from ..forms.visits import OutcomeForm, ReasonForm, VisitForm
from ..models import Visit
from ..permissions import may_keep_grid, may_keep_ledgers, reads_ledgers
from ..queries import mode_of
from ..queries.coverage import areas_of
from ..queries.ledger_scope import ledger_keepers, visits_visible_to
from ..queries.scope import cases_visible_to
from ..queries.visits import visit_list, waiting_again
from .access import stepped_back
from .ledger_access import for_those
from .ledger_periods import PERIODS, period_days

FILTERS = ("q", "intent", "source", "result", "person", "area", "state", "when")
AT_MOST = 20_000


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "").strip() for name in FILTERS}


@for_those(reads_ledgers)
def visits(request: HttpRequest) -> HttpResponse:
    """What waits for another visit on top, then every visit in scope."""
    chosen = _chosen(request)
    first, last = period_days(chosen["when"], timezone.localdate())
    page = Paginator(visit_list(request.user, chosen, first=first, last=last), 30).get_page(request.GET.get("page"))
    people = [(one.key, one.name) for one in ledger_keepers(request.user)]
    states = [("again", _("next step due")), ("late", _("not the same day")), ("case", _("became a case")), ("withdrawn", _("withdrawn"))]
    filters = [
        ("when", _("Any time"), PERIODS, chosen["when"]),
        ("intent", _("Any intent"), Intent.choices, chosen["intent"]),
        ("result", _("Any result"), VisitResult.choices, chosen["result"]),
        ("source", _("Any source"), VisitSource.choices, chosen["source"]),
        ("state", _("Any state"), states, chosen["state"]),
    ]
    if len(people) > 1:
        filters.append(("person", _("Everybody"), people, chosen["person"]))
    own = visits_visible_to(request.user).filter(user=request.user)
    context = {
        "page": page,
        "q": chosen["q"],
        "filters": filters,
        "narrowed": any(chosen.values()),
        "waiting": list(waiting_again(own, timezone.localdate())[:12]) if may_keep_ledgers(request.user) else [],
        "export_url": f"{reverse('visit-export')}?{request.GET.urlencode()}",
        "keeps": may_keep_ledgers(request.user),
        "tab": "visits",
    }
    return render(request, "operations/visit_list.html", context)


@for_those(reads_ledgers)
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, masked."""
    chosen, now = _chosen(request), timezone.now()
    first, last = period_days(chosen["when"], timezone.localdate(now))
    rows = visit_list(request.user, chosen, first=first, last=last)[:AT_MOST]
    content = visits_workbook(visits=rows, printed_by=request.user.name, now=now)
    log_act(
        organisation_key=request.user.bank.public_id, actor_key=request.user.key, verb=Verb.EXPORTED, object_kind="visit",
        details={"rows": len(rows)}, now=now,
    )  # fmt: skip
    return file_response(content, name=f"{_('Marketing ledger')}-{timezone.localdate(now):%Y%m%d}.xlsx", content_type=XLSX)


def _form(request: HttpRequest, entry: SentEntry | None = None, **options: Any) -> VisitForm:
    sent = (entry.data, entry.files) if entry else (None, None)
    return VisitForm(*sent, user=request.user, areas=areas_of(request.user), **options)


@for_those(may_keep_ledgers)
def add(request: HttpRequest) -> HttpResponse:
    """The form for the street; after ``?after=`` it continues an earlier visit."""
    earlier = None
    if key := request.GET.get("after", ""):
        earlier = get_object_or_404(Visit.objects.filter(user=request.user, withdrawn_at__isnull=True), public_id=key)
    areas = areas_of(request.user)
    start: dict[str, Any] = {"happened_at": timezone.localtime(), "area": areas[0].public_id if areas else ""}
    if earlier is not None:
        start |= {"merchant": earlier.merchant, "industry": earlier.industry, "address": earlier.address, "consent": earlier.consent}
        start |= {"source": earlier.source, "channel": earlier.channel, "earlier": earlier.public_id}
        start |= {"area": earlier.area.public_id if earlier.area else ""}
    form = VisitForm(user=request.user, areas=areas, initial=start)
    return _add_page(request, form, earlier=earlier)


def _add_page(request: HttpRequest, form: VisitForm, *, earlier: Visit | None = None, status: int = 200) -> HttpResponse:
    next_days = [(1, _("tomorrow")), (3, _("in 3 days")), (7, _("in a week")), (30, _("in a month"))]
    context = {"form": form, "earlier": earlier, "client_key": new_id(), "next_days": next_days}
    return render(request, "operations/visit_form.html", context, status=status)


@require_POST
@for_those(may_keep_ledgers)
def send(request: HttpRequest) -> HttpResponse:
    """What the phone sends, now or when it is back on the network; the same key twice is one visit."""
    try:
        entry = read_entry(request)
    except BadEntry:
        return entry_unreadable()
    known = known_visit(request.user, entry.client_key)
    if known is not None:
        return _taken(request, entry, known, repeated=True)
    form = _form(request, entry)
    if form.is_valid():
        try:
            visit, new = record_visit(user=request.user, visit=_said(form, entry))
        except BadVisit as bad:
            form.add_error(bad.field, words_of(bad))
        except CaseProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            return _taken(request, entry, visit, repeated=not new)
    return entry_refused(form) if entry.by_script else _add_page(request, form, status=422)


def _said(form: VisitForm, entry: SentEntry) -> NewVisit:
    data = form.cleaned_data
    photo: UploadedFile | None = data["photo"]
    return NewVisit(
        client_key=entry.client_key, happened_at=data["happened_at"], fields={k: v for k, v in data.items() if v != ""},
        operator=data["operator"].strip(), phone="".join(data["phone"].split()), area=data["area"], earlier=data["earlier"],
        photo=photo.read() if photo else b"", photo_name=str(photo.name) if photo else "", entered_at=entry.entered_at,
    )  # fmt: skip


def _taken(request: HttpRequest, entry: SentEntry, visit: Visit, *, repeated: bool) -> HttpResponse:
    names = {"merchant": visit.merchant, "number": visit.number}
    words = _("%(merchant)s is in the ledger: %(number)s.") if not repeated else _("%(merchant)s was in the ledger already: %(number)s.")
    url = reverse("visit-detail", args=[visit.public_id])
    if entry.by_script:
        return entry_taken(message=words % names, url=url, repeated=repeated)
    messages.success(request, words % names)
    return redirect(url)


def _visit(request: HttpRequest, public_id: str) -> Visit:
    rows = visits_visible_to(request.user).select_related("bank", "area__branch", "earlier")
    return get_object_or_404(rows, public_id=public_id)


def _own(request: HttpRequest, public_id: str) -> Visit:
    visit = _visit(request, public_id)
    if visit.user_id != request.user.pk or not may_keep_ledgers(request.user):
        raise PermissionDenied
    return visit


@login_required
def detail(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, _visit(request, public_id))


def _page(request: HttpRequest, visit: Visit, *, contact: Any = None, status: int = 200, **failed: Form) -> HttpResponse:
    own = visit.user_id == request.user.pk and may_keep_ledgers(request.user)
    start = {"case": visit.case.public_id if visit.case else "", "no_case": visit.no_case}
    context = {
        "visit": visit,
        "own": own,
        "later": list(visits_visible_to(request.user).filter(earlier=visit).order_by("happened_at")[:20]),
        "waited": arrived_late(visit.entered_at, visit.recorded_at),
        "outcome_form": OutcomeForm(cases=cases_visible_to(request.user), initial=start),
        "may_become": own and visit.result == VisitResult.TALKED and not visit.case_id and mode_of(visit.bank_id) != OperationsMode.OUTSIDE,
        "withdraw_form": ReasonForm(),
        "contact_form": ReasonForm(),
        "contact": contact,
        **failed,
    }
    return render(request, "operations/visit_detail.html", context, status=422 if failed else status)


@login_required
@require_POST
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    visit = _own(request, public_id)
    form = OutcomeForm(request.POST, cases=cases_visible_to(request.user))
    if form.is_valid():
        try:
            settle_visit(visit=visit, case=form.cleaned_data["case"], no_case=form.cleaned_data["no_case"], actor=request.user)
        except CaseProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, _("Noted."))
            return redirect("visit-detail", visit.public_id)
    return _page(request, visit, outcome_form=form)


@login_required
@require_http_methods(["GET", "POST"])
def make_case(request: HttpRequest, public_id: str) -> HttpResponse:
    """The visitor's own case, made of the visit."""
    visit = _own(request, public_id)
    if back := stepped_back(request):
        return back
    full = mode_of(visit.bank_id) == OperationsMode.FULL
    form = VisitCaseForm(request.POST or None, visit=visit, full=full)
    if request.method == "POST" and form.is_valid():
        try:
            case = case_from_visit(visit=visit, application=Application(**form.cleaned_data), actor=request.user)
        except CaseProblem as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("The case is entered."))
            return redirect("case-folder" if full else "case-detail", case.public_id)
    return render(request, "operations/visit_case.html", {"form": form, "visit": visit, "full": full}, status=422 if form.is_bound else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    visit, form = _own(request, public_id), ReasonForm(request.POST)
    if form.is_valid():
        try:
            withdraw_visit(visit=visit, reason=form.cleaned_data["reason"], actor=request.user)
        except CaseProblem as problem:
            form.add_error(None, problem.sentence)
        else:
            messages.success(request, _("The visit is withdrawn; it stays on file and counts nowhere."))
            return redirect("visit-detail", visit.public_id)
    return _page(request, visit, withdraw_form=form)


@login_required
@never_cache
@require_POST
def contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name and number in full, on this one answer; the log keeps who looked."""
    visit, form = _visit(request, public_id), ReasonForm(request.POST)
    if visit.user_id != request.user.pk and not may_keep_grid(request.user):
        raise PermissionDenied
    try:
        found = open_contact(visit=visit, reason=request.POST.get("reason", "")[:200], actor=request.user)
    except CaseProblem as problem:
        form.is_valid()
        form.add_error(None, problem.sentence)
        return _page(request, visit, contact_form=form)
    return _page(request, visit, contact=found)


@login_required
@require_safe
def photo(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The picture, to whoever sees the visit."""
    visit = _visit(request, public_id)
    if not visit.photo:
        raise Http404(pgettext("visit", "no photo"))
    kind = visit.photo.name.rpartition(".")[2]
    response = FileResponse(visit.photo.open("rb"), content_type=CONTENT_TYPES.get(kind, "application/octet-stream"))
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
