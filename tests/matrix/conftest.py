"""Two banks with everything, made once; every request is taken back, and at the end so are the banks."""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver
from django.utils import timezone

from lms.people.backends import PeopleBackend
from lms.people.models import User
from tests.cast import PARTS
from tests.clock import Clock
from tests.factories.world import NOW, World, make_world
from tests.factories.world.people import make_union

from .asking import Visitor
from .lines import PEOPLE


@dataclass
class Site:
    """``own`` and ``other`` are the people of the two banks by name; ``union`` holds offices at the provincial union."""

    ours: World
    theirs: World
    own: dict[str, Visitor]
    other: dict[str, Visitor]
    union: Visitor
    nobody: Visitor


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """One transaction around the whole matrix instead of one around each test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def site(db: None) -> Iterator[Site]:
    # Who is signed in stands in the cookie, so that taking a request back needs no session to be put right.
    cookies = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    with cookies, pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", Clock(NOW))
        patch.setattr(PeopleBackend, "get_user", _read_once(PeopleBackend.get_user))
        # How an error page looks is tested elsewhere; here it is asked for ten thousand times.
        patch.setattr(get_resolver(), "resolve_error_handler", lambda status: _plain(status))
        ours, theirs = make_world("青禾农商行", "qinghe"), make_world("远山农商行", "yuanshan")
        client = Client(raise_request_exception=False)
        own = {part: Visitor.signed_in(client, ours.people[part]) for part in PEOPLE}
        other = {part: Visitor.signed_in(client, theirs.people[part]) for part in PARTS}
        yield Site(ours, theirs, own, other, Visitor.signed_in(client, make_union()), Visitor(client))


def _read_once(get_user: Callable[[PeopleBackend, int], User | None]) -> Callable[[PeopleBackend, int], User | None]:
    """Whatever a request changes is taken back, so people and their roles stay as they are: each request gets a copy."""
    known: dict[int, User | None] = {}

    def answer(backend: PeopleBackend, user_id: int) -> User | None:
        if user_id not in known:
            person = known[user_id] = get_user(backend, user_id)
            assert person is None or person.roles is not None
        return copy(known[user_id])

    return answer


def _plain(status: int) -> object:
    def answer(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return HttpResponse(status=status)

    return answer
