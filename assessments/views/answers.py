"""Where a sitting's page sends its answers: the signed ticket says who it is, so no session and no user is looked up."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lms.toolkit.canonical import CanonicalError, loads

from ..actions.save_answer import AnswerIn, AnswerRefused, save_answer
from ..actions.tickets import read_ticket
from ..domain.question import BadAnswer
from ..domain.sitting import MAX_POSITION, check_value
from ..domain.ticket import TicketRefused

MAX_BYTES = 96 * 1024
MAX_SEQ = 2**31 - 1
FIELDS = frozenset({"ticket", "key", "client_seq", "position", "value", "flagged"})


class Malformed(ValueError):
    """What was sent is not an answer; no honest page sends it."""


def _number(data: Mapping[str, Any], name: str, maximum: int) -> int:
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= maximum:
        raise Malformed(name)
    return value


def _read(body: bytes) -> Mapping[str, Any]:
    if len(body) > MAX_BYTES:
        raise Malformed("size")
    try:
        data = loads(body)
    except CanonicalError as error:
        raise Malformed("json") from error
    if not isinstance(data, dict) or set(data) != FIELDS:
        raise Malformed("fields")
    if not isinstance(data["ticket"], str) or not isinstance(data["flagged"], bool):
        raise Malformed("types")
    key = data["key"]
    if not isinstance(key, str) or not 8 <= len(key) <= 64 or not key.isascii() or not key.isprintable():
        raise Malformed("key")
    return data


# The ticket in the body authenticates, and a foreign page can't have it: there is nothing for a CSRF token to protect.
@csrf_exempt
@require_POST
def answer_save(request: HttpRequest, public_id: str) -> JsonResponse:
    received_at = timezone.now()
    try:
        data = _read(request.body)
        ticket = read_ticket(data["ticket"], received_at)
        answer = AnswerIn(
            sitting=public_id,
            nonce=ticket.nonce,
            position=_number(data, "position", MAX_POSITION),
            value=check_value(data["value"]),
            flagged=data["flagged"],
            client_seq=_number(data, "client_seq", MAX_SEQ),
            key=data["key"],
            received_at=received_at,
        )
    except (Malformed, BadAnswer) as error:
        return _answer({"error": "malformed", "detail": str(error)}, 400)
    except TicketRefused as refusal:
        return _answer({"error": "ticket", "detail": refusal.reason}, 403)
    if ticket.sitting != public_id:
        return _answer({"error": "ticket", "detail": "other_sitting"}, 403)
    try:
        saved = save_answer(answer)
    except AnswerRefused as refusal:
        return _answer({"error": refusal.reason, "recorded": refusal.recorded}, 404 if refusal.reason == "gone" else 409)
    return _answer({**saved.receipt.as_dict(), "deadline": saved.deadline_at.isoformat(), "now": timezone.now().isoformat()}, 200)


def _answer(content: dict[str, Any], status: int) -> JsonResponse:
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})
