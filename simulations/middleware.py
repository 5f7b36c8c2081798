"""Nothing new in a room (committee, investigation): the commonest answer of all, given before session, user and language come into it."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from assessments.domain.ticket import TicketRefused

from .actions.tickets import read_room_ticket
from .queries.room import version_of
from .queries.visit import version_of_visit

NEWS = re.compile(r"/simulations/(committees|investigations)/([-\w]+)/state/")
VERSIONS: dict[str, Callable[[str], int | None]] = {"committees": version_of, "investigations": version_of_visit}


def unchanged(request: HttpRequest, room: str, public_id: str) -> HttpResponse | None:
    """304 while nothing has happened: the ticket and one number are all it takes. None where there is more to say."""
    known = request.META.get("HTTP_IF_NONE_MATCH")
    try:
        ticket = read_room_ticket(request.META.get("HTTP_X_ROOM_TICKET", ""), timezone.now()) if known else None
    except TicketRefused:
        return None
    if ticket is None or ticket.sitting != public_id or known != f'"{VERSIONS[room](public_id)}"':
        return None
    return HttpResponse(status=304, headers={"ETag": known, "Cache-Control": "no-store"})


class RoomNewsMiddleware:
    """Stands right behind the redirect to https: a 304 has no body and needs no policy for one. Whatever it can't answer goes the
    usual way to the view of the same address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = NEWS.fullmatch(request.path_info) if request.method == "GET" else None
        return (unchanged(request, asked[1], asked[2]) if asked else None) or self.get_response(request)
