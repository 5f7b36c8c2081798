"""Cards that mentors gave in the bank's own system: the same rules as here, and one card for one message."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lms.exchange.models import ClientCall
from lms.operations.domain.behaviours import behaviours_of
from lms.operations.models import CasePart, LoanCase, Observation
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.observation import entrust, make_case, make_part
from tests.factories.people import make_user

Call = Callable[..., Any]


@pytest.fixture
def mentor(bank: Organisation) -> User:
    user = make_user(bank, Role.MENTOR)
    entrust(user, "5")
    return user


@pytest.fixture
def trainee(bank: Organisation) -> User:
    user = make_user(bank, Role.TRAINEE)
    entrust(user, "2a")
    return user


@pytest.fixture
def case(bank: Organisation) -> LoanCase:
    return make_case(bank)


def card(case: LoanCase, trainee: User, mentor: User, **changes: Any) -> dict[str, Any]:
    first, second = behaviours_of("investigation")[:2]
    return {
        "case": case.number,
        "node": "investigation",
        "trainee": trainee.employee_number,
        "mentor": mentor.key,
        "role": "second",
        "observed_on": timezone.localdate().isoformat(),
        "level": "2a",
        "level_ahead": "2b",
        "behaviours": {first.code: 2, second.code: 3},
        "red_line": False,
        "sentence": "先看货再问账，问得细。",
    } | changes


def test_a_card_comes_in_and_counts_once(case: LoanCase, trainee: User, mentor: User, call: Call) -> None:
    body = card(case, trainee, mentor)
    first, second = (call("POST", "/observations", body, key="message-1") for _number in range(2))
    row = Observation.objects.get()
    assert (first.status_code, first.json(), second.content) == (200, {"id": row.public_id, "case": case.key}, first.content)
    assert (row.level, row.mentor, row.part.state) == ("2a", mentor, "observed")
    again = call("POST", "/observations", body, key="message-2")
    assert (again.status_code, again.json()["error"]["code"], Observation.objects.count()) == (422, "twice", 1)


def test_it_answers_for_a_part_that_is_open(case: LoanCase, trainee: User, mentor: User, call: Call) -> None:
    part = make_part(case, trainee, mentor, role="second")
    assert call("POST", "/observations", card(case, trainee, mentor), key="message-1").status_code == 200
    assert [one.pk for one in CasePart.objects.all()] == [part.pk]


def test_a_mentor_without_the_stage_a_future_day_and_oneself_are_refused_in_words(
    bank: Organisation, case: LoanCase, trainee: User, mentor: User, call: Call
) -> None:
    weak = make_user(bank, Role.MENTOR)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    refused = [
        (card(case, trainee, weak), "mentor_level"),
        (card(case, trainee, mentor, observed_on=tomorrow), "future"),
        (card(case, mentor, mentor), "own_case"),
        (card(case, trainee, mentor, sentence="短"), "sentence"),
    ]
    for number, (body, code) in enumerate(refused):
        answer = call("POST", "/observations", body, key=f"message-{number}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)
        assert answer.json()["error"]["message"]
    assert not Observation.objects.exists() and not CasePart.objects.exists()
    assert ClientCall.objects.filter(status=422).count() == len(refused)


def test_another_bank_s_case_does_not_exist(strangers: Any, trainee: User, mentor: User, call: Call) -> None:
    answer = call("POST", "/observations", card(make_case(strangers.bank), trainee, mentor), key="message-1")
    assert [one["field"] for one in answer.json()["error"]["fields"]] == ["case"]
    answer = call("POST", "/observations", card(make_case(mentor.bank), strangers.trainee, mentor), key="message-1")
    assert [one["field"] for one in answer.json()["error"]["fields"]] == ["trainee"]


def test_a_red_line_suspends_at_the_next_question(case: LoanCase, trainee: User, mentor: User, call: Call) -> None:
    trainee.authorities.update(level="4")
    asked = {"person": trainee.key, "node": "investigation", "role": "lead"}
    assert call("GET", "/authority", **asked).json()["allowed"] is True
    body = card(case, trainee, mentor, red_line=True, red_line_kind="falsified")
    assert call("POST", "/observations", body, key="message-1").status_code == 200
    assert call("GET", "/authority", **asked).json()["reason"] == "suspended"
