"""How people get in: Django's own password check, and what allauth does after it."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse

from .actions import note_sign_in
from .domain.devices import device_words
from .models import User
from .queries.signed_in import signed_in_person

SESSIONS_AT_ONCE = 3


class PeopleBackend(ModelBackend):
    """Authentication by the internal name: same hashing, and the same dummy hash for unknown names."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session with their bank and roles in one query; a closed account or bank ends the session."""
        user = signed_in_person(user_id)
        if user is None or not self.user_can_authenticate(user) or (user.bank is not None and not user.bank.is_active):
            return None
        return user


class AccountAdapter(DefaultAccountAdapter):
    """Ties allauth's stages (the second factor) to our own log and session limit."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def sessions_at_once(self, user: User) -> int:
        """How many devices may be signed in; a room that knows the bank's policies says otherwise."""
        return SESSIONS_AT_ONCE

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        if not request.session.session_key:
            request.session.save()
        method = request.session.pop("sign_in_method", "password")
        note_sign_in(
            user=user,
            session_key=str(request.session.session_key),
            method=method,
            limit=self.sessions_at_once(user),
            device=device_words(request.headers.get("User-Agent", "")),
        )
        return super().post_login(request, user, **kwargs)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The desk greets people; allauth stays silent."""
