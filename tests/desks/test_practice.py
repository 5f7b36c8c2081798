"""Real cases on the day's desk: who is told what waits."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from lms.people.models import User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.observation import entrust, make_case, make_part
from tests.factories.panels import make_item, make_pair, make_sitting
from tests.factories.people import make_user


def test_real_cases_stand_on_every_desk_that_has_to_do_with_them(cast: Cast, clock: Clock, sign_in: Callable[[User], Client]) -> None:
    entrust(cast.mentor, "5")
    entrust(cast.trainee, "2a")
    make_pair(cast.mentor, cast.trainee)
    part = make_part(make_case(cast.bank), cast.trainee, cast.mentor)
    members = [make_user(cast.bank, "committee_member") for _ in range(3)]
    sitting = make_sitting(cast.bank, cast.hr, members[0], members[1:], now=clock.now)
    make_item(sitting, cast.trainee, cast.hr, level="3a", now=clock.now)
    lines = {
        who: sign_in(getattr(cast, who)).get(reverse("today-practice")).context["lines"] for who in ("mentor", "trainee", "hr", "leader")
    }
    assert [(one.url, one.detail, one.waits) for one in lines["mentor"]] == [(reverse("card-list"), part.trainee.name, True)]
    path = reverse("certification-person", args=[cast.trainee.key])
    assert [one.url.startswith(path) for one in lines["trainee"]] == [True]
    assert [one.url for one in lines["hr"]] == [one.url for one in lines["leader"]] == [reverse("node-control"), reverse("panel-list")]
