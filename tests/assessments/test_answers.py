"""The answer protocol: nothing acknowledged is lost, nothing late or repeated overwrites."""

from datetime import timedelta

import pytest
from django.db import connection

from assessments.actions.save_answer import AnswerIn, AnswerRefused, Saved, save_answer
from assessments.actions.start_sitting import take_over_sitting
from assessments.actions.submit_sitting import submit_sitting
from assessments.domain.receipts import answer_hash
from assessments.models import AnswerCurrent, AnswerEvent, Sitting
from tests.assessments.conftest import Hall, statements
from tests.factories.exams import make_sitting


@pytest.fixture
def sitting(hall: Hall) -> Sitting:
    return make_sitting(hall.exam, hall.trainee)


def answer(
    sitting: Sitting, position: int = 4, value: str = "1", *, seq: int = 1, key: str = "", seconds: float = 60, nonce: str = ""
) -> AnswerIn:
    return AnswerIn(
        sitting=sitting.public_id, nonce=nonce or sitting.ticket_nonce, position=position, value=value, flagged=False, client_seq=seq,
        key=key or f"key-{position}-{seq}", received_at=sitting.started_at + timedelta(seconds=seconds),
    )  # fmt: skip


def current(sitting: Sitting) -> dict[int, str]:
    return dict(AnswerCurrent.objects.filter(sitting=sitting).values_list("position", "value"))


def events(sitting: Sitting) -> list[tuple[int, str]]:
    return list(AnswerEvent.objects.filter(sitting=sitting).order_by("server_seq").values_list("server_seq", "value"))


def refused(answer: AnswerIn) -> tuple[str, bool]:
    with pytest.raises(AnswerRefused) as caught:
        save_answer(answer)
    return caught.value.reason, caught.value.recorded


def plain(saved: Saved) -> dict[str, object]:
    return saved.receipt.as_dict()


def test_a_receipt_can_be_checked_by_who_holds_it(sitting: Sitting) -> None:
    saved = save_answer(answer(sitting, 4, "987,654"))
    assert plain(saved) == {
        "server_seq": 1,
        "received_at": (sitting.started_at + timedelta(seconds=60)).isoformat(),
        "sha256": answer_hash(sitting=sitting.public_id, question=4, client_seq=1, value="987,654"),
        "placement": "current",
    }
    assert current(sitting) == {4: "987,654"}
    assert saved.deadline_at == sitting.deadline_at


def test_a_lost_receipt_is_asked_for_again_and_is_the_same(sitting: Sitting) -> None:
    """The server dies between commit and answer: the page sends the same request again."""
    first = save_answer(answer(sitting, 4, "a", key="k"))
    save_answer(answer(sitting, 4, "b", seq=2))
    again = save_answer(answer(sitting, 4, "a", key="k", seconds=90))
    assert plain(again) == plain(first)
    assert (current(sitting), events(sitting)) == ({4: "b"}, [(1, "a"), (2, "b")])


def test_an_older_answer_that_arrives_later_is_kept_but_does_not_count(sitting: Sitting) -> None:
    save_answer(answer(sitting, 4, "new", seq=2))
    late = save_answer(answer(sitting, 4, "old", seq=1))
    assert plain(late)["placement"] == "late"
    assert (current(sitting), events(sitting)) == ({4: "new"}, [(1, "new"), (2, "old")])
    assert plain(save_answer(answer(sitting, 4, "old", seq=1))) == plain(late)


def test_questions_do_not_stand_in_each_others_way(sitting: Sitting) -> None:
    save_answer(answer(sitting, 4, "x", seq=9))
    save_answer(answer(sitting, 5, "y", seq=3))
    assert current(sitting) == {4: "x", 5: "y"}


def test_another_window_takes_over_and_the_old_one_is_refused(sitting: Sitting, hall: Hall) -> None:
    save_answer(answer(sitting, 4, "here"))
    there = take_over_sitting(sitting=sitting, user=hall.trainee)
    assert refused(answer(sitting, 4, "old window", seq=2)) == ("taken_over", False)
    save_answer(answer(there, 4, "there", seq=2, key="other"))
    assert current(sitting) == {4: "there"}
    assert plain(save_answer(answer(sitting, 4, "here")))["server_seq"] == 1  # its receipt can still be asked for


@pytest.mark.parametrize(
    ("seconds", "outcome"),
    [(3599, "current"), (3600, "current"), (3630, "current"), (3630.001, "late"), (3700, "late")],
    ids=["before", "deadline", "grace", "after", "long after"],
)
def test_the_moment_of_arrival_decides(sitting: Sitting, seconds: float, outcome: str) -> None:
    sent = answer(sitting, 4, "x", seconds=seconds)
    if outcome == "current":
        assert plain(save_answer(sent))["placement"] == "current"
        assert current(sitting) == {4: "x"}
    else:
        assert refused(sent) == ("late", True)
        assert (current(sitting), events(sitting)) == ({}, [(1, "x")])
        assert refused(sent) == ("late", True)
        assert events(sitting) == [(1, "x")]


def test_after_handing_in_nothing_is_taken(sitting: Sitting, hall: Hall) -> None:
    submit_sitting(sitting_id=sitting.public_id, user=hall.trainee, now=sitting.started_at + timedelta(minutes=10))
    assert refused(answer(sitting, seconds=700)) == ("closed", False)
    assert events(sitting) == []


def test_a_sitting_that_is_not_there_is_gone(sitting: Sitting) -> None:
    unknown = answer(sitting)
    assert refused(AnswerIn(**{**unknown.__dict__, "sitting": "nowhere"})) == ("gone", False)


def test_numbers_have_no_gaps(sitting: Sitting) -> None:
    for seq in range(1, 6):
        save_answer(answer(sitting, seq, "v", seq=seq))
        save_answer(answer(sitting, seq, "v", seq=seq))
    assert [number for number, _ in events(sitting)] == [1, 2, 3, 4, 5]
    sitting.refresh_from_db()
    assert sitting.server_seq == 5


def test_events_are_never_changed(sitting: Sitting) -> None:
    save_answer(answer(sitting))
    with pytest.raises(Exception, match="append-only"):
        AnswerEvent.objects.filter(sitting=sitting).update(value="other")


@pytest.mark.django_db(transaction=True)
def test_saving_is_one_statement_or_one_transaction(hall: Hall) -> None:
    sitting = make_sitting(hall.exam, hall.trainee)
    save_answer(answer(sitting))
    with statements() as seen:
        save_answer(answer(sitting, value="2", seq=2))
    if connection.vendor == "postgresql":
        assert (len(seen.sent), seen.transactions) == (1, 0)
    else:
        assert seen.transactions == 1
        assert len(seen.sent) <= 6
