"""Authority in the database: granted, replaced, suspended, ended; the next question knows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from lms.people.actions import AuthorityProblem, end_authority, grant_authority, lift_suspension, note_use, suspend_authority
from lms.people.enums import AuthorityEnd, CaseRole, Entrustment
from lms.people.models import Authority, Organisation
from lms.people.queries import may
from lms.records.models import Act
from tests.cast import Cast

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


def asks(cast: Cast, bank: Organisation, **more: object) -> tuple[bool, str]:
    wanted = {"person": cast.trainee, "node": "investigation", "role": CaseRole.LEAD, "bank": bank, "amount": Decimal(100000), "at": NOW}
    given_answer = may(**(wanted | more))  # type: ignore[arg-type]  # a table of keyword arguments
    return given_answer.allowed, given_answer.reason


def grant(cast: Cast, level: Entrustment = Entrustment.CERTIFIED, **more: object) -> Authority:
    wanted: dict[str, object] = {"user": cast.trainee, "node": "investigation", "level": level, "actor_key": cast.leader.key}
    return grant_authority(**(wanted | {"now": NOW - timedelta(days=1)} | more))  # type: ignore[arg-type]  # as above


def test_what_was_never_granted_is_not_allowed(cast: Cast, bank: Organisation) -> None:
    assert asks(cast, bank) == (False, "no_authority")


def test_one_question_is_one_query(cast: Cast, bank: Organisation, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    grant(cast)
    with django_assert_num_queries(1):
        assert asks(cast, bank, person=cast.trainee.key) == (True, "certified")


def test_another_bank_does_not_know_the_person(cast: Cast, strangers: Cast) -> None:
    grant(cast)
    assert asks(cast, strangers.bank) == (False, "no_authority")


def test_a_new_grant_ends_the_older(cast: Cast, bank: Organisation) -> None:
    older = grant(cast, Entrustment.RECHECKED)
    newer = grant(cast)
    older.refresh_from_db()
    assert (older.ended_how, newer.ended_how) == (AuthorityEnd.REPLACED, "")
    assert asks(cast, bank) == (True, "certified")


def test_suspension_takes_effect_at_the_next_question_and_lifting_too(cast: Cast, bank: Organisation) -> None:
    grant(cast)
    suspend_authority(user=cast.trainee, reason="客户投诉核查", actor_key=cast.hr.key, now=NOW)
    assert asks(cast, bank) == (False, "suspended")
    lift_suspension(user=cast.trainee, node="investigation", reason="评审会决议", actor_key=cast.leader.key, now=NOW)
    assert asks(cast, bank) == (True, "certified")


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_taken_away_without_a_reason(cast: Cast, reason: str) -> None:
    grant(cast)
    with pytest.raises(AuthorityProblem, match="reason"):
        suspend_authority(user=cast.trainee, reason=reason, actor_key=cast.hr.key)
    with pytest.raises(AuthorityProblem, match="reason"):
        end_authority(user=cast.trainee, node="investigation", how=AuthorityEnd.REVOKED, reason=reason, actor_key=cast.hr.key)


def test_what_was_revoked_is_gone(cast: Cast, bank: Organisation) -> None:
    grant(cast)
    end_authority(
        user=cast.trainee, node="investigation", how=AuthorityEnd.REVOKED, reason="评审会决议", actor_key=cast.leader.key, now=NOW
    )
    assert asks(cast, bank) == (False, "no_authority")


def test_use_keeps_it_alive_and_never_goes_back(cast: Cast, bank: Organisation) -> None:
    grant(cast, disuse_days=180)
    note_use(user=cast.trainee, node="investigation", on=date(2027, 4, 1))
    note_use(user=cast.trainee, node="investigation", on=date(2027, 1, 1))
    assert asks(cast, bank, at=datetime(2027, 9, 20, tzinfo=UTC)) == (True, "certified")
    assert asks(cast, bank, at=datetime(2027, 9, 29, tzinfo=UTC)) == (False, "disused")


def test_every_change_is_on_file_with_its_reason(cast: Cast) -> None:
    row = grant(cast, reason="首批认定")
    suspend_authority(user=cast.trainee, reason="红线核查", actor_key=cast.hr.key, now=NOW)
    acts = Act.objects.filter(object_kind="authority", object_id=row.public_id).order_by("id").values_list("verb", "reason")
    assert list(acts) == [("approved", "首批认定"), ("changed", "红线核查")]
