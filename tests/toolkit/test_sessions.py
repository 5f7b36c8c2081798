"""A session is found by its key until it expires, and not a moment longer; what is not there gives a fresh one."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from lms.toolkit.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> str:
    store = SessionStore()
    store["desk"] = "hr"
    store.create()
    return str(store.session_key)


def test_a_session_is_found_by_its_key() -> None:
    assert settings.REDIS_URL or settings.SESSION_ENGINE == "lms.toolkit.sessions"
    key = kept()
    again = SessionStore(key)
    assert (again["desk"], again.session_key) == ("hr", key)


def test_an_expired_session_and_an_unknown_one_begin_anew() -> None:
    key = kept()
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    for asked in (key, "0" * 32, "'; --" + "x" * 20):
        store = SessionStore(asked)
        assert (store.get("desk"), store.session_key) == (None, None)
