"""Requests that a signed ticket authenticates: nobody looks up their session or their user."""

import re
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

# Answers are saved every few seconds by everybody in the hall, and a committee room is asked for news every two seconds by all in it;
# a session and a user each cost as much as the answer itself.
TICKETED = re.compile(r"/assessments/sittings/[-\w]+/answers/|/simulations/committees/[-\w]+/state/")


class TicketedPathMiddleware:
    """Stands right after AuthenticationMiddleware, so that all later ones meet a stranger instead of asking the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if TICKETED.fullmatch(request.path):
            request.user = AnonymousUser()
        return self.get_response(request)
