"""Two banks, a canary in every text of both, and everybody's way through them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver
from django.utils import timezone

from lms.desks.actions.read_bank import read_bank
from lms.people.actions import leave_bank
from lms.people.models import Organisation, User
from tests.clock import Clock
from tests.factories.world import NOW, World, make_world
from tests.factories.world.people import make_union

from .crawl import Crawl, orders, own_calendar, start_pages
from .extras import add_extras
from .nest import Nest
from .stamp import rows_now, stamp


@dataclass
class Aviary:
    """``ours`` and ``theirs`` with their canaries, and somebody of the provincial union to which both belong."""

    ours: World
    theirs: World
    union: User
    nest: Nest
    crawls: dict[int | None, Crawl] = field(default_factory=dict)

    def crawl(self, user: User | None) -> Crawl:
        """As ``user``, or without signing in; everybody goes once."""
        key = user.pk if user else None
        if key not in self.crawls:
            self.crawls[key] = self.crawl_now(user)
        return self.crawls[key]

    def visitor(self, user: User | None) -> Client:
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user, backend="lms.people.backends.PeopleBackend")
        return client

    def crawl_now(self, user: User | None) -> Crawl:
        worlds = (self.ours, self.theirs)
        calendars = [own_calendar(world) for world in worlds if world.people["trainee"] == user]
        ordered = orders(*worlds) if user is not None else ()
        return Crawl(self.visitor(user), self.nest).run([*start_pages(*worlds), *calendars], ordered)


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """One transaction around all crawls: the banks are made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def aviary(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aviary]:
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    # Who is signed in stands in the cookie, so that taking a crawl back needs no session to be put right.
    cookies = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    with files, cookies, pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", Clock(NOW))
        # What doesn't exist says nothing, in whatever clothes; how an error page looks is tested elsewhere.
        patch.setattr(get_resolver(), "resolve_error_handler", lambda status: _plain(status))
        nest = Nest()
        union = make_union()
        ours = _stamped_world("青禾农商行", "qinghe", nest, union)
        theirs = _stamped_world("远山农商行", "yuanshan", nest, union)
        yield Aviary(ours, theirs, union, nest)


def _stamped_world(name: str, code: str, nest: Nest, union: User) -> World:
    before = rows_now()
    world = make_world(name, code)
    add_extras(world, NOW)
    _put_below(world, union)
    read_bank(user=union, bank=world.bank, reason="抽查", hours=1, now=NOW)
    leave_bank(user=union, now=NOW + timedelta(minutes=5))
    stamp(world, before, nest)
    world.people = {part: User.objects.get(pk=user.pk) for part, user in world.people.items()}
    return world


def _put_below(world: World, union: User) -> None:
    """The bank becomes one of the union's: its people hold their offices above the bank's whole tree."""
    assert union.bank is not None
    Organisation.objects.filter(pk=world.bank.pk).update(parent=union.bank)
    Organisation.objects.filter(bank=world.bank).update(path=Concat(Value(union.bank.path.rstrip("/")), F("path")))


def _plain(status: int) -> object:
    def answer(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return HttpResponse(status=status)

    return answer
