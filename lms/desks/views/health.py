"""What monitoring and crawlers ask for."""

from dataclasses import asdict

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ..domain.health import verdict
from ..queries.health import readings


@require_GET
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """503 only when the database fails: a late worker must not take the pages off the load balancer, it is named instead."""
    try:
        found = readings(timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "down", "database": False}, status=503)
    checks = {one.name: {key: value for key, value in asdict(one).items() if key != "name"} for one in found}
    return JsonResponse({"status": verdict(found), "database": True, **checks})


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
