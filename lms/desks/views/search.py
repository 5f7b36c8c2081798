"""One search over everything a person may see."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lms.people.queries import people_visible_to, search_people


@login_required
def search(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:60]
    people = search_people(people_visible_to(request.user), q)[:20] if len(q) >= 2 else []
    return render(request, "desks/search.html", {"q": q, "people": people})
