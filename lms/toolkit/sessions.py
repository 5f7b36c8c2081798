"""Django's sessions in the database, looked up by a prepared read: every request of everybody begins with it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from .prepared import Prepared


def _unexpired(key: Any, now: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_UNEXPIRED = Prepared(_unexpired, key=CharField(), now=DateTimeField())


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        session = next(iter(_UNEXPIRED.fetch(key=self.session_key, now=timezone.now())), None)
        if session is None:
            self._session_key = None
        return session
