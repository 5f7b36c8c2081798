"""Sessions keep to the bank's policies: devices, idle time, the second factor."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from lms.jobs.actions import enqueue
from lms.people.actions import issue_sign_in_codes
from lms.people.models import Organisation, User
from lms.policies.actions import set_policy_value
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
PASSWORD = "correct-horse-9"


def decide(bank: Organisation, key: str, value: object) -> None:
    set_policy_value(bank=bank, key=key, value=value, effective_on=date(2020, 1, 1), reason="test", actor_key="hr")


def enter(bank: Organisation, number: str) -> tuple[Client, str]:
    client = Client()
    answer = client.post("/login/", {"organisation": bank.code, "employee_number": number, "password": PASSWORD})
    return client, answer.headers.get("Location", "")


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client: Client) -> str:
    """Confirms the password and sets the second factor up, as a person would; its secret."""
    confirm = client.get(reverse("mfa_activate_totp")).headers["Location"]
    assert client.post(confirm, {"password": PASSWORD}).headers["Location"] == reverse("mfa_activate_totp")
    secret: str = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}).status_code == 302
    return secret


def test_the_bank_decides_on_how_many_devices(bank: Organisation, strangers: Cast) -> None:
    decide(bank, "session.limit", 1)
    make_user(bank, "trainee", employee_number="T1", password=PASSWORD)
    make_user(strangers.bank, "trainee", employee_number="T1", password=PASSWORD)
    for organisation, expected in ((bank, [302, 200]), (strangers.bank, [200, 200])):
        clients = [enter(organisation, "T1")[0] for _number in range(2)]
        assert [client.get("/notices/").status_code for client in clients] == expected


def test_idle_is_signed_out_and_work_keeps_alive(bank: Organisation, cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    decide(bank, "session.idle_minutes", 30)
    client = sign_in(cast.trainee)
    for _number in range(4):
        clock.advance(minutes=25)
        assert client.get("/notices/").status_code == 200
    clock.advance(minutes=31)
    answer = client.get("/notices/?state=unread")
    assert answer.headers["Location"] == "/login/?next=/notices/%3Fstate%3Dunread"
    assert client.get("/notices/").status_code == 302


def test_a_shorter_limit_reaches_open_sessions(bank: Organisation, cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    client = sign_in(cast.trainee)
    decide(bank, "session.idle_minutes", 5)
    clock.advance(minutes=2)
    assert client.get("/notices/").status_code == 200
    clock.advance(minutes=6)
    assert client.get("/notices/").status_code == 302


def test_requests_within_a_minute_ask_nothing(cast: Cast, sign_in: SignIn, clock: Clock, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(cast.hr)
    job = enqueue(kind="tests.nothing", title="Nothing", owner=cast.hr, bank=cast.bank)
    clock.advance(seconds=30)
    with django_assert_max_num_queries(3):  # session (from the cache with Redis), account with bank, the job
        assert client.get(reverse("job-state", args=[job.public_id])).status_code == 200


@pytest.mark.parametrize("part", ["hr", "leader", "board", "admin"])
def test_who_must_have_a_second_factor_sets_it_up_first(cast: Cast, sign_in: SignIn, settings: Any, part: str) -> None:
    settings.MFA_REQUIRED = True
    client = sign_in(getattr(cast, part))
    assert client.get("/notices/").headers["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("brand-logo")).status_code == 404
    assert client.post("/logout/").status_code == 302


@pytest.mark.parametrize("part", ["trainee", "mentor", "instructor", "class_teacher", "committee", "auditor"])
def test_others_need_none(cast: Cast, sign_in: SignIn, settings: Any, part: str) -> None:
    settings.MFA_REQUIRED = True
    assert sign_in(getattr(cast, part)).get("/notices/").status_code == 200


def test_the_policy_of_one_bank_binds_only_that_bank(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    decide(cast.bank, "sign_in.second_factor", True)
    assert [sign_in(one.hr).get("/notices/").status_code for one in (cast, strangers)] == [302, 200]


def test_the_code_is_asked_for_after_password_and_after_a_one_time_code(bank: Organisation) -> None:
    decide(bank, "sign_in.second_factor", True)
    user = make_user(bank, "hr", employee_number="H1", password=PASSWORD)
    client, _location = enter(bank, "H1")
    secret = set_up(client)
    assert client.get("/notices/").status_code == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored

    again, location = enter(bank, "H1")
    assert (location, again.get("/notices/").status_code) == (reverse("mfa_authenticate"), 302)
    assert again.post(location, {"code": "000000"}).status_code == 200
    assert again.post(location, {"code": code_now_fresh(user, secret)}).status_code == 302
    assert again.get("/notices/").status_code == 200

    code = issue_sign_in_codes(users=[user], actor_key="hr")[user.key]
    answer = Client().post("/login/code/", {"organisation": bank.code, "code": code})
    assert answer.headers["Location"] == reverse("mfa_authenticate")


def code_now_fresh(user: User, secret: str) -> str:
    """A code may be used once; forget that the set-up used this half minute's."""
    from django.core.cache import cache

    cache.clear()
    return code_now(secret)


def test_a_recovery_code_lets_in_once(bank: Organisation) -> None:
    make_user(bank, "hr", employee_number="H1", password=PASSWORD)
    client, _location = enter(bank, "H1")
    set_up(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    answers = []
    for _number in range(2):
        again, location = enter(bank, "H1")
        answers.append(again.post(location, {"code": codes[0]}).status_code)
    assert answers == [302, 200]


def test_a_required_factor_is_not_turned_off_but_a_chosen_one_is(bank: Organisation, cast: Cast) -> None:
    user = make_user(bank, "hr", employee_number="H1", password=PASSWORD)
    client, _location = enter(bank, "H1")
    set_up(client)
    decide(bank, "sign_in.second_factor", True)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type="totp").count() == 1
    decide(bank, "sign_in.second_factor", False)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type="totp").count() == 0


def test_a_lost_factor_is_removed_by_an_administrator(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    decide(bank, "sign_in.second_factor", False)
    user = make_user(bank, "hr", employee_number="H1", password=PASSWORD)
    client, _location = enter(bank, "H1")
    set_up(client)
    page = reverse("person-second-factor", args=[user.key])
    assert sign_in(cast.hr).post(page, {"reason": "手机丢失"}).status_code == 403
    assert sign_in(cast.admin).post(page, {"reason": "手机丢失"}).status_code == 302
    assert Authenticator.objects.filter(user=user).count() == 0


def test_every_page_of_the_second_factor_wears_our_clothes(bank: Organisation) -> None:
    make_user(bank, "hr", employee_number="H1", password=PASSWORD)
    client, _location = enter(bank, "H1")
    pages = [client.get(reverse("mfa_index")), client.get(reverse("account_reauthenticate"))]
    set_up(client)
    names = ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp")
    pages += [client.get(reverse(name)) for name in names]
    again, location = enter(bank, "H1")
    pages.append(again.get(location))
    for page in pages:
        assert page.status_code == 200
        used = {template.name for template in page.templates}
        assert used & {"base.html", "base_bare.html"} and not any(name.startswith("allauth/") for name in used if name)
