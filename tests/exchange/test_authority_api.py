"""May this person do this now: asked by a loan system."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lms.exchange.actions import write_counts
from lms.exchange.api.errors import WORDS
from lms.exchange.models import ClientSystem
from lms.people.actions.authority import end_authority, grant_authority, suspend_authority
from lms.people.documents.authority_words import reason_words
from lms.people.domain.authority import Answer
from lms.people.enums import Entrustment, Role
from lms.people.models import Organisation
from tests.factories.exchange import make_system, token_for
from tests.factories.people import make_bank, make_user

Call = Callable[..., Any]
pytestmark = pytest.mark.django_db


def certified(bank: Organisation, **more: Any) -> Any:
    user = make_user(bank, Role.TRAINEE)
    grant_authority(user=user, node="investigation", level=Entrustment.CERTIFIED, actor_key="x", **more)
    return user


def test_yes_with_everything_that_is_known(bank: Organisation, call: Call) -> None:
    user = certified(bank, amount_limit=Decimal("300000"), certificate="QH-2026-0001", disuse_days=90)
    answer = call("GET", "/authority", person=user.key, node="investigation", role="lead", amount="300000")
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    words = reason_words(Answer(allowed=True, reason="certified"))
    said = {"allowed": True, "reason": "certified", "reason_text": words, "stage": "4", "until": until, "certificate": "QH-2026-0001"}
    assert (answer.status_code, answer.json()) == (200, said)


def test_by_employee_number(bank: Organisation, call: Call) -> None:
    user = certified(bank)
    answer = call("GET", "/authority", person=user.employee_number, node="investigation", role="lead")
    assert answer.json()["allowed"] is True


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"amount": "300000.01"}, "amount"),
        ({}, "amount_unknown"),
        ({"amount": "1", "node": "report"}, "no_authority"),
        ({"amount": "1", "role": "boss"}, "unknown_role"),
        ({"amount": "1", "person": "nobody"}, "unknown_person"),
        ({"amount": "1", "at": "2001-01-01T00:00:00+08:00"}, "not_yet"),
        ({"amount": "1", "at": "2099-01-01T00:00:00+08:00"}, "disused"),
    ],
)
def test_no_says_why(bank: Organisation, call: Call, asked: dict[str, str], reason: str) -> None:
    user = certified(bank, amount_limit=Decimal("300000"), disuse_days=90)
    answer = call("GET", "/authority", **{"person": user.key, "node": "investigation", "role": "lead", **asked}).json()
    assert (answer["allowed"], answer["reason"]) == (False, reason)
    assert answer["reason_text"]


def test_suspension_and_end_hold_at_the_next_question(bank: Organisation, call: Call) -> None:
    user = certified(bank)
    asked = {"person": user.key, "node": "investigation", "role": "lead"}
    assert call("GET", "/authority", **asked).json()["reason"] == "certified"
    suspend_authority(user=user, reason="红线", actor_key="x")
    assert call("GET", "/authority", **asked).json()["reason"] == "suspended"
    end_authority(user=user, node="investigation", how="revoked", reason="撤销", actor_key="x")
    assert call("GET", "/authority", **asked).json()["reason"] == "no_authority"


def test_a_closed_account_may_nothing(bank: Organisation, call: Call) -> None:
    user = certified(bank)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    answer = call("GET", "/authority", person=user.key, node="investigation", role="lead").json()
    assert (answer["allowed"], answer["reason"]) == (False, "inactive")


def test_another_bank_s_person_is_unknown(call: Call) -> None:
    user = certified(make_bank())
    for name in (user.key, user.employee_number):
        assert call("GET", "/authority", person=name, node="investigation", role="lead").json()["reason"] == "unknown_person"


def test_one_query_for_token_and_answer(bank: Organisation, call: Call, django_assert_num_queries: Any) -> None:
    user = certified(bank)
    asked = {"person": user.key, "node": "investigation", "role": "lead"}
    call("GET", "/authority", **asked)
    with django_assert_num_queries(1):
        call("GET", "/authority", **asked)


def test_many_at_once_answer_as_one_by_one(bank: Organisation, call: Call, django_assert_num_queries: Any) -> None:
    user, other = certified(bank, amount_limit=Decimal(1000)), certified(make_bank())
    questions = [
        {"person": name, "node": node, "role": "lead", "amount": "1000"}
        for name in (user.key, user.employee_number, other.key, "nobody")
        for node in ("investigation", "report")
    ]
    alone = [call("GET", "/authority", **question).json() for question in questions]
    with django_assert_num_queries(3):
        together = call("POST", "/authority/questions", {"questions": questions})
    assert together.json() == {"answers": alone}


def test_more_than_a_hundred_are_refused(call: Call) -> None:
    question = {"person": "a", "node": "report", "role": "lead"}
    answer = call("POST", "/authority/questions", {"questions": [question] * 101})
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"] == [{"field": "questions", "reason": str(WORDS["too_long"])}]


def test_a_misspelt_field_is_named(call: Call) -> None:
    for wrong in ({"amout": "5"}, {"at": "2026-01-01T00:00:00"}, {"amount": "1e400"}, {"person": "张三"}):
        answer = call("GET", "/authority", **{"person": "a", "node": "report", "role": "lead", **wrong})
        assert answer.status_code == 422
        assert {one["field"] for one in answer.json()["error"]["fields"]} == set(wrong)


def test_the_bank_comes_from_the_token(bank: Organisation) -> None:
    """The same number in two banks is two people."""
    elsewhere = make_bank()
    make_user(elsewhere, Role.TRAINEE, employee_number="g100")
    user = make_user(bank, Role.TRAINEE, employee_number="g100")
    grant_authority(user=user, node="report", level=Entrustment.CERTIFIED, actor_key="x")
    asked = {"person": "g100", "node": "report", "role": "lead"}
    answers = []
    for system in (make_system(bank), make_system(elsewhere)):
        answers.append(Client(headers={"Authorization": f"Bearer {token_for(system)}"}).get("/api/v1/authority", asked).json()["allowed"])
    assert answers == [True, False]


def test_questions_are_counted_by_day(bank: Organisation, system: ClientSystem, call: Call) -> None:
    user = certified(bank)
    call("GET", "/authority", person=user.key, node="investigation", role="lead")
    call("GET", "/authority", person="nobody", node="investigation", role="lead")
    write_counts(now=timezone.now())
    assert list(system.days.values_list("day", "asked", "refused")) == [(timezone.localdate(), 2, 1)]
    assert system.tokens.get().used_on == timezone.localdate()
