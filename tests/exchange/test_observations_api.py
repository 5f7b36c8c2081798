"""Cards that mentors gave in the bank's own system: the same rules as here, and one card for one message."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.exchange.models import ClientCall, ClientSystem
from lms.notices.queries import notices_of
from lms.operations.domain.behaviours import BEHAVIOURS, behaviours_of
from lms.operations.enums import RedLine
from lms.operations.models import CasePart, LoanCase, Observation
from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.records.models import Act
from tests.factories.observation import entrust, make_card, make_case, make_part
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
        (card(case, trainee, mentor, level="4"), "level"),
    ]
    for number, (body, code) in enumerate(refused):
        answer = call("POST", "/observations", body, key=f"message-{number}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)
        assert answer.json()["error"]["message"]
    assert not Observation.objects.exists() and not CasePart.objects.exists()
    assert ClientCall.objects.filter(status=422).count() == len(refused)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sentence": "短"}, "sentence"),
        ({"sentence": "字" * 501}, "sentence"),
        ({"behaviours": {}}, "behaviours"),
        ({"behaviours": {"investigation.soft": 1, "investigation.source": 1, "investigation.respect": 1}}, "behaviours"),
        ({"behaviours": {"investigation.soft": 4, "investigation.source": 1}}, "behaviours.investigation.soft"),
    ],
)
def test_the_description_s_limits_are_those_that_hold(
    case: LoanCase, trainee: User, mentor: User, call: Call, wrong: dict[str, Any], field: str
) -> None:
    answer = call("POST", "/observations", card(case, trainee, mentor, **wrong), key="message-1")
    assert (answer.status_code, [one["field"] for one in answer.json()["error"]["fields"]]) == (422, [field])


def test_the_rubric_is_all_that_a_card_needs(case: LoanCase, trainee: User, mentor: User, call: Call) -> None:
    said = call("GET", "/observations/rubric").json()
    node = next(one for one in said["nodes"] if one["code"] == "investigation")
    assert node["behaviours"][1] == {
        "code": "investigation.two_people",
        "name": "双人到场，分工清楚，各记各的",
        "name_en": "Two on site, clear roles, own notes",
    }
    assert {one["code"] for one in said["nodes"]} == set(BEHAVIOURS)
    role = next(one for one in said["roles"] if one["code"] == "second")
    assert role["levels"] == ["1", "2a", "2b", "3a"]
    assert [one["code"] for one in said["red_lines"]] == RedLine.values
    assert said["red_lines"][0]["name"] != said["red_lines"][0]["name_en"]
    picked = {one["code"]: said["marks"][-1]["code"] for one in node["behaviours"][: said["behaviours_per_card"]]}
    body = card(case, trainee, mentor, level=role["levels"][-1], level_ahead=said["levels_ahead"][-1], behaviours=picked)
    body["sentence"] = "字" * said["sentence"]["shortest"]
    assert call("POST", "/observations", body, key="message-1").status_code == 200


def test_a_part_that_is_open_keeps_its_role(case: LoanCase, trainee: User, mentor: User, call: Call) -> None:
    part = make_part(case, trainee, mentor, role="second")
    answer = call("POST", "/observations", card(case, trainee, mentor, role="observer", level="1"), key="message-1")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "other_role")
    assert trainee.name in answer.json()["error"]["message"]
    part.refresh_from_db()
    assert (part.state, Observation.objects.count()) == ("planned", 0)


def test_a_card_says_through_which_system_it_came_and_its_mentor_is_told(
    case: LoanCase, trainee: User, mentor: User, system: ClientSystem, call: Call
) -> None:
    body = card(case, trainee, mentor, red_line=True, red_line_kind="falsified")
    assert call("POST", "/observations", body, key="message-1").status_code == 200
    row = Observation.objects.get()
    logged = Act.objects.filter(object_kind="case_part")
    assert [one.details.get("via") for one in logged] == [system.public_id] * 2
    assert row.evidence.details["via"] == system.public_id
    told = notices_of(mentor).filter(url=reverse("card-detail", args=[row.public_id]))
    assert [system.name in one.title for one in told] == [True]
    assert system.name in trainee.authorities.get().suspended_reason


def test_a_card_given_here_came_through_no_system(case: LoanCase, trainee: User, mentor: User) -> None:
    row = make_card(make_part(case, trainee, mentor))
    assert "via" not in row.evidence.details
    assert not notices_of(mentor).filter(url=reverse("card-detail", args=[row.public_id])).exists()


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
