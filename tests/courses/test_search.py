"""Chinese search, by two characters and by one."""

import pytest
from django.urls import reverse

from courses.queries import search_lessons
from tests.courses.conftest import Classroom, SignIn
from tests.factories.courses import make_lesson

BODY = {"type": "text", "value": {"heading": "独做之前", "html": "<p>贷前调查要双人。Survey first.</p>"}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("独做", True),
        ("贷前调查", True),
        ("双人", True),
        ("查", True),
        ("survey", True),
        ("ＳＵＲＶＥＹ", True),
        ("独做 双人", True),
        ("调贷", False),
        ("前做", False),
        ("独做 反洗钱", False),
        ("", False),
        ("？！", False),
        ("%", False),
        ("'; DROP TABLE", False),
    ],
)
def test_what_is_found(text: str, found: bool, classroom: Classroom) -> None:
    lesson = make_lesson(classroom.course, BODY, title="独立之路")
    assert [hit.title for hit in search_lessons(classroom.trainee, text)] == ([lesson.title] if found else [])


@pytest.mark.django_db
def test_a_title_goes_before_a_body(classroom: Classroom) -> None:
    make_lesson(classroom.course, BODY, title="甲")
    make_lesson(classroom.course, title="独做须知")
    assert [hit.title for hit in search_lessons(classroom.trainee, "独做")] == ["独做须知", "甲"]


@pytest.mark.django_db
def test_the_page_marks_what_was_found_and_runs_nothing(classroom: Classroom, sign_in: SignIn) -> None:
    make_lesson(classroom.course, BODY)
    client = sign_in(classroom.trainee)
    html = client.get(reverse("course-search"), {"q": "独做"}).content.decode()
    assert "<mark>独做</mark>" in html
    evil = client.get(reverse("course-search"), {"q": "<script>alert(1)</script>"})
    assert (evil.status_code, "<script>alert" in evil.content.decode()) == (200, False)
    assert client.get(reverse("course-search"), {"q": "长" * 500}).status_code == 200
    assert client.get(reverse("course-search"), {"q": "\x00长"}).status_code == 400  # nobody types a null byte


@pytest.mark.django_db
def test_a_course_that_is_closed_hides_its_lessons(classroom: Classroom) -> None:
    make_lesson(classroom.course, BODY)
    classroom.offering.opened_by = "timetable"
    classroom.offering.save(update_fields=["opened_by"])
    assert search_lessons(classroom.trainee, "独做") == []
