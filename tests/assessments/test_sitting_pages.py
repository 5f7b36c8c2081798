"""Sitting an exam over HTTP: start, page, save, take over, hand in; who may, what is seen, what it costs."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.submit_sitting import close_overdue
from assessments.actions.tickets import ticket_for
from assessments.enums import SittingState
from assessments.models import AnswerCurrent, Sitting
from lms.people.models import User
from lms.records.models import Act
from tests.assessments.conftest import Hall, make_hall, statements
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.exams import CANARY, make_sitting, right_answers

SignIn = Callable[[User], Client]
# What the middleware asks once per session or minute on top of a page's own statements.
SESSION = 2


def url(name: str, thing: object) -> str:
    return reverse(name, args=[getattr(thing, "public_id", thing)])


@pytest.fixture
def begun(hall: Hall, sign_in: SignIn, clock: Clock) -> tuple[Client, Sitting]:
    """The trainee has started at nine."""
    client = sign_in(hall.trainee)
    response = client.post(url("exam-start", hall.exam))
    sitting = Sitting.objects.get()
    assert response.url == url("sitting", sitting)
    return client, sitting


def send(client: Client, sitting: Sitting, **changes: object) -> tuple[int, dict[str, object]]:
    body = {
        "ticket": ticket_for(sitting, sitting.user.key),
        "key": "key-00000001",
        "client_seq": 1,
        "position": 4,
        "value": "9",
        "flagged": False,
    }
    response = client.post(url("answer-save", sitting), data=json.dumps(body | changes), content_type="application/json")
    return response.status_code, response.json()


def held(sitting: Sitting) -> dict[int, str]:
    return dict(AnswerCurrent.objects.filter(sitting=sitting).values_list("position", "value"))


def test_the_page_shows_the_paper_and_nothing_else(begun: tuple[Client, Sitting]) -> None:
    client, sitting = begun
    response = client.get(url("sitting", sitting))
    text = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert [view["stem"] in text for view in sitting.questions] == [True] * 6
    assert CANARY not in text
    assert "987654.5" not in text


def test_a_page_costs_the_same_for_any_paper(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    counts = []
    for kinds in (("single",), ("single",) * 12):
        hall = make_hall(cast, *kinds)
        client = sign_in(hall.trainee)
        client.post(url("exam-start", hall.exam))
        page = url("sitting", Sitting.objects.get(exam=hall.exam))
        client.get(page)
        with statements() as seen:
            client.get(page)
        counts.append(len(seen.sent))
    assert counts[0] == counts[1]
    assert counts[0] <= 2 + SESSION


def test_starting_costs_the_same_for_any_paper(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    counts = []
    for kinds in (("single",), ("single",) * 12):
        hall = make_hall(cast, *kinds)
        client = sign_in(hall.trainee)
        client.get(reverse("exam-list"))
        with statements() as seen:
            client.post(url("exam-start", hall.exam))
        counts.append(len(seen.sent))
    assert counts[0] == counts[1]
    assert counts[0] <= 6


def test_handing_in_costs_the_same_for_any_paper(cast: Cast, sign_in: SignIn, clock: Clock) -> None:
    counts = []
    for kinds in (("single",), ("single",) * 12):
        hall = make_hall(cast, *kinds)
        client = sign_in(hall.trainee)
        client.post(url("exam-start", hall.exam))
        sitting = Sitting.objects.get(exam=hall.exam)
        client.get(url("sitting", sitting))
        with statements() as seen:
            client.post(url("sitting-submit", sitting), {"last_seq": "0"})
        counts.append(len(seen.sent))
    assert counts[0] == counts[1]
    assert counts[0] <= 6


def test_saving_asks_for_no_session_and_no_user(begun: tuple[Client, Sitting]) -> None:
    _client, sitting = begun
    body = {
        "ticket": ticket_for(sitting, sitting.user.key),
        "key": "key-00000001",
        "client_seq": 1,
        "position": 4,
        "value": "9",
        "flagged": True,
    }
    with statements() as seen:
        response = Client(enforce_csrf_checks=True).post(
            url("answer-save", sitting), data=json.dumps(body), content_type="application/json"
        )
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert [sql for sql in seen.sent if "session" in sql or "people_user" in sql] == []
    assert held(sitting) == {4: "9"}


def test_a_ticket_opens_its_own_sitting_only(begun: tuple[Client, Sitting], hall: Hall) -> None:
    _client, sitting = begun
    other = make_sitting(hall.exam, hall.trainees[1])
    assert send(Client(), sitting, ticket=ticket_for(other, hall.trainees[1].key))[0] == 403
    assert send(Client(), sitting, ticket="t1.e30.e30")[0] == 403
    assert send(Client(), sitting, ticket="")[0] == 403
    assert held(sitting) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"position": 0}, {"position": 501}, {"position": True}, {"position": "4"}, {"client_seq": 0}, {"client_seq": 2**31},
        {"value": 7}, {"value": "a\0b"}, {"value": "\ud800"}, {"value": "长" * 20_001},
        {"key": "short"}, {"key": "k" * 65}, {"flagged": 1}, {"score": 100},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_nonsense_is_refused_and_changes_nothing(begun: tuple[Client, Sitting], changes: dict[str, object]) -> None:
    _client, sitting = begun
    assert send(Client(), sitting, **changes)[0] == 400
    assert held(sitting) == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"ticket": NaN}', b'{"a":1,"a":2}', b"\xff", b"x" * 100_000])
def test_what_is_not_json_is_refused(begun: tuple[Client, Sitting], body: bytes) -> None:
    response = Client().post(url("answer-save", begun[1]), data=body, content_type="application/json")
    assert (response.status_code, response.json()["error"]) == (400, "malformed")


def test_late_and_taken_over_are_conflicts(begun: tuple[Client, Sitting], clock: Clock) -> None:
    client, sitting = begun
    ticket = ticket_for(sitting, sitting.user.key)
    client.post(url("sitting-take-over", sitting))
    assert send(Client(), sitting, ticket=ticket) == (409, {"error": "taken_over", "recorded": False})
    sitting.refresh_from_db()
    clock.advance(minutes=62)
    assert send(Client(), sitting) == (409, {"error": "late", "recorded": True})
    assert held(sitting) == {}


def test_another_device_asks_before_it_takes_over(begun: tuple[Client, Sitting], hall: Hall, sign_in: SignIn) -> None:
    first, sitting = begun
    phone = sign_in(hall.trainee)
    assert phone.post(url("exam-start", hall.exam)).url == url("sitting", sitting)
    page = phone.get(url("sitting", sitting))
    assert page.templates[0].name == "assessments/sitting_elsewhere.html"
    assert sitting.ticket_nonce not in page.content.decode()
    phone.post(url("sitting-take-over", sitting))
    assert phone.get(url("sitting", sitting)).templates[0].name == "assessments/sitting.html"
    assert first.get(url("sitting", sitting)).templates[0].name == "assessments/sitting_elsewhere.html"
    assert first.get(url("sitting-state", sitting)).json()["here"] is False
    assert Act.objects.filter(object_kind="sitting", details__taken_over=True).count() == 1


def test_the_plain_form_saves_what_was_changed(begun: tuple[Client, Sitting]) -> None:
    client, sitting = begun
    right = right_answers(sitting)
    form = {"seen": "0", "q1": right[1], "q2": right[2].split(","), "q3": "T", "q4": "5", "q6": "一\r\n二", "f4": "1", "next": "review"}
    assert client.post(url("sitting-save", sitting), form).url == url("sitting-review", sitting)
    assert set(held(sitting)[2].split(",")) == set(right[2].split(","))
    assert {k: v for k, v in held(sitting).items() if k != 2} == {1: right[1], 3: "T", 4: "5", 6: "一\n二"}
    client.post(url("sitting-save", sitting), form)
    sitting.refresh_from_db()
    assert sitting.server_seq == 5
    page = client.get(url("sitting", sitting)).content.decode()
    assert f'value="{right[1]}" checked' in page
    assert 'name="f4" value="1" checked' in page


def test_an_old_form_does_not_undo_what_another_window_saved(begun: tuple[Client, Sitting]) -> None:
    client, sitting = begun
    client.post(url("sitting-save", sitting), {"seen": "0", "q4": "5"})
    client.post(url("sitting-save", sitting), {"seen": "0", "q5": "净值"})
    assert held(sitting) == {4: "5", 5: "净值"}
    client.post(url("sitting-save", sitting), {"seen": "2", "q4": "", "q5": "净值"})
    assert held(sitting) == {4: "", 5: "净值"}


def test_the_review_names_what_is_not_answered(begun: tuple[Client, Sitting]) -> None:
    client, sitting = begun
    client.post(url("sitting-save", sitting), {"seen": "0", "q4": "5"})
    number = next(place for place, view in enumerate(sitting.questions, start=1) if view["position"] == 4)
    assert client.get(url("sitting-review", sitting)).context["unanswered"] == [one for one in range(1, 7) if one != number]


def test_handing_in_twice_is_once(begun: tuple[Client, Sitting]) -> None:
    client, sitting = begun
    for _again in range(2):
        assert client.post(url("sitting-submit", sitting)).url == url("sitting-result", sitting)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.score_vector) == (SittingState.MARKED, ["0"] * 6)
    assert Act.objects.filter(object_kind="sitting", verb="submitted").count() == 1


def test_answers_from_elsewhere_are_looked_at_before_handing_in(begun: tuple[Client, Sitting]) -> None:
    client, sitting = begun
    send(Client(), sitting)
    assert client.post(url("sitting-submit", sitting), {"last_seq": "0"}).url == url("sitting", sitting)
    sitting.refresh_from_db()
    assert sitting.state == SittingState.OPEN
    assert client.post(url("sitting-submit", sitting), {"last_seq": "1"}).url == url("sitting-result", sitting)


@pytest.mark.parametrize(
    ("seconds", "state", "reason"),
    [(3599, "marked", ""), (3630, "marked", ""), (3631, "marked", "deadline")],
    ids=["in time", "last moment of grace", "after"],
)
def test_handing_in_within_the_grace_counts(begun: tuple[Client, Sitting], clock: Clock, seconds: int, state: str, reason: str) -> None:
    client, sitting = begun
    clock.advance(minutes=30)
    client.get(url("sitting-state", sitting))  # what the page asks keeps the session alive
    clock.set(sitting.started_at + timedelta(seconds=seconds))
    client.post(url("sitting-submit", sitting))
    sitting.refresh_from_db()
    assert (sitting.state, sitting.closed_reason) == (state, reason)
    assert sitting.submitted_at == (sitting.deadline_at if reason else clock.now)


def test_the_sweep_closes_and_marks_what_was_saved(begun: tuple[Client, Sitting], clock: Clock, hall: Hall) -> None:
    _client, sitting = begun
    for place, (position, value) in enumerate(right_answers(sitting).items(), start=1):
        send(Client(), sitting, position=position, value=value, client_seq=place, key=f"key-{place:08d}")
    assert close_overdue(now=sitting.accepts_until + timedelta(seconds=5)) == 0
    assert close_overdue(now=sitting.accepts_until + timedelta(seconds=6)) == 1
    assert close_overdue(now=sitting.accepts_until + timedelta(seconds=7)) == 0
    sitting.refresh_from_db()
    assert (sitting.state, sitting.closed_reason, sitting.submitted_at) == (SittingState.CLOSED, "deadline", sitting.deadline_at)
    assert sitting.score_vector == ["2", "2", "2", "2", "2", None]
    assert sitting.score is None


def test_looking_closes_what_is_over(begun: tuple[Client, Sitting], hall: Hall, sign_in: SignIn, clock: Clock) -> None:
    _client, sitting = begun
    clock.advance(hours=2)
    client = sign_in(hall.trainee)
    assert client.get(url("sitting", sitting)).url == url("sitting-result", sitting)
    sitting.refresh_from_db()
    assert (sitting.state, sitting.closed_reason) == (SittingState.MARKED, "deadline")


def test_a_sitting_exists_for_its_owner_only(
    begun: tuple[Client, Sitting], hall: Hall, cast: Cast, strangers: Cast, sign_in: SignIn
) -> None:
    _client, sitting = begun
    pages = ["sitting", "sitting-state", "sitting-review", "sitting-result"]
    posts = ["sitting-save", "sitting-take-over", "sitting-submit"]
    for user in (hall.trainees[1], cast.instructor, cast.hr, strangers.trainee, strangers.instructor):
        client = sign_in(user)
        assert [client.get(url(name, sitting)).status_code for name in pages] == [404] * 4
        assert [client.post(url(name, sitting)).status_code for name in posts] == [404] * 3
    anonymous = Client()
    assert [anonymous.get(url(name, sitting)).status_code for name in pages] == [302] * 4
    sitting.refresh_from_db()
    assert sitting.state == SittingState.OPEN


def test_who_is_not_in_the_class_cannot_start(hall: Hall, cast: Cast, strangers: Cast, sign_in: SignIn, clock: Clock) -> None:
    for user in (cast.mentor, cast.instructor, strangers.trainee):
        assert sign_in(user).post(url("exam-start", hall.exam)).status_code == 404
    assert Sitting.objects.count() == 0


@pytest.mark.parametrize("name", ["exam-start", "sitting-save", "sitting-take-over", "sitting-submit"])
def test_looking_changes_nothing(begun: tuple[Client, Sitting], hall: Hall, name: str) -> None:
    client, sitting = begun
    assert client.get(url(name, hall.exam if name == "exam-start" else sitting)).status_code == 405
