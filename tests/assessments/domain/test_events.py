"""Answer events: nothing acknowledged is lost, nothing newer is overwritten by something late."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.events import AnswerEvent, Current, fold, place
from assessments.domain.receipts import Receipt, answer_hash
from assessments.enums import Placement

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def event(server_seq: int, value: str, client_seq: int, **changes: Any) -> AnswerEvent[str]:
    options: dict[str, Any] = {
        "server_seq": server_seq, "question": "q1", "value": value, "client_seq": client_seq,
        "idempotency_key": f"k{server_seq}", "received_at": NOW + timedelta(seconds=server_seq), "sha256": f"h{server_seq}",
    }  # fmt: skip
    return AnswerEvent(**options | changes)


def test_the_newest_counts() -> None:
    result = fold([event(1, "A", 1), event(2, "B", 2), event(3, "x", 3, question="q2", flagged=True)])
    assert result.answers == {"q1": Current("B", 2, 2), "q2": Current("x", 3, 3, "", True)}
    assert (result.late, result.stale, result.gaps, result.last_seq) == ((), (), (), 3)


def test_a_delayed_save_does_not_overwrite_a_newer_one() -> None:
    result = fold([event(1, "new", 6), event(2, "old", 5)])
    assert (result.answers["q1"].value, result.late) == ("new", (2,))
    assert result.receipts["k2"].placement == Placement.LATE


def test_a_repeated_request_gets_the_same_receipt() -> None:
    first = event(1, "A", 1, idempotency_key="same")
    result = fold([first, event(2, "B", 2), event(3, "A", 1, idempotency_key="same")])
    assert result.answers["q1"].value == "B"
    assert result.receipts["same"] == Receipt(1, first.received_at, "h1", Placement.CURRENT)
    assert result.last_seq == 2


def test_two_pages_both_writes_survive_and_the_conflict_is_told() -> None:
    result = fold([event(1, "A", 1, client="tab1", base_seq=0), event(2, "B", 1, client="tab2", base_seq=0)])
    assert (result.answers["q1"].value, result.stale) == ("B", (2,))
    told = fold([event(1, "A", 1, client="tab1", base_seq=0), event(2, "B", 1, client="tab2", base_seq=1)])
    assert (told.answers["q1"].value, told.stale) == ("B", ())


def test_own_unacknowledged_saves_are_no_conflict() -> None:
    result = fold([event(1, "A", 1, client="tab1", base_seq=0), event(2, "B", 2, client="tab1", base_seq=0)])
    assert (result.answers["q1"].value, result.stale) == ("B", ())


def test_missing_numbers_are_reported() -> None:
    assert fold([event(1, "A", 1), event(4, "B", 2)]).gaps == (2, 3)


def test_no_events() -> None:
    result = fold([event(1, "A", 1)][:0])
    assert (dict(result.answers), result.last_seq, result.gaps) == ({}, 0, ())


def test_receipt_as_sent() -> None:
    assert Receipt(7, NOW, "ab").as_dict() == {
        "server_seq": 7,
        "received_at": "2026-11-23T01:00:00+00:00",
        "sha256": "ab",
        "placement": "current",
    }


def test_the_hash_binds_every_part() -> None:
    base: dict[str, Any] = {"sitting": "s", "question": 1, "client_seq": 2, "value": "A"}
    changed = [{"sitting": "t"}, {"question": 2}, {"question": "1"}, {"client_seq": 3}, {"value": "B"}, {"value": ["A"]}]
    hashes = {answer_hash(**base | change) for change in [{}, *changed]}
    assert len(hashes) == len(changed) + 1
    assert answer_hash(**base) == hashlib.sha256(b'["s",1,2,"A"]').hexdigest()


WRITES = st.lists(
    st.tuples(st.sampled_from(["q1", "q2"]), st.sampled_from(["tab1", "tab2"]), st.integers(1, 6), st.text(max_size=2), st.integers(0, 4)),
    max_size=12,
)


@given(WRITES, st.randoms(use_true_random=False))
def test_fold_does_not_depend_on_the_order_of_rows(writes: list[tuple[str, str, int, str, int]], dice: Any) -> None:
    events = [
        event(number, value, client_seq, question=question, client=client, base_seq=base)
        for number, (question, client, client_seq, value, base) in enumerate(writes, start=1)
    ]
    mixed = list(events)
    dice.shuffle(mixed)
    assert fold([*mixed, *events]) == fold(events)


@given(WRITES)
def test_what_counts_is_the_last_event_that_is_not_late(writes: list[tuple[str, str, int, str, int]]) -> None:
    events = [
        event(number, value, client_seq, question=question, client=client, base_seq=base)
        for number, (question, client, client_seq, value, base) in enumerate(writes, start=1)
    ]
    result = fold(events)
    for question in {one.question for one in events}:
        counted = [one for one in events if one.question == question and one.server_seq not in result.late]
        assert result.answers[question].server_seq == counted[-1].server_seq
    assert len(result.receipts) == len(events)


@given(st.permutations(range(1, 6)))
def test_one_page_whatever_the_order_of_delivery(order: list[int]) -> None:
    """A page sends 1…5; the network delivers them in any order; the fifth counts."""
    events = [event(server_seq, f"v{client_seq}", client_seq) for server_seq, client_seq in enumerate(order, start=1)]
    assert fold(events).answers["q1"].value == "v5"


def test_placement_of_the_next_event() -> None:
    current = Current("A", 5, 3, "tab1")
    assert place(None, event(6, "B", 1)) == Placement.CURRENT
    assert place(current, event(6, "B", 3, client="tab1")) == Placement.CURRENT
    assert place(current, event(6, "B", 2, client="tab1")) == Placement.LATE
    assert place(current, event(6, "B", 1, client="tab2", base_seq=4)) == Placement.STALE
    assert place(current, event(6, "B", 1, client="tab2", base_seq=5)) == Placement.CURRENT
    assert place(current, event(6, "B", 1, client="tab2")) == Placement.CURRENT
