"""What waits for whom, and what a trainee sees of their own standing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lms.decisions.actions import acknowledge_rule, file_reply, offer_rule
from lms.decisions.queries import decisions_waiting_for, my_standing_summary
from lms.people.models import User
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.decisions import (
    DAY,
    RANKED_AT,
    acknowledge_all,
    lock_rule,
    make_class,
    make_draft,
    make_rule,
    publish,
    record,
    score,
)


def kinds(user: User) -> list[str]:
    return [one.kind for one in decisions_waiting_for(User.objects.get(pk=user.pk))]


def test_who_has_to_do_what(cast: Cast, strangers: Cast, clock: Clock) -> None:
    clock.set(RANKED_AT)
    cohort, enrolments = make_class(cast.bank, 4)
    everybody = (cast.hr, cast.leader, cast.board, cast.auditor, enrolments[0].user, strangers.leader)
    version = make_rule(cohort, cast.hr)
    assert [kinds(user) for user in everybody] == [[], [], [], [], [], []]
    offer_rule(version=version, actor=cast.hr)
    assert [kinds(user) for user in everybody] == [[], ["sign_rule"], ["sign_rule"], [], [], []]
    version = lock_rule(version, cast.hr, [cast.leader, cast.board])
    assert [kinds(user) for user in everybody] == [[], [], [], [], ["acknowledge"], []]
    acknowledge_rule(version=version, user=enrolments[0].user, digest=version.digest)
    assert kinds(enrolments[0].user) == []


def test_what_a_ranking_asks_of_whom(cast: Cast, strangers: Cast, clock: Clock) -> None:
    clock.set(RANKED_AT)
    cohort, enrolments = make_class(cast.bank, 4)
    everybody = (cast.hr, cast.leader, cast.board, cast.auditor, enrolments[0].user, strangers.leader)
    draft = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
    assert [kinds(user) for user in everybody] == [["decide"], [], [], [], [], []]
    decision = publish(draft, cast.hr, [cast.leader])
    row = decision.standings.select_related("user").first()
    file_reply(standing=row, user=row.user, kind="reply", text="谢谢", now=RANKED_AT + 3 * DAY)
    assert [kinds(user) for user in everybody] == [[], ["answer"], ["answer"], [], [], []]
    clock.advance(days=30)
    assert [kinds(user) for user in everybody] == [[], ["answer"], ["answer"], [], [], []]


def test_after_the_window_signers_are_asked(cast: Cast, clock: Clock) -> None:
    cohort, enrolments = make_class(cast.bank, 4)
    publish(make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board]), cast.hr, [cast.leader])
    clock.set(RANKED_AT + 5 * DAY)
    assert kinds(cast.leader) == []
    clock.set(RANKED_AT + 20 * DAY)
    assert [kinds(user) for user in (cast.hr, cast.leader, cast.board, cast.auditor)] == [[], ["sign_decision"], ["sign_decision"], []]


def test_before_publishing_only_met_or_not(cast: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 3)
    user = enrolments[0].user
    assert my_standing_summary(user) is None
    version = lock_rule(make_rule(cohort, cast.hr), cast.hr, [cast.leader, cast.board])
    summary = my_standing_summary(user)
    assert (summary.acknowledged, summary.in_force, [part.state for part in summary.parts]) == (False, False, ["open", "no_minimum"])
    acknowledge_all(version, enrolments)
    record(cast.bank, [score(enrolments[0], "exam", 59), score(enrolments[1], "exam", 60), score(enrolments[2], "exam", "excused")])
    states = [[part.state for part in my_standing_summary(one.user).parts] for one in enrolments]
    assert states == [["not_met", "no_minimum"], ["met", "no_minimum"], ["excused", "no_minimum"]]


@pytest.mark.parametrize("part", ["trainee", "hr", "leader", "auditor", "instructor"])
def test_the_number_of_queries_does_not_grow(cast: Cast, part: str) -> None:
    counts = []
    for _ in range(3):
        cohort, enrolments = make_class(cast.bank, 3)
        user = getattr(cast, part) if part != "trainee" else enrolments[0].user
        make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
        offer_rule(version=make_rule(cohort, cast.hr), actor=cast.hr)
        fresh = User.objects.get(pk=user.pk)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            decisions_waiting_for(fresh)
            my_standing_summary(fresh)
        counts.append(len(asked))
    assert counts[0] == counts[-1]
