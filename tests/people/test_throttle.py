"""Wrong passwords lock one account at one address, never a classroom."""

from typing import Any

import pytest
from django.test import Client

from lms.people.actions import issue_sign_in_codes
from lms.people.enums import Role
from lms.people.models import Organisation
from tests.factories.people import make_user

PASSWORD = "correct-horse-9"


@pytest.fixture(autouse=True)
def _throttle(settings: Any) -> None:
    settings.AXES_ENABLED = True


def attempt(bank: Organisation, number: str, password: str, address: str = "10.0.0.7") -> int:
    data = {"organisation": bank.code, "employee_number": number, "password": password}
    return Client().post("/login/", data, REMOTE_ADDR=address).status_code


def attempt_from(bank: Organisation, forwarded: str) -> int:
    """A wrong password through a proxy that says where it came from."""
    data = {"organisation": bank.code, "employee_number": "T77", "password": "wrong"}
    return Client().post("/login/", data, REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded}).status_code


def test_six_failures_lock_the_pair_and_nobody_else(bank: Organisation) -> None:
    user = make_user(bank, Role.TRAINEE, employee_number="T00", password=PASSWORD)
    colleagues = [make_user(bank, Role.TRAINEE, employee_number=f"T{n:02d}", password=PASSWORD) for n in range(1, 41)]
    answers = [attempt(bank, "T00", "wrong") for _number in range(6)]
    assert answers == [200] * 5 + [429]
    assert attempt(bank, "T00", PASSWORD) == 429
    assert {attempt(bank, colleague.employee_number, PASSWORD) for colleague in colleagues} == {302}
    assert attempt(bank, "T00", PASSWORD, address="10.0.0.8") == 302
    code = issue_sign_in_codes(users=[user], actor_key="hr")[user.key]
    assert Client().post("/login/code/", {"organisation": bank.code, "code": code}, REMOTE_ADDR="10.0.0.7").status_code == 302


def test_an_account_that_does_not_exist_is_locked_alike(bank: Organisation) -> None:
    make_user(bank, Role.TRAINEE, employee_number="T00", password=PASSWORD)
    known = [attempt(bank, "T00", "wrong") for _number in range(7)]
    unknown = [attempt(bank, "T99", "wrong") for _number in range(7)]
    assert known == unknown == [200] * 5 + [429] * 2


def test_a_success_forgets_the_failures(bank: Organisation) -> None:
    make_user(bank, Role.TRAINEE, employee_number="T00", password=PASSWORD)
    assert [attempt(bank, "T00", "wrong") for _number in range(5)] == [200] * 5
    assert attempt(bank, "T00", PASSWORD) == 302
    assert [attempt(bank, "T00", "wrong") for _number in range(5)] == [200] * 5
