"""Honest progress: seen, tried, watched; then a fact about the person."""

import json
import wave
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import CourseCompletion, LessonNote, LessonProgress
from lms.evidence.models import Evidence
from media.actions import add_item
from media.models import WatchProgress
from tests.cast import Cast
from tests.courses.conftest import Classroom, SignIn, make_classroom
from tests.factories.courses import TEXT, make_course, make_lesson, make_question, quiz, recording, section


def sound() -> BytesIO:
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(8000)
        out.writeframes(bytes(8000 * 10))
    file.seek(0)
    return file


@pytest.mark.django_db
def test_a_lesson_is_done_when_read_tried_and_watched(classroom: Classroom, sign_in: SignIn) -> None:
    question = make_question(bank=classroom.bank)
    item = add_item(bank=classroom.bank, file=sound(), title="录音", author=None, name="a.wav")
    lesson = make_lesson(classroom.course, TEXT, quiz(question.code), recording(item))
    client = sign_in(classroom.trainee)
    report = reverse("lesson-progress", args=[lesson.public_id])

    def send(*seen: int) -> dict[str, object]:
        data = {"seen": [section(number) for number in seen]}
        return json.loads(client.post(report, data, content_type="application/json").content)

    assert (send(1, 2, 3)["done"], len(send()["missing"])) == (False, 2)
    client.post(reverse("lesson-try", args=[lesson.public_id, section(2), question.code]), {"answer": "A"})
    assert (send()["done"], len(send()["missing"])) == (False, 1)
    complete = reverse("lesson-complete", args=[lesson.public_id])
    assert client.post(complete).headers["Location"] == reverse("lesson", args=[lesson.public_id])
    WatchProgress.objects.create(user=classroom.trainee, item=item, watched_share=Decimal(1), completed_at=timezone.now())
    assert send()["done"] is True
    fact = Evidence.objects.get(kind="lesson")
    assert (fact.person_key, fact.source_id, fact.raw, fact.bank) == (classroom.trainee.key, lesson.public_id, Decimal(1), classroom.bank)
    assert fact.details == {"course": classroom.course.code, "topics": ["T00.01"], "quiz": {"questions": 1, "right_at_first": 0}}
    assert fact.competency is not None and fact.competency.code == "T00.01"
    send(1)
    assert Evidence.objects.filter(kind="lesson").count() == 1


@pytest.mark.django_db
def test_the_last_lesson_finishes_the_course(classroom: Classroom, sign_in: SignIn) -> None:
    second = make_lesson(classroom.course)
    client = sign_in(classroom.trainee)
    for lesson, finished in ((classroom.lesson, 0), (second, 1)):
        data = {"seen": [section(1)]}
        client.post(reverse("lesson-progress", args=[lesson.public_id]), data, content_type="application/json")
        assert CourseCompletion.objects.filter(user=classroom.trainee, course=classroom.course).count() == finished
    assert client.get(reverse("course-detail", args=[classroom.course.public_id])).context["taken"].done == 2


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"", b"[]", b'{"seen": "all"}', b'{"seen": [1]}', b"\xff", b'{"seen": ["x"]' + b" " * 30_000])
def test_a_broken_report_is_refused(body: bytes, classroom: Classroom, sign_in: SignIn) -> None:
    address = reverse("lesson-progress", args=[classroom.lesson.public_id])
    assert sign_in(classroom.trainee).post(address, body, content_type="application/json").status_code == 400
    assert LessonProgress.objects.count() == 0


@pytest.mark.django_db
def test_invented_sections_count_for_nothing(classroom: Classroom, sign_in: SignIn) -> None:
    lesson = make_lesson(classroom.course, TEXT, TEXT)
    data = {"seen": [section(1), section(9), "x" * 500], "position": "elsewhere"}
    sign_in(classroom.trainee).post(reverse("lesson-progress", args=[lesson.public_id]), data, content_type="application/json")
    row = LessonProgress.objects.get()
    assert (row.seen, row.position, row.completed_at) == ([section(1)], "", None)


RIGHT = {"single": ["B"], "multiple": ["C", "A"], "true_false": ["T"], "numeric": ["42.1 元"], "fill_in": ["库存"]}
WRONG = {"single": ["A"], "multiple": ["A"], "true_false": ["F"], "numeric": ["43.1"], "fill_in": ["现金"]}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", RIGHT)
def test_the_quiz_marks_on_the_server_and_keeps_the_first_try(kind: str, classroom: Classroom, sign_in: SignIn) -> None:
    question = make_question(bank=classroom.bank, kind=kind)
    lesson = make_lesson(classroom.course, quiz(question.code))
    client = sign_in(classroom.trainee)
    page = (
        client.get(reverse("lesson", args=[lesson.public_id])).content
        + client.get(reverse("lesson-quiz", args=[lesson.public_id, section(1)])).content
    )
    assert "现金要实点" not in page.decode()
    address = reverse("lesson-try", args=[lesson.public_id, section(1), question.code])
    assert client.post(address, {"answer": []}).context["feedback"] is None
    assert LessonProgress.objects.count() == 0
    wrong = client.post(address, {"answer": WRONG[kind]})
    assert (wrong.context["feedback"].correct, "现金要实点" in wrong.content.decode()) == (False, True)
    assert client.post(address, {"answer": RIGHT[kind]}, headers={"HX-Request": "true"}).context["feedback"].correct is True
    assert LessonProgress.objects.get().quiz == {question.code: {"first": False, "tries": 2, "last": True}}


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [["Z"], ["A", "B", "C", "D", "E"], ["x" * 5000], ["\x00"]])
def test_a_tampered_answer_is_no_answer(answer: list[str], classroom: Classroom, sign_in: SignIn) -> None:
    question = make_question(bank=classroom.bank)
    lesson = make_lesson(classroom.course, quiz(question.code))
    result = sign_in(classroom.trainee).post(reverse("lesson-try", args=[lesson.public_id, section(1), question.code]), {"answer": answer})
    assert (result.status_code, result.context["feedback"], LessonProgress.objects.count()) == (200, None, 0)


@pytest.mark.django_db
def test_a_question_that_is_not_approved_holds_nobody_up(classroom: Classroom, sign_in: SignIn) -> None:
    draft = make_question(bank=classroom.bank, state="draft")
    lesson = make_lesson(classroom.course, quiz(draft.code))
    client = sign_in(classroom.trainee)
    assert client.get(reverse("lesson-quiz", args=[lesson.public_id, section(1)])).context["questions"] == []
    answer = client.post(reverse("lesson-progress", args=[lesson.public_id]), {"seen": [section(1)]}, content_type="application/json")
    assert json.loads(answer.content)["done"] is True


@pytest.mark.django_db
def test_a_lesson_of_the_shared_library_asks_the_questions_of_the_learners_bank(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    here = make_classroom(cast, make_course(None))
    there = make_classroom(strangers, here.course)
    question = make_question("Q-SHARED", bank=cast.bank)
    lesson = make_lesson(here.course, quiz(question.code))
    client, far = sign_in(here.trainee), sign_in(there.trainee)
    url = reverse("lesson-quiz", args=[lesson.public_id, section(1)])
    assert [row["row"] for row in client.get(url).context["questions"]] == [question]
    assert far.get(url).context["questions"] == []
    client.post(reverse("lesson-progress", args=[lesson.public_id]), {"seen": [section(1)]}, content_type="application/json")
    assert LessonProgress.objects.get(user=here.trainee, lesson=lesson).completed_at is None
    client.post(reverse("lesson-try", args=[lesson.public_id, section(1), question.code]), {"answer": "B"})
    assert LessonProgress.objects.get(user=here.trainee, lesson=lesson).completed_at is not None


@pytest.mark.django_db
def test_notes_are_private_and_kept(cast: Cast, classroom: Classroom, sign_in: SignIn) -> None:
    address = reverse("lesson-note", args=[classroom.lesson.public_id])
    client = sign_in(classroom.trainee)
    assert json.loads(client.post(address, {"text": "只有我看得到"}, headers={"Accept": "application/json"}).content) == {"saved": True}
    assert client.post(address, {"text": "x" * 10_001}, headers={"Accept": "application/json"}).status_code == 400
    assert LessonNote.objects.get().text == "只有我看得到"
    page = reverse("lesson", args=[classroom.lesson.public_id])
    assert "只有我看得到" in client.get(page).content.decode()
    assert "只有我看得到" not in sign_in(cast.instructor).get(page).content.decode()
