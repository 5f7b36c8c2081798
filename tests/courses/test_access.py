"""Closed: whoever does not take a course finds neither its pages nor what lies in them."""

from io import BytesIO

import pytest
from django.urls import reverse

from courses.models import LessonQuestion
from courses.queries import search_lessons
from lms.cohorts.enums import EnrolmentState
from lms.cohorts.models import Enrolment
from lms.people.enums import Role
from media.actions import add_item
from tests.cast import Cast
from tests.courses.conftest import Classroom, SignIn, make_classroom
from tests.factories.cohorts import make_cohort, make_enrolment
from tests.factories.courses import TEXT, make_course, make_lesson, make_offering, make_question, quiz, recording, section
from tests.factories.people import make_user

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def parts(room: Classroom) -> list[tuple[str, str]]:
    """Every address inside a lesson that has a quiz and a file."""
    item = add_item(bank=room.bank, file=BytesIO(PDF), title="样表", author=None, name="a.pdf")
    question = make_question(bank=room.bank)
    file = {"type": "download", "value": {"item": item.pk, "caption": ""}}
    lesson = make_lesson(room.course, TEXT, quiz(question.code), file)
    key = lesson.public_id
    asked = LessonQuestion.objects.create(bank=room.bank, lesson=lesson, author=room.trainee, text="为什么？")
    return [
        ("get", reverse("course-detail", args=[room.course.public_id])),
        ("get", reverse("lesson", args=[key])),
        ("get", reverse("lesson-quiz", args=[key, section(2)])),
        ("get", reverse("lesson-recording", args=[key, section(3)])),
        ("get", reverse("lesson-questions", args=[key])),
        ("post", reverse("lesson-progress", args=[key])),
        ("post", reverse("lesson-complete", args=[key])),
        ("post", reverse("lesson-note", args=[key])),
        ("post", reverse("lesson-try", args=[key, section(2), question.code])),
        ("post", reverse("lesson-question-answer", args=[asked.public_id])),
    ]


@pytest.mark.django_db
def test_only_who_takes_the_course_gets_in(cast: Cast, classroom: Classroom, strangers: Cast, sign_in: SignIn) -> None:
    other_class = make_cohort(cast.bank)
    fellow = make_user(cast.bank, Role.TRAINEE)
    make_enrolment(other_class, fellow)
    left = make_user(cast.bank, Role.TRAINEE)
    make_enrolment(classroom.cohort, left)
    Enrolment.objects.filter(user=left).update(state=EnrolmentState.WITHDRAWN)
    addresses = parts(classroom)
    outsiders = [fellow, left, strangers.trainee, strangers.instructor, strangers.hr, cast.mentor, cast.committee]
    for person in outsiders:
        client = sign_in(person)
        assert [(person.name, url, getattr(client, verb)(url).status_code) for verb, url in addresses] == [
            (person.name, url, 404) for _verb, url in addresses
        ]
    client = sign_in(classroom.trainee)
    assert {getattr(client, verb)(url).status_code for verb, url in addresses if verb == "get"} == {200}


@pytest.mark.django_db
def test_anonymous_people_are_asked_to_sign_in(classroom: Classroom, client: object) -> None:
    for verb, url in parts(classroom):
        answer = getattr(client, verb)(url)
        assert (answer.status_code, answer.headers["Location"].startswith("/login/")) == (302, True), url


@pytest.mark.django_db
def test_search_finds_only_what_one_may_read(cast: Cast, classroom: Classroom, strangers: Cast) -> None:
    fellow = make_user(cast.bank, Role.TRAINEE)
    expected = [reverse("lesson", args=[classroom.lesson.public_id])]
    assert [hit.url for hit in search_lessons(classroom.trainee, "交叉检验")] == expected
    assert [hit.url for hit in search_lessons(cast.instructor, "交叉检验")] == expected
    for person in (fellow, strangers.trainee, strangers.instructor, cast.hr, cast.leader):
        assert search_lessons(person, "交叉检验") == []


@pytest.mark.django_db
def test_drafts_are_for_the_studio(cast: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    draft = make_lesson(classroom.course, live=False)
    for person in (classroom.trainee, cast.instructor):
        assert sign_in(person).get(reverse("lesson", args=[draft.public_id])).status_code == 404
    assert search_lessons(cast.instructor, draft.title) == []


@pytest.mark.django_db
def test_a_file_of_another_bank_is_not_handed_out_even_if_a_lesson_names_it(classroom: Classroom, strangers: Cast, sign_in: SignIn) -> None:
    foreign = add_item(bank=strangers.bank, file=BytesIO(PDF), title="他行文件", author=None, name="a.pdf")
    lesson = make_lesson(classroom.course, recording(foreign))
    assert sign_in(classroom.trainee).get(reverse("lesson-recording", args=[lesson.public_id, section(1)])).status_code == 404


@pytest.mark.django_db
def test_a_quiz_shows_no_question_of_another_bank(classroom: Classroom, strangers: Cast, sign_in: SignIn) -> None:
    foreign = make_question(bank=strangers.bank, stem="他行题目")
    lesson = make_lesson(classroom.course, quiz(foreign.code))
    client = sign_in(classroom.trainee)
    answer = client.get(reverse("lesson-quiz", args=[lesson.public_id, section(1)]))
    assert (answer.status_code, "他行题目" in answer.content.decode()) == (200, False)
    assert client.post(reverse("lesson-try", args=[lesson.public_id, section(1), foreign.code]), {"answer": "B"}).status_code == 404


@pytest.mark.django_db
def test_under_a_shared_lesson_each_bank_sees_its_own_questions(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    shared = make_course(None)
    here, there = make_classroom(cast, shared), make_classroom(strangers, shared)
    LessonQuestion.objects.create(bank=here.bank, lesson=here.lesson, author=here.trainee, text="甲行的问题")
    address = reverse("lesson-questions", args=[here.lesson.public_id])
    assert "甲行的问题" in sign_in(here.trainee).get(address).content.decode()
    assert "甲行的问题" not in sign_in(there.trainee).get(address).content.decode()


@pytest.mark.django_db
def test_a_course_given_to_a_class_must_be_its_banks_or_shared(cast: Cast, other_classroom: Classroom) -> None:
    from courses.actions import CourseProblem

    with pytest.raises(CourseProblem) as caught:
        make_offering(make_cohort(cast.bank), other_classroom.course, actor=cast.hr)
    assert caught.value.code == "bank"
