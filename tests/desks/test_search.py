"""The search finds what a person may see, by two characters or pinyin initials, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.cohorts.enums import Duty
from lms.desks.domain.highlight import LONGEST, highlighted
from lms.people.enums import Role
from lms.people.models import User
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment, make_staff
from tests.factories.courses import make_course, make_lesson, make_offering
from tests.factories.decisions import make_class, make_draft
from tests.factories.exams import make_version
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]


def found(browser: Client, q: str) -> dict[str, list[str]]:
    """Titles by group."""
    groups = browser.get(reverse("search"), {"q": q}).context["groups"]
    return {kind: ["".join(text for text, _marked in hit.title) for hit in hits] for kind, _label, hits in groups}


@pytest.mark.parametrize("q", ["晓楠", "王晓", "wxn", "wangxiao", "20260101", "13900001111"])
def test_people_are_found_by_characters_pinyin_number_and_phone(cast: Cast, sign_in: SignIn, q: str) -> None:
    make_user(cast.bank, Role.TRAINEE, name="王晓楠", employee_number="20260101", phone="13900001111")
    assert found(sign_in(cast.hr), q) == {"person": ["王晓楠"]}


@pytest.mark.parametrize("q", ["", " ", "王"])
def test_one_character_is_not_enough(cast: Cast, sign_in: SignIn, q: str) -> None:
    make_user(cast.bank, Role.TRAINEE, name="王晓楠")
    assert found(sign_in(cast.hr), q) == {}


def test_a_trainee_finds_no_colleagues(cast: Cast, sign_in: SignIn) -> None:
    cohort = make_cohort(cast.bank, name="晨光班")
    make_enrolment(cohort, cast.trainee)
    make_enrolment(cohort, make_user(cast.bank, Role.TRAINEE, name="王晓楠"))
    browser = sign_in(cast.trainee)
    assert [found(browser, "晓楠"), found(browser, "晨光")] == [{}, {"cohort": ["晨光班"]}]


def test_staff_find_the_people_of_their_classes_only(cast: Cast, sign_in: SignIn) -> None:
    cohort, other = make_cohort(cast.bank), make_cohort(cast.bank)
    seat = make_enrolment(cohort, make_user(cast.bank, Role.TRAINEE, name="王晓楠"))
    make_enrolment(other, make_user(cast.bank, Role.TRAINEE, name="李晓楠"))
    make_staff(cohort, cast.class_teacher, Duty.CLASS_TEACHER)
    answer = sign_in(cast.class_teacher).get(reverse("search"), {"q": "晓楠"})
    assert [(kind, [hit.url for hit in hits]) for kind, _label, hits in answer.context["groups"]] == [
        ("trainee", [reverse("enrolment-detail", args=[seat.public_id])])
    ]


def test_hr_of_a_branch_finds_the_people_of_that_branch(cast: Cast, sign_in: SignIn) -> None:
    here, there = make_branch(cast.bank), make_branch(cast.bank)
    make_user(cast.bank, Role.TRAINEE, name="王晓楠", at=here)
    make_user(cast.bank, Role.TRAINEE, name="李晓楠", at=there)
    assert found(sign_in(make_user(cast.bank, Role.HR, at=here)), "晓楠") == {"person": ["王晓楠"]}


def test_lessons_are_found_where_one_may_read_them(cast: Cast, sign_in: SignIn) -> None:
    course = make_course(cast.bank, title="《报表分析》")
    make_lesson(course, title="交叉检验的三个来源")
    cohort = make_cohort(cast.bank)
    make_enrolment(cohort, cast.trainee)
    browser = sign_in(cast.trainee)
    assert found(browser, "交叉检验") == {}
    make_offering(cohort, course)
    assert found(browser, "交叉检验") == {"lesson": ["交叉检验的三个来源"]}


def test_questions_are_for_authors(cast: Cast, sign_in: SignIn) -> None:
    version = make_version(cast.bank)
    version.question.search_tokens = " 净值 额度"
    version.question.save(update_fields=["search_tokens"])
    assert found(sign_in(cast.instructor), "净值") == {"question": [version.stem]}
    assert [found(sign_in(getattr(cast, part)), "净值") for part in ("trainee", "hr", "leader", "mentor")] == [{}] * 4


def test_rankings_are_for_the_office(cast: Cast, sign_in: SignIn) -> None:
    cohort, people = make_class(cast.bank)
    decision = make_draft(cohort, people, hr=cast.hr, signers=[cast.board, cast.leader])
    assert found(sign_in(cast.auditor), decision.title[:4])["decision"] == [decision.title]
    assert "decision" not in found(sign_in(people[0].user), decision.title[:4])


@pytest.mark.parametrize("part", ["hr", "instructor", "leader", "admin", "trainee", "class_teacher"])
def test_nothing_of_another_bank_is_found(cast: Cast, strangers: Cast, sign_in: SignIn, part: str) -> None:
    cohort = make_cohort(cast.bank, name="晨光班")
    make_enrolment(cohort, make_user(cast.bank, Role.TRAINEE, name="晨光员"))
    make_lesson(make_course(cast.bank, title="《晨光》"), title="晨光课")
    assert found(sign_in(getattr(strangers, part)), "晨光") == {}


@pytest.mark.parametrize("part", ["hr", "instructor", "auditor", "trainee", "mentor", "class_teacher"])
def test_the_search_costs_eight_queries_however_much_it_finds(cast: Cast, sign_in: SignIn, part: str) -> None:
    browser = sign_in(getattr(cast, part))
    costs = []
    for size in (1, 6):
        cohort = make_cohort(cast.bank, name=f"晨光{size}班")
        make_staff(cohort, getattr(cast, part), Duty.CLASS_TEACHER)
        for number in range(size):
            make_enrolment(cohort, make_user(cast.bank, Role.TRAINEE, name=f"晨光{number}"))
            make_lesson(make_course(cast.bank, title=f"《晨光{number}》"), title=f"晨光课{number}")
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse("search"), {"q": "晨光"}).status_code == 200
        costs.append(len(seen))
    assert [costs[0] <= 8, costs[1]] == [True, costs[0]]


def test_what_people_type_is_text(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.hr)
    for q in ["<script>alert(1)</script>", "%%", "__", "' OR 1=1 --", "\\", "好" * 300, "\u202eab"]:
        answer = browser.get(reverse("search"), {"q": q})
        assert [answer.status_code, b"<script>alert" in answer.content] == [200, False]


@pytest.mark.parametrize(
    ("text", "query", "pieces"),
    [
        ("王晓楠", "晓楠", [("王", False), ("晓楠", True)]),
        ("ABab", "ab", [("AB", True), ("ab", True)]),
        ("王晓楠", "wxn", [("王晓楠", False)]),
        ("", "ab", []),
        ("İi", "i", [("İi", False)]),
    ],
)
def test_what_was_searched_for_is_marked(text: str, query: str, pieces: list[Any]) -> None:
    assert highlighted(text, query) == pieces


def test_a_long_text_is_cut() -> None:
    assert len("".join(text for text, _marked in highlighted("题" * 500, "题题"))) == LONGEST
