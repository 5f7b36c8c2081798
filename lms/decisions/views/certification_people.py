"""Who has seen what, and how mentors measure."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..permissions import reads_certification


@login_required
def certification_coverage(request: HttpRequest) -> HttpResponse:
    if not reads_certification(request.user):
        raise Http404
    return render(request, "decisions/certification_coverage.html", {})


@login_required
def certification_mentors(request: HttpRequest) -> HttpResponse:
    if not reads_certification(request.user):
        raise Http404
    return render(request, "decisions/certification_mentors.html", {})
