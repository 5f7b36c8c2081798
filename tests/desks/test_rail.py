"""Where a page lies: the door of the rail that is marked while somebody is there."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from lms.desks.domain.doors import RAILS
from lms.people.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.mark.parametrize("desk", RAILS)
def test_no_door_stands_twice_in_a_rail(desk: str) -> None:
    routes = [door.route for door in RAILS[desk]]
    assert len(routes) == len(set(routes))


@pytest.mark.parametrize("page", ["panel-list", "recognition-list", "suspension-list", "ladder", "certificate-list", "certification-home"])
def test_what_belongs_to_certification_lies_behind_its_door(cast: Cast, sign_in: SignIn, page: str) -> None:
    request = sign_in(cast.hr).get(reverse(page)).wsgi_request
    assert [item.url for item in request.frame.items if item.active] == [reverse("certification-home")]
