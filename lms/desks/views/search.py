"""One search over everything a person may see."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..queries.search import SHORTEST, search_everything

LABELS = {
    "person": _("People"),
    "mentee": _("My mentees"),
    "trainee": _("Trainees of my classes"),
    "cohort": _("Cohorts"),
    "course": _("Courses"),
    "lesson": pgettext_lazy("search", "Lessons"),
    "question": _("Questions"),
    "decision": _("Rankings"),
}


@login_required
def search(request: HttpRequest) -> HttpResponse:
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:60]
    groups = [(kind, LABELS[kind], hits) for kind, hits in search_everything(request.user, q)]
    total = sum(len(hits) for _kind, _label, hits in groups)
    return render(request, "desks/search.html", {"q": q, "groups": groups, "total": total, "too_short": 0 < len(q) < SHORTEST})
