"""What signing in leaves behind: a line in the log, and not too many open sessions."""

from collections.abc import Iterable
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from lms.records.actions import log_act
from lms.records.enums import Verb

from ..models import User, UserSession


def _end(user: User, keys: list[str]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store(key).delete()  # from the cache too, where sessions are kept in both
    user.open_sessions.filter(session_key__in=keys).delete()


@transaction.atomic
def note_sign_in(*, user: User, session_key: str, method: str, limit: int, device: str = "", now: datetime | None = None) -> int:
    """Log a sign-in and end the oldest sessions beyond ``limit``; how many were ended."""
    moment = now or timezone.now()
    UserSession.objects.update_or_create(session_key=session_key, defaults={"user": user, "started_at": moment, "device": device})
    alive = set(
        Session.objects.filter(session_key__in=user.open_sessions.values("session_key"), expire_date__gt=moment).values_list(
            "session_key", flat=True
        )
    )
    user.open_sessions.exclude(session_key__in=alive | {session_key}).delete()
    surplus = list(user.open_sessions.order_by("-started_at", "-id").values_list("session_key", flat=True)[limit:])
    _end(user, surplus)
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=user.key,
        verb=Verb.SIGNED_IN,
        object_kind="account",
        object_id=user.key,
        details={"method": method, "ended_sessions": len(surplus)},
        now=moment,
    )
    return len(surplus)


@transaction.atomic
def change_password(*, user: User, password: str, now: datetime | None = None) -> None:
    """Set the person's own password; every other session ends, because the session hash changes with it."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    log_act(
        organisation_key=user.bank.public_id if user.bank else "",
        actor_key=user.key,
        verb=Verb.PASSWORD_CHANGED,
        object_kind="account",
        object_id=user.key,
        now=now,
    )


@transaction.atomic
def end_sessions(*, user: User, session_keys: Iterable[str], actor_key: str) -> int:
    """Sign ``user`` out on these devices; keys that are not theirs are left alone. How many were ended."""
    keys = list(user.open_sessions.filter(session_key__in=list(session_keys)).values_list("session_key", flat=True))
    _end(user, keys)
    if keys:
        log_act(
            organisation_key=user.bank.public_id if user.bank else "",
            actor_key=actor_key,
            verb=Verb.REMOVED,
            object_kind="session",
            object_id=user.key,
            details={"ended_sessions": len(keys)},
        )
    return len(keys)
