"""Signing in by number, phone or code; wrong details, initial passwords, session limits."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from lms.people.actions import issue_sign_in_codes, note_sign_in, set_initial_password
from lms.people.enums import Role
from lms.people.models import Organisation, UserSession
from lms.records.models import Act
from tests.cast import Cast
from tests.factories.people import make_user

PASSWORD = "correct-horse-9"


def _enter(bank: Organisation, identifier: str, password: str = PASSWORD, **extra: str) -> tuple[Client, int, str]:
    client = Client()
    data = {"organisation": bank.code or "", "employee_number": identifier, "password": password, **extra}
    answer = client.post("/login/", data)
    return client, answer.status_code, answer.headers.get("Location", "")


def test_number_and_phone_both_open_the_door(bank: Organisation) -> None:
    make_user(bank, Role.TRAINEE, employee_number="T01", password=PASSWORD, phone="13800138000")
    assert _enter(bank, "T01")[1:] == (302, "/")
    assert _enter(bank, "ｔ０１")[1:] == (302, "/")
    assert _enter(bank, "13800138000")[1:] == (302, "/")


def test_wrong_details_all_get_the_same_words(bank: Organisation, strangers: Cast) -> None:
    make_user(bank, employee_number="T01", password=PASSWORD)
    client = Client()
    words = set()
    for code, number, password in ((bank.code, "T01", "wrong"), (bank.code, "T99", PASSWORD), (strangers.bank.code, "T01", PASSWORD)):
        answer = client.post("/login/", {"organisation": code, "employee_number": number, "password": password})
        assert answer.status_code == 200
        words.add(tuple(answer.context["form"].non_field_errors()))
    assert len(words) == 1


def test_next_stays_on_this_site(bank: Organisation) -> None:
    make_user(bank, employee_number="T01", password=PASSWORD)
    assert _enter(bank, "T01", next="/password/")[2] == "/password/"
    assert _enter(bank, "T01", next="https://elsewhere.example/")[2] == "/"


def test_an_initial_password_must_be_changed_first(bank: Organisation) -> None:
    user = make_user(bank, employee_number="T01")
    set_initial_password(user=user, password=PASSWORD, actor_key="hr")
    client, _status, _location = _enter(bank, "T01")
    assert client.get("/notices/").headers["Location"] == "/password/"
    new = {"current": PASSWORD, "password": "another-horse-7", "again": "another-horse-7"}
    assert client.post("/password/", new).headers["Location"] == "/"
    user.refresh_from_db()
    assert (user.must_change_password, user.check_password("another-horse-7")) == (False, True)


def test_a_code_works_once_and_not_for_long(bank: Organisation, strangers: Cast) -> None:
    user = make_user(bank)
    code = issue_sign_in_codes(users=[user], actor_key="hr")[user.key]
    elsewhere = Client().post("/login/code/", {"organisation": strangers.bank.code, "code": code})
    assert elsewhere.status_code == 200
    typed = f"{code[:5]} {code[5:]}".lower()
    assert Client().post("/login/code/", {"organisation": bank.code, "code": typed}).status_code == 302
    assert Client().post("/login/code/", {"organisation": bank.code, "code": code}).status_code == 200
    old = issue_sign_in_codes(users=[user], actor_key="hr", now=timezone.now() - timedelta(days=8))[user.key]
    assert Client().post("/login/code/", {"organisation": bank.code, "code": old}).status_code == 200


def test_signing_in_is_logged_and_the_fourth_device_ends_the_first(bank: Organisation) -> None:
    user = make_user(bank, employee_number="T01", password=PASSWORD)
    clients = [_enter(bank, "T01")[0] for _ in range(4)]
    assert [client.get("/notices/").status_code for client in clients] == [302, 200, 200, 200]
    assert UserSession.objects.filter(user=user).count() == 3
    assert Act.objects.filter(actor_key=user.key, verb="signed_in").count() == 4


def test_a_closed_account_is_out_at_once(bank: Organisation) -> None:
    user = make_user(bank, employee_number="T01", password=PASSWORD)
    client, _status, _location = _enter(bank, "T01")
    assert client.get("/notices/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/notices/").status_code == 302
    assert _enter(bank, "T01")[1] == 200


def test_sign_out_is_a_post(bank: Organisation) -> None:
    make_user(bank, employee_number="T01", password=PASSWORD)
    client, _status, _location = _enter(bank, "T01")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/notices/").status_code == 302


def test_ending_sessions_keeps_the_newest(bank: Organisation) -> None:
    user = make_user(bank)
    ended = [note_sign_in(user=user, session_key=f"k{n}", method="password", limit=1) for n in range(3)]
    assert UserSession.objects.filter(user=user).values_list("session_key", flat=True).get() == "k2"
    assert sum(ended) == 0
