"""Questions under a lesson: asked, answered, settled, hidden."""

import pytest
from django.urls import reverse

from courses.models import LessonAnswer, LessonQuestion
from lms.cohorts.enums import Duty
from lms.notices.models import Notice
from lms.people.enums import Role
from lms.records.models import Act
from tests.cast import Cast
from tests.courses.conftest import Classroom, SignIn
from tests.factories.cohorts import make_enrolment, make_staff
from tests.factories.people import make_user


@pytest.mark.django_db
def test_a_question_finds_its_answer(cast: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    teacher = make_staff(classroom.cohort, cast.instructor, Duty.INSTRUCTOR)
    idle = make_user(cast.bank, Role.INSTRUCTOR)
    fellow = make_enrolment(classroom.cohort).user
    page = reverse("lesson-questions", args=[classroom.lesson.public_id])
    sign_in(classroom.trainee).post(page, {"text": "  毛利率怎么验？ "})
    question = LessonQuestion.objects.get()
    assert (question.text, question.bank, question.author) == ("毛利率怎么验？", classroom.bank, classroom.trainee)
    assert list(Notice.objects.values_list("user", "url")) == [(teacher.pk, page)]
    assert sign_in(teacher).get(reverse("lesson-questions-waiting")).context["page"].object_list[0] == question
    assert idle.pk not in Notice.objects.values_list("user", flat=True)
    answer_url = reverse("lesson-question-answer", args=[question.public_id])
    sign_in(fellow).post(answer_url, {"text": "看进货单。"})
    sign_in(teacher).post(answer_url, {"text": "先看价签。"})
    first, second = LessonAnswer.objects.all()
    assert Notice.objects.filter(user=classroom.trainee).count() == 2
    assert sign_in(fellow).post(reverse("lesson-answer-settle", args=[first.public_id])).status_code == 404
    for answer in (first, second):
        assert sign_in(classroom.trainee).post(reverse("lesson-answer-settle", args=[answer.public_id])).status_code == 302
    question.refresh_from_db()
    assert (question.answered_at is None, list(LessonAnswer.objects.filter(is_solution=True))) == (False, [second])
    assert len(sign_in(teacher).get(reverse("lesson-questions-waiting")).context["page"].object_list) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "   ", "长" * 2001])
def test_an_empty_or_endless_question_is_refused(text: str, classroom: Classroom, sign_in: SignIn) -> None:
    sign_in(classroom.trainee).post(reverse("lesson-questions", args=[classroom.lesson.public_id]), {"text": text})
    assert LessonQuestion.objects.count() == 0


@pytest.mark.django_db
def test_what_is_hidden_needs_a_reason_and_stays_for_staff(cast: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    fellow = make_enrolment(classroom.cohort).user
    question = LessonQuestion.objects.create(bank=classroom.bank, lesson=classroom.lesson, author=classroom.trainee, text="客户张三的电话")
    hide = reverse("lesson-question-hide", args=[question.public_id])
    page = reverse("lesson-questions", args=[classroom.lesson.public_id])
    assert sign_in(classroom.trainee).post(hide, {"reason": "x"}).status_code == 404
    client = sign_in(cast.instructor)
    client.post(hide, {"reason": " "})
    question.refresh_from_db()
    assert question.hidden_at is None
    client.post(hide, {"reason": "含客户信息"})
    shown = {
        person.pk: "客户张三的电话" in sign_in(person).get(page).content.decode() for person in (cast.instructor, classroom.trainee, fellow)
    }
    assert shown == {cast.instructor.pk: True, classroom.trainee.pk: True, fellow.pk: False}
    assert Act.objects.get(object_kind="lessonquestion").reason == "含客户信息"
    assert sign_in(fellow).post(reverse("lesson-question-answer", args=[question.public_id]), {"text": "好"}).status_code == 404


@pytest.mark.django_db
def test_questions_of_another_bank_do_not_exist(strangers: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    question = LessonQuestion.objects.create(bank=classroom.bank, lesson=classroom.lesson, author=classroom.trainee, text="问")
    answer = LessonAnswer.objects.create(question=question, author=classroom.trainee, text="答")
    client = sign_in(strangers.instructor)
    urls = [
        reverse("lesson-question-answer", args=[question.public_id]),
        reverse("lesson-question-hide", args=[question.public_id]),
        reverse("lesson-answer-settle", args=[answer.public_id]),
        reverse("lesson-answer-hide", args=[answer.public_id]),
    ]
    assert {client.post(url, {"text": "x", "reason": "x"}).status_code for url in urls} == {404}
    assert list(client.get(reverse("lesson-questions-waiting")).context["page"].object_list) == []


@pytest.mark.django_db
def test_a_page_of_questions_costs_the_same(
    cast: Cast, classroom: Classroom, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    def ask() -> None:
        question = LessonQuestion.objects.create(bank=classroom.bank, lesson=classroom.lesson, author=classroom.trainee, text="问")
        LessonAnswer.objects.create(question=question, author=make_user(classroom.bank), text="答")

    ask()
    client = sign_in(classroom.trainee)
    page = reverse("lesson-questions", args=[classroom.lesson.public_id])
    client.get(page)
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(20) as asked:  # type: ignore[operator]  # a fixture
            client.get(page)
        counts.append(len(asked))
        ask()
        ask()
    assert counts[0] == counts[1]
