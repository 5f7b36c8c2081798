"""Essays: anonymous, one marker or two, a third where they differ; and nobody who should not."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.exam_problems import ExamProblem
from assessments.actions.mark_essay import mark_essay
from assessments.actions.release_exam import release_exam
from assessments.actions.submit_sitting import submit_sitting
from assessments.enums import ExamKind, SittingState
from assessments.models import EssayMark, Sitting
from assessments.queries.marking import marking_waiting_for
from lms.cohorts.enums import Duty
from lms.people.enums import Role
from lms.people.models import User
from lms.records.models import Act
from tests.assessments.conftest import Hall, make_hall, statements
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.cohorts import make_staff
from tests.factories.exams import make_sitting, put_answers, right_answers
from tests.factories.people import make_user

SignIn = Callable[[User], Client]


def handed_in(hall: Hall, user: User, essay: str = "我的论述") -> Sitting:
    """Everything right, and an essay."""
    sitting = make_sitting(hall.exam, user)
    values = right_answers(sitting)
    put_answers(sitting, {**values, len(values): essay})
    return submit_sitting(sitting_id=sitting.public_id, user=user, now=hall.exam.opens_at + timedelta(minutes=30)).sitting


def another_marker(hall: Hall, cast: Cast) -> User:
    return make_staff(hall.cohort, make_user(cast.bank, Role.INSTRUCTOR), Duty.ASSESSOR)


def given(first: str, second: str) -> dict[str, Decimal]:
    return {"c1": Decimal(first), "c2": Decimal(second)}


def mark(sitting: Sitting, marker: User, first: str, second: str) -> EssayMark:
    return mark_essay(sitting=sitting, position=6, marker=marker, points=given(first, second))


def problem(sitting: Sitting, marker: User, first: str = "1", second: str = "1") -> str:
    with pytest.raises(ExamProblem) as caught:
        mark(sitting, marker, first, second)
    return caught.value.code


def state(sitting: Sitting) -> tuple[str, Decimal | None]:
    sitting.refresh_from_db()
    return sitting.state, sitting.score


def test_an_essay_keeps_the_score_open_until_it_is_marked(hall: Hall) -> None:
    sitting = handed_in(hall, hall.trainee)
    assert state(sitting) == (SittingState.SUBMITTED, None)
    mark(sitting, hall.instructor, "4", "3.5")
    assert state(sitting) == (SittingState.MARKED, Decimal("17.50"))
    assert sitting.score_vector == ["2", "2", "2", "2", "2", "7.5"]


def test_an_empty_essay_needs_no_marker(hall: Hall) -> None:
    sitting = handed_in(hall, hall.trainee, "  \n")
    assert state(sitting) == (SittingState.MARKED, Decimal("10.00"))
    assert problem(sitting, hall.instructor) == "nothing_to_mark"


def test_a_marker_puts_their_own_mark_right_until_the_release(hall: Hall) -> None:
    sitting = handed_in(hall, hall.trainee)
    mark(sitting, hall.instructor, "4", "3")
    mark(sitting, hall.instructor, "6", "4")
    assert state(sitting) == (SittingState.MARKED, Decimal("20.00"))
    acts = Act.objects.filter(object_id=sitting.public_id, verb="marked").order_by("pk")
    assert [act.details["before"] for act in acts] == [None, "7"]
    release_exam(exam=hall.exam, actor=hall.instructor, now=hall.exam.closes_at)
    assert problem(sitting, hall.instructor) == "marks_final"


@pytest.fixture
def final(cast: Cast) -> Hall:
    return make_hall(cast, kind=ExamKind.FINAL)


def test_a_final_exam_takes_two_markers(final: Hall, cast: Cast) -> None:
    sitting, second = handed_in(final, final.trainee), another_marker(final, cast)
    mark(sitting, final.instructor, "4", "3")
    assert state(sitting) == (SittingState.SUBMITTED, None)
    mark(sitting, second, "4", "4")
    assert state(sitting) == (SittingState.MARKED, Decimal("17.50"))
    assert problem(sitting, another_marker(final, cast)) == "nothing_to_mark"


def test_a_third_marker_decides_where_two_differ_too_much(final: Hall, cast: Cast) -> None:
    sitting, second, third = handed_in(final, final.trainee), another_marker(final, cast), another_marker(final, cast)
    mark(sitting, final.instructor, "6", "4")
    mark(sitting, second, "5", "3")
    assert state(sitting) == (SittingState.SUBMITTED, None)
    mark(sitting, third, "5", "4")
    assert state(sitting) == (SittingState.MARKED, Decimal("19.00"))
    assert list(EssayMark.objects.order_by("round").values_list("round", "points")) == [(1, 10), (2, 8), (3, 9)]


@pytest.mark.parametrize(("first", "second"), [("7", "1"), ("-1", "1"), ("1", "NaN")])
def test_points_stay_within_their_criterion(hall: Hall, first: str, second: str) -> None:
    assert problem(handed_in(hall, hall.trainee), hall.instructor, first, second) == "points_range"
    assert EssayMark.objects.count() == 0


def test_criteria_fit_the_points_of_the_paper(hall: Hall) -> None:
    item = hall.exam.paper.items.get(position=6)
    item.points = Decimal(15)
    item.save()
    sitting = handed_in(hall, hall.trainee)
    mark(sitting, hall.instructor, "9", "6")
    assert state(sitting) == (SittingState.MARKED, Decimal("25.00"))


def test_nobody_marks_their_own_answer(hall: Hall) -> None:
    assert problem(handed_in(hall, hall.trainees[1]), hall.trainees[1]) == "own_answer"


def test_each_marker_finds_what_waits_for_them(final: Hall, cast: Cast) -> None:
    second = another_marker(final, cast)
    sittings = [handed_in(final, user, f"论述{number}") for number, user in enumerate(final.trainees)]
    mark(sittings[0], final.instructor, "4", "3")
    assert [pile.waiting for pile in marking_waiting_for(final.instructor)] == [2]
    assert [pile.waiting for pile in marking_waiting_for(second)] == [3]
    assert marking_waiting_for(cast.hr) == []


@pytest.fixture
def pages(hall: Hall, clock: Clock) -> tuple[Hall, Sitting]:
    clock.advance(minutes=40)
    return hall, handed_in(hall, hall.trainee)


def sheet(hall: Hall, sitting: Sitting) -> str:
    return reverse("marking-sheet", args=[hall.exam.public_id, 6, sitting.public_id])


def test_the_sheet_is_anonymous_and_leads_to_the_next(pages: tuple[Hall, Sitting], sign_in: SignIn) -> None:
    hall, sitting = pages
    client = sign_in(hall.instructor)
    following = reverse("marking-next", args=[hall.exam.public_id, 6])
    assert client.get(following).url == sheet(hall, sitting)
    text = client.get(sheet(hall, sitting)).content.decode()
    assert "我的论述" in text
    assert [user.name in text or user.key in text for user in hall.trainees] == [False] * 3
    response = client.post(sheet(hall, sitting), {"points_c1": "5", "points_c2": "4", "comment": "论证清楚"})
    assert response.url == following
    assert client.get(following).url == reverse("marking-list")
    made = EssayMark.objects.get()
    assert (made.points, made.comment, made.marker) == (Decimal(9), "论证清楚", hall.instructor)
    assert client.post(sheet(hall, sitting), {"points_c1": "7", "points_c2": "4"}).status_code == 422


def test_only_those_who_teach_the_class_mark_it(pages: tuple[Hall, Sitting], cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    hall, sitting = pages
    for user in (cast.hr, cast.leader, cast.committee, hall.trainee, strangers.instructor):
        client = sign_in(user)
        assert client.get(sheet(hall, sitting)).status_code == 404
        assert client.post(sheet(hall, sitting), {"points_c1": "1", "points_c2": "1"}).status_code == 404
        assert client.get(reverse("marking-list")).context["piles"] == []
    assert EssayMark.objects.count() == 0


def test_what_another_marks_is_not_shown_before_the_own_mark(cast: Cast, clock: Clock, sign_in: SignIn) -> None:
    hall = make_hall(cast, kind=ExamKind.FINAL)
    clock.advance(minutes=40)
    sitting, second = handed_in(hall, hall.trainee), another_marker(hall, cast)
    mark_essay(sitting=sitting, position=6, marker=hall.instructor, points=given("4", "3"), comment="MARKERCANARY")
    assert "MARKERCANARY" not in sign_in(second).get(sheet(hall, sitting)).content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    clock.advance(minutes=40)
    client, counts = sign_in(hall.instructor), []
    for users in (hall.trainees[:1], hall.trainees[1:]):
        for user in users:
            handed_in(hall, user)
        client.get(reverse("marking-list"))
        with statements() as seen:
            client.get(reverse("marking-list"))
        counts.append(len(seen.sent))
    assert counts[0] == counts[1]
