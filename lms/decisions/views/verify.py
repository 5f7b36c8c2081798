"""Whether a certificate is worth something, for anybody who holds one. Says the same about every number that is none."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from lms.toolkit.throttle import too_often

from ..documents.certificate_words import node_names, node_states
from ..domain.certificate_states import masked_name
from ..forms.certificates import NumberForm
from ..models import SigningKey
from ..queries import certificate_of_number
from ..queries.certificates import worth_of

LOOK_UPS, WITHIN_SECONDS = 30, 60


def _answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Never kept by anybody on the way, never found by a search engine."""
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_GET
def verify_form(request: HttpRequest) -> HttpResponse:
    asked = "number" in request.GET
    form = NumberForm(request.GET if asked else None)
    if asked and form.is_valid() and "/" not in form.cleaned_data["number"]:
        return redirect("verify-number", form.cleaned_data["number"])
    return _answer(request, "decisions/verify_form.html", {"form": form})


@require_GET
def verify_number(request: HttpRequest, number: str) -> HttpResponse:
    """A number nobody has issued and one that can't exist get one answer; a limit for each address ends all guessing."""
    if too_often("verify", request.META.get("REMOTE_ADDR", ""), limit=LOOK_UPS, seconds=WITHIN_SECONDS):
        response = _answer(request, "decisions/verify_wait.html", {"seconds": WITHIN_SECONDS}, status=429)
        response.headers["Retry-After"] = str(WITHIN_SECONDS)
        return response
    row = certificate_of_number(number)
    if row is None:
        return _answer(request, "decisions/verify_unknown.html", {"form": NumberForm()}, status=404)
    language, worth = get_language() or "", worth_of([row], timezone.localdate())[row.pk]
    context = {
        "certificate": row,
        "status": worth.status,
        "name": masked_name(row.holder),
        "nodes": node_names(row.nodes, language),
        "node_states": node_states(worth, language),
        "asked_at": timezone.now(),
    }
    return _answer(request, "decisions/verify_number.html", context)


@require_GET
def verify_keys(request: HttpRequest) -> JsonResponse:
    """What an offline verifier needs to keep."""
    keys = [
        {
            "key": row.key_id,
            "algorithm": row.algorithm,
            "public_key": row.public_key,
            "created": row.created_at,
            "retired": row.retired_at,
        }
        for row in SigningKey.objects.all()
    ]
    return JsonResponse({"format": "duzuo.certificate-keys/1", "keys": keys})
