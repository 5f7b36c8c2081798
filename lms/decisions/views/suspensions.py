"""Stopping somebody's authority at once; the list of what was stopped; the ladder."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from ..actions import DecisionProblem
from ..actions.ladder import open_ladder
from ..actions.suspend import suspend_person
from ..forms.recognition import SuspendForm
from ..permissions import may_decide, reads_decisions
from ..queries.ladder import rungs_for
from ..queries.panel_packet import in_order, node_names
from ..queries.panels import by_office
from ..queries.scope import cohorts_decided_by
from ..queries.suspensions import held_nodes, stops_somebody, suspendable_people, suspensions_visible_to, with_something_left


@login_required
@require_GET
def suspension_list(request: HttpRequest) -> HttpResponse:
    """Whom one may stop, and what was stopped."""
    if not (stops_somebody(request.user) or reads_decisions(request.user)):
        raise Http404
    nodes = node_names()
    page = Paginator(suspensions_visible_to(request.user), 30).get_page(request.GET.get("page"))
    for row in page:
        row.node_words = "、".join(nodes.get(code, code) for code in in_order(row.nodes))
    q = request.GET.get("q", "").strip()[:60]
    people = with_something_left(suspendable_people(request.user, text=q))
    context = {"page": page, "people": people[:30], "q": q, "may_stop": stops_somebody(request.user)}
    context["by_office"] = by_office(request.user)
    return render(request, "decisions/suspension_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def suspension_new(request: HttpRequest, key: str) -> HttpResponse:
    """At once, with a reason, by one person: whom one may not stop does not exist here."""
    person = get_object_or_404(suspendable_people(request.user), key=key)
    form = SuspendForm(held_nodes(person), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = suspend_person(user=person, actor=request.user, **form.cleaned_data)
        except DecisionProblem as problem:
            form.add_error(None, problem)
        else:
            words = ngettext("Stopped at %(count)d node.", "Stopped at %(count)d nodes.", len(made.nodes)) % {"count": len(made.nodes)}
            messages.success(request, words)
            return redirect("suspension-list")
    return render(request, "decisions/suspension_new.html", {"person": person, "form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def ladder(request: HttpRequest) -> HttpResponse:
    """Classes whose evaluation is final; one act admits everybody who passed to watching."""
    if not reads_decisions(request.user):
        raise Http404
    if request.method == "POST":
        cohort = get_object_or_404(cohorts_decided_by(request.user), public_id=request.POST.get("cohort", ""))
        try:
            admitted = open_ladder(cohort=cohort, actor=request.user)
        except DecisionProblem as problem:
            messages.error(request, problem.sentence)
        else:
            words = ngettext("%(count)d person may watch real cases now.", "%(count)d people may watch real cases now.", len(admitted))
            messages.success(request, words % {"count": len(admitted)})
        return redirect("ladder")
    rungs = rungs_for(request.user)
    for rung in rungs:
        rung.decision.may_open = may_decide(request.user, rung.decision.cohort)
    return render(request, "decisions/ladder.html", {"rungs": rungs, "by_office": by_office(request.user)})
