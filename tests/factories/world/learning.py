"""What the class learns from: a course with a lesson, its quiz, recording and questions, and the media library."""

import io
from datetime import datetime
from typing import TYPE_CHECKING

from courses.actions import offer_course
from courses.actions.discussion import answer_question, ask_question
from media.actions import add_item, play_link
from tests.factories.courses import make_course, make_lesson, make_question, quiz, recording
from tests.factories.media import wav_bytes

if TYPE_CHECKING:
    from . import World


def add_learning(world: "World", now: datetime) -> None:
    people, cohort = world.people, world.cohort
    assert cohort is not None
    captions = io.BytesIO(b"WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n")
    captions.name = "a.vtt"
    item = add_item(
        bank=world.bank, file=io.BytesIO(wav_bytes(seconds=2)), name="lesson.wav", title="录音", author=people["instructor"],
        captions=captions,
    )  # fmt: skip
    question = make_question(bank=world.bank)
    course = make_course(world.bank, indexed=True)
    lesson = make_lesson(course, quiz(question.code), recording(item), indexed=True)
    offering = offer_course(cohort=cohort, course=course, actor=people["hr"])
    asked = ask_question(user=people["trainee"], lesson=lesson, cohort=cohort, text="现金怎么点？", now=now)
    answer = answer_question(user=people["instructor"], question=asked, text="实点。", now=now)
    world.things |= {
        "media": item.public_id,
        "media_key": play_link(item, people["trainee"], now=now).partition("?key=")[2],
        "course": course.public_id,
        "lesson": lesson.public_id,
        "quiz_question": question.code,
        "offering": offering.public_id,
        "lesson_question": asked.public_id,
        "lesson_answer": answer.public_id,
        "course_page": course.pk,
        "lesson_page": lesson.pk,
        "lesson_revision": lesson.latest_revision_id or 0,
        "media_row": item.pk,
    }
