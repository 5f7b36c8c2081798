"""What every room with news shares: the ticket, 304 while nothing happened, answers in JSON, keys that make repeats harmless."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from assessments.domain.ticket import Ticket, TicketRefused
from lms.toolkit.random_ids import public_id as random_id

from ..actions.tickets import read_room_ticket


def answer(content: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})


def admitted(request: HttpRequest, public_id: str, version_of: Callable[[str], int | None]) -> Ticket | HttpResponse:
    """The ticket where there is news; 403 for a ticket of another room, 304 in one query while the version stands."""
    try:
        ticket = read_room_ticket(request.headers.get("X-Room-Ticket", ""), timezone.now())
    except TicketRefused as refusal:
        return answer({"error": refusal.reason}, 403)
    if ticket.sitting != public_id:
        return answer({"error": "other_room"}, 403)
    version = version_of(public_id)
    if version is None:
        raise Http404
    tag = f'"{version}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag, "Cache-Control": "no-store"})
    return ticket


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
