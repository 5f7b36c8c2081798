"""Many at once: one attempt, one submission, one receipt per request. Real threads, real commits."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections

from assessments.actions.save_answer import AnswerIn, AnswerRefused, save_answer
from assessments.actions.start_sitting import start_sitting
from assessments.actions.submit_sitting import submit_sitting
from assessments.models import AnswerCurrent, AnswerEvent, Sitting, SittingKey
from lms.records.models import Act
from tests.assessments.conftest import Hall
from tests.factories.exams import make_sitting

T = TypeVar("T")
THREADS = 10
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _patient_database(transactional_db: None) -> Iterator[None]:
    yield
    connections.close_all()


def together(work: Callable[[int], T], count: int, threads: int = THREADS) -> list[T]:
    """``count`` calls, ``threads`` of them starting in the same instant."""
    barrier = Barrier(threads)

    def one(number: int) -> T:
        if number < threads:
            barrier.wait(20)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(count)))


def test_a_hundred_starts_make_one_attempt(hall: Hall) -> None:
    exam_id, user, moment = hall.exam.public_id, hall.trainee, hall.exam.opens_at
    made = together(lambda _number: start_sitting(exam_id=exam_id, user=user, now=moment).pk, 100)
    assert len(set(made)) == 1
    assert (Sitting.objects.count(), SittingKey.objects.count()) == (1, 1)


def test_fifty_times_the_same_answer_is_one_event_with_one_receipt(hall: Hall) -> None:
    sitting = make_sitting(hall.exam, hall.trainee)
    sent = AnswerIn(sitting.public_id, sitting.ticket_nonce, 4, "9", False, 1, "same-key", sitting.started_at + timedelta(minutes=1))
    receipts = together(lambda _number: save_answer(sent).receipt, 50)
    assert len(set(receipts)) == 1
    assert (AnswerEvent.objects.count(), AnswerCurrent.objects.count()) == (1, 1)


def test_answers_to_one_question_all_stay_and_the_newest_counts(hall: Hall) -> None:
    sitting = make_sitting(hall.exam, hall.trainee)
    moment = sitting.started_at + timedelta(minutes=1)

    def send(number: int) -> int:
        answer = AnswerIn(sitting.public_id, sitting.ticket_nonce, 4, f"v{number + 1}", False, number + 1, f"key-{number:04d}", moment)
        return save_answer(answer).receipt.server_seq

    assert sorted(together(send, 40)) == list(range(1, 41))
    assert AnswerCurrent.objects.get().value == "v40"
    assert AnswerEvent.objects.count() == 40


def test_handing_in_many_times_is_once_and_no_answer_slips_in_afterwards(hall: Hall) -> None:
    sitting = make_sitting(hall.exam, hall.trainee)
    moment = sitting.started_at + timedelta(minutes=1)

    def step(number: int) -> str:
        if number % 2:
            return str(submit_sitting(sitting_id=sitting.public_id, user=hall.trainee, now=moment).first)
        try:
            save_answer(AnswerIn(sitting.public_id, sitting.ticket_nonce, 4, "9", False, number + 1, f"key-{number:04d}", moment))
        except AnswerRefused as refusal:
            return refusal.reason
        return "saved"

    outcomes = together(step, 30)
    sitting.refresh_from_db()
    assert outcomes.count("True") == 1
    assert AnswerEvent.objects.count() == outcomes.count("saved") == sitting.server_seq
    assert Act.objects.filter(object_id=sitting.public_id, verb="submitted").get().details["server_seq"] == sitting.server_seq
