"""What every message that changes something has in common: strict JSON, and a key under which it counts once."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.parser import Parser

from ..actions import Done, answer_once
from .errors import invalid
from .tokens import CallRequest

KEY = re.compile(r"[A-Za-z0-9_.:-]{8,64}")
# Behind another backslash it is six characters and no null character.
NULL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def described_key(*, required: bool = True) -> dict[str, Any]:
    """The header in an address's description; the framework knows of it only what it is told."""
    schema = {"type": "string", "pattern": f"^{KEY.pattern}$"}
    words = "One for each message: the same key with the same body has one effect and one answer."
    return {"parameters": [{"in": "header", "name": "Idempotency-Key", "required": required, "schema": schema, "description": words}]}


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


class StrictParser(Parser):
    """JSON as the standard has it: no NaN, and no text that a database would refuse (null characters, halves of a character)."""

    def parse_body(self, request: HttpRequest) -> Any:
        value = json.loads(request.body, parse_constant=_no_constant)
        text = json.dumps(value, ensure_ascii=False)
        text.encode()
        if NULL.search(text):
            raise ValueError("null character")
        return value


def change_once(request: CallRequest, operation: str, work: Callable[[], Done]) -> HttpResponse:
    """Answers ``work``, or what it answered when this key came first; without a key nothing is changed."""
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        reason = _("should be 8 to 64 letters, digits or the signs _ . : -")
        raise invalid([("Idempotency-Key", reason)])
    given = answer_once(
        system=request.auth.system, token=request.auth.token_hint, operation=operation, key=key, body=request.body, work=work
    )
    # Sorted: PostgreSQL keeps an answer with its names in an order of its own, and the same key must have the same bytes.
    answer = JsonResponse(given.answer, status=given.status, safe=False, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    if given.again:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer
