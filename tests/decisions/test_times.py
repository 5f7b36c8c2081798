"""A story told with another clock: its rule still works on what happened, and every file says when it was really written."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from lms.cohorts.models import Enrolment
from lms.decisions.actions import sign_decision
from lms.decisions.domain.recompute import recompute
from lms.decisions.models import Decision, DecisionDocument
from lms.decisions.queries import file_of
from lms.people.models import User
from lms.records.models import Act
from tests.cast import Cast
from tests.clock import server_time
from tests.factories.decisions import (
    DAY,
    RANKED_AT,
    SCORED_AT,
    acknowledge_all,
    lock_rule,
    make_class,
    make_rule,
    publish,
    record,
    run_ranking,
    score,
)

SERVER = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
SERVER_TEXT = "2026-11-24T01:30:00.000000Z"
SignIn = Callable[[User], Client]


@pytest.fixture
def enrolments(cast: Cast) -> list[Enrolment]:
    return make_class(cast.bank, 8)[1]


@pytest.fixture
def final(cast: Cast, enrolments: list[Enrolment]) -> Decision:
    """Rule, scores, ranking and signatures of a spring, all written down in one minute of November."""
    with server_time(SERVER):
        version = lock_rule(make_rule(enrolments[0].cohort, cast.hr), cast.hr, [cast.leader, cast.board])
        acknowledge_all(version, enrolments)
        facts = []
        for place, one in enumerate(enrolments):
            facts += [score(one, "exam", 92 - 4 * place), *(score(one, "interview", 90 - 4 * place, rater=rater) for rater in "ab")]
        record(cast.bank, facts, now=SERVER)
        decision = publish(run_ranking(version=version, actor=cast.hr, now=RANKED_AT), cast.hr, [cast.leader])
        for signer in (cast.leader, cast.board):
            decision = sign_decision(decision=decision, signer=signer, digest=decision.content_digest, now=RANKED_AT + 15 * DAY)
    return decision


def test_scores_count_by_when_they_happened(final: Decision) -> None:
    """All of them were written after the rule's day in the story, and none before it."""
    assert (final.run.refused, final.run.inputs["people"][0]["scores"][0]["ratings"][0]["at"]) == ([], f"{SCORED_AT:%Y-%m-%dT%H:%M:%SZ}")


def test_the_file_says_when_it_was_really_written(final: Decision) -> None:
    document = file_of(final)
    assert document["about"]["published_at"] == "2026-05-20T02:00:00.000000Z"
    assert document["about"]["recorded_at"] == SERVER_TEXT
    assert {(one["signed_at"], one["recorded_at"]) for one in document["signatures"]} == {("2026-06-02T02:00:00.000000Z", SERVER_TEXT)}
    assert recompute(document) == []
    assert set(DecisionDocument.objects.values_list("recorded_at", flat=True)) == {SERVER}


def test_a_moved_time_of_recording_shows(final: Decision) -> None:
    document = file_of(final)
    document["about"]["recorded_at"] = document["about"]["published_at"]
    assert next(one.path for one in recompute(document)) == "$.about.recorded_at"


def test_every_act_of_the_story_was_recorded_by_the_server(cast: Cast, final: Decision) -> None:
    acts = Act.objects.filter(organisation_key=cast.bank.public_id, object_kind__in=["decision", "rule_version"])
    assert (set(acts.values_list("recorded_at", flat=True)), acts.filter(happened_at=SERVER).count()) == ({SERVER}, 0)


def test_pages_say_both_times(cast: Cast, enrolments: list[Enrolment], final: Decision, sign_in: SignIn) -> None:
    pages = [
        (cast.hr, reverse("decision-detail", args=[final.public_id])),
        (cast.hr, reverse("rule-detail", args=[final.rule_version.public_id])),
        (enrolments[0].user, reverse("rule-read", args=[final.rule_version.public_id])),
        (enrolments[0].user, reverse("my-letter", args=[final.public_id])),
        (cast.auditor, reverse("act-list")),
    ]
    for user, address in pages:
        body = sign_in(user).get(address).content.decode()
        assert (address, "（记录于 11月24日 周二 09:30）" in body) == (address, True)
