"""Saving an answer over HTTP costs the answer alone: no session, no user."""

import json

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assessments.actions.tickets import ticket_for
from assessments.models import AnswerCurrent
from lms.toolkit.ticketed_paths import TICKETED
from tests.assessments.conftest import Hall, statements
from tests.factories.exams import make_exam, make_sitting


@pytest.mark.django_db(transaction=True)
def test_saving_an_answer_asks_for_no_session_and_no_user(hall: Hall, client) -> None:
    sitting = make_sitting(make_exam(hall.cohort, hall.instructor, "single", opens_at=timezone.now()), hall.trainee)
    client.force_login(hall.trainee)
    url = reverse("answer-save", args=[sitting.public_id])
    body = {"ticket": ticket_for(sitting, hall.trainee.key), "position": 1, "flagged": False}
    first = body | {"key": "key-00000001", "client_seq": 1, "value": "w"}
    assert client.post(url, json.dumps(first), content_type="application/json").status_code == 200
    body |= {"key": "key-00000002", "client_seq": 2, "value": "x"}
    with statements() as seen:
        response = client.post(url, json.dumps(body), content_type="application/json")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert [sql for sql in seen.sent if "django_session" in sql or "people_" in sql] == []
    assert list(AnswerCurrent.objects.filter(sitting=sitting).values_list("value", flat=True)) == ["x"]
    if connection.vendor == "postgresql":
        assert (len(seen.sent), seen.transactions) == (1, 0)
    else:
        assert (seen.transactions, len(seen.sent) <= 6) == (1, True), seen.sent


def test_only_the_path_of_answers_goes_without_a_user() -> None:
    assert TICKETED.fullmatch(reverse("answer-save", args=["abc-1"]))
    for name in ("sitting", "sitting-save", "sitting-submit", "sitting-state", "sitting-result"):
        assert TICKETED.fullmatch(reverse(name, args=["abc-1"])) is None
