"""What a certificate is worth, asked by a system of the bank that issued it."""

from collections.abc import Callable
from typing import Any

import pytest

from lms.decisions.actions import replace_certificate, set_certificate_state
from lms.exchange.models import ClientSystem
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.clock import server_time
from tests.factories.certificates import ISSUED_AT, make_certificate
from tests.factories.exchange import make_system, token_for
from tests.factories.people import make_bank, make_user

Call = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def office(bank: Organisation) -> User:
    return make_user(bank, Role.HR)


def test_everything_a_system_needs_and_no_name(bank: Organisation, office: User, call: Call) -> None:
    user = make_user(bank, Role.TRAINEE)
    row = make_certificate(user, office)
    with server_time(ISSUED_AT):
        answer = call("GET", f"/certificates/{row.number}")
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "number": row.number, "status": "valid", "person": user.key, "employee_number": user.employee_number,
            "nodes": ["investigation"], "node_status": {"investigation": "valid"}, "level": "4",
            "amount_limit": "300000.00", "products": row.products,
            "starts_on": "2026-05-21", "ends_on": "2028-05-20", "replaced_by": "", "digest": row.digest,
        },
    )  # fmt: skip
    assert user.name not in answer.content.decode()


def test_the_status_is_that_of_today(bank: Organisation, office: User, call: Call) -> None:
    row = make_certificate(make_user(bank, Role.TRAINEE), office)
    with server_time(ISSUED_AT):
        newer = replace_certificate(certificate=row, reason="遗失", actor=office)
        told = call("GET", f"/certificates/{row.number}").json()
        assert (told["status"], told["replaced_by"]) == ("replaced", newer.number)
        set_certificate_state(certificate=newer, state="suspended", reason="核查", actor=office)
        assert call("GET", f"/certificates/{newer.number.lower()}").json()["status"] == "suspended"


def test_another_banks_number_and_one_that_is_none_get_one_answer(bank: Organisation, call: Call) -> None:
    other = make_bank()
    row = make_certificate(make_user(other, Role.TRAINEE), make_user(other, Role.HR))
    answers = [call("GET", f"/certificates/{number}") for number in (row.number, "QH-2026-999999-AAAA-00")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["error"]["fields"][0]["field"] == "number"


def test_it_takes_the_right_to_ask_about_authority(bank: Organisation, system: ClientSystem, call: Call) -> None:
    token = token_for(make_system(bank, scopes=["people:read"]))
    assert call("GET", "/certificates/X", token=token).status_code == 403
