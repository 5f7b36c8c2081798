"""What every room with news shares: the ticket, answers in JSON, keys that make repeats harmless."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from assessments.domain.ticket import Ticket, TicketRefused
from lms.toolkit.random_ids import public_id as random_id

from ..actions.tickets import read_room_ticket


def answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})


def admitted(request: HttpRequest, public_id: str) -> Ticket | HttpResponse:
    """The ticket of this room, or 403. That nothing has changed is said by the middleware, before this is asked."""
    try:
        ticket = read_room_ticket(request.headers.get("X-Room-Ticket", ""), timezone.now())
    except TicketRefused as refusal:
        return answer({"error": refusal.reason}, 403)
    return ticket if ticket.sitting == public_id else answer({"error": "other_room"}, 403)


def news(parts: dict[str, str], version: int) -> JsonResponse:
    found = answer({"version": version, "parts": parts, "now": timezone.now().isoformat()})
    found["ETag"] = f'"{version}"'
    return found


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def act_key(text: str) -> str:
    """The page's own key makes a doubled request harmless; a form without script gets a fresh one."""
    fine = 8 <= len(text) <= 64 and text.isascii() and text.isprintable()
    return f"page-{text}"[:64] if fine else f"form-{random_id()}"


def words_of(errors: dict[str, list[str]]) -> list[str]:
    return [word for group in errors.values() for word in group]
