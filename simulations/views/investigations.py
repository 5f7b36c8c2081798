"""One's own investigations: the list, beginning one alone, what came of it; and what those who teach may look at."""

from secrets import choice

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from lms.records.models import IssuedDocument
from lms.toolkit.downloads import PDF, file_response

from ..actions.begin_investigation import begin_alone
from ..documents.investigation_report import report_pdf
from ..domain.scoring.rule import DEFAULT_RULE
from ..domain.trades import TRADES
from ..enums import InvestigationState, ScorePart
from ..forms.exercise import AloneForm
from ..models import Investigation
from ..queries.committees import cohort_of_trainee, committee_list
from ..queries.debrief import debrief_words
from ..queries.investigations import (
    cohorts_to_give_to,
    exercises_run_by,
    investigation_list,
    investigations_visible_to,
    investigations_watched_by,
    may_see_debrief,
)
from ..queries.visit import load_visit
from ..queries.visit_replay import path_of
from ..queries.worksheet import check_rows, sheet_groups

LATEST = 5


@login_required
@require_GET
@never_cache
def rehearsals(request: HttpRequest) -> HttpResponse:
    """The front of this room: what waits of both kinds."""
    context = {
        "investigations": list(investigation_list(request.user)[:LATEST]),
        "sittings": list(committee_list(request.user)[:LATEST]),
        "exercises": list(exercises_run_by(request.user).select_related("cohort").order_by("-opens_at", "-id")[:LATEST]),
        "may_give": cohorts_to_give_to(request.user).exists(),
        "may_rehearse": cohort_of_trainee(request.user) is not None,
    }
    return render(request, "simulations/rehearsals.html", context)


@login_required
@require_GET
@never_cache
def investigations(request: HttpRequest) -> HttpResponse:
    q, state = request.GET.get("q", "")[:60], request.GET.get("state", "")
    page = Paginator(investigation_list(request.user, state=state, text=q), 30).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": list(page.object_list),
        "q": q,
        "narrowed": bool(q or state),
        "filters": [("state", _("State"), list(InvestigationState.choices), state)],
        "may_give": cohorts_to_give_to(request.user).exists(),
        "may_rehearse": cohort_of_trainee(request.user) is not None,
    }
    return render(request, "simulations/investigation_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def investigation_new(request: HttpRequest) -> HttpResponse:
    cohort = cohort_of_trainee(request.user)
    if cohort is None:
        raise Http404
    form = AloneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        trade = form.cleaned_data["trade"] or choice(list(TRADES))
        made = begin_alone(actor=request.user, cohort=cohort, trade=trade, level=form.cleaned_data["level"])
        return redirect("investigation-room", made.public_id)
    context = {"form": form, "weights": ScorePart.weighed(DEFAULT_RULE)}
    return render(request, "simulations/investigation_new.html", context, status=422 if form.is_bound else 200)


WITH = ("bank", "cohort", "exercise", "exercise__created_by")


def visible_or_404(request: HttpRequest, public_id: str) -> Investigation:
    return get_object_or_404(investigations_visible_to(request.user).select_related(*WITH), public_id=public_id)


@login_required
@require_GET
@never_cache
def investigation_score(request: HttpRequest, public_id: str) -> HttpResponse:
    """What came of it, with the debrief as soon as nobody can profit from it any more."""
    investigation = visible_or_404(request, public_id)
    if investigation.state == InvestigationState.OPEN:
        raise Http404
    visit = load_visit(investigation)
    watches = investigations_watched_by(request.user).filter(pk=investigation.pk).exists()
    open_to_see = watches or may_see_debrief(investigation, request.user)
    context = {
        "investigation": investigation,
        "visit": visit,
        "watches": watches,
        "mine": visit.seat_of(request.user),
        "debrief": debrief_words(visit) if open_to_see else None,
        "views": [(seat, visit.state.views.get(seat.number, "")) for seat in visit.seats],
    }
    return render(request, "simulations/investigation_score.html", context)


@login_required
@require_GET
@never_cache
def investigation_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """As issued once signed; a draft before, for those who write it."""
    investigation = visible_or_404(request, public_id)
    visit = load_visit(investigation)
    if investigation.state == InvestigationState.OPEN and visit.seat_of(request.user) is None:
        raise Http404
    if investigation.report_document:
        with IssuedDocument.objects.get(public_id=investigation.report_document).file.open("rb") as file:
            content = file.read()
    else:
        content = report_pdf(visit, reader=visit.seat_of(request.user), printed_by=request.user.name, now=timezone.now())
    return file_response(content, name=_("Investigation report %(title)s.pdf") % {"title": investigation.title}, content_type=PDF)


@login_required
@require_GET
@never_cache
def investigation_replay(request: HttpRequest, public_id: str) -> HttpResponse:
    """The path, act by act: for those who teach, and after the debrief for those who went it."""
    investigation = visible_or_404(request, public_id)
    watches = investigations_watched_by(request.user).filter(pk=investigation.pk).exists()
    if not watches and not may_see_debrief(investigation, request.user):
        raise Http404
    visit = load_visit(investigation)
    context = {
        "investigation": investigation,
        "visit": visit,
        "lines": list(path_of(visit)),
        "groups": sheet_groups(visit),
        "checks": [row for row in check_rows(visit) if row.done],
    }
    return render(request, "simulations/investigation_replay.html", context)
