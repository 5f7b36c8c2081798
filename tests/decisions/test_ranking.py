"""Ranking a class: what has to be in place, what is read, what is frozen, and what a second run shows."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lms.decisions.actions import DecisionProblem, run_ranking
from lms.decisions.domain.comparison import compare
from lms.decisions.models import Decision, RankingRun, RuleVersion
from lms.decisions.tasks import ask_for_ranking
from lms.evidence.actions import Fact
from lms.evidence.models import Evidence
from lms.jobs.actions import run_job
from tests.cast import Cast
from tests.factories.decisions import (
    DAY,
    LOCKED_AT,
    RANKED_AT,
    acknowledge_all,
    component,
    hold_meeting,
    lock_rule,
    make_class,
    make_draft,
    make_rule,
    record,
    score,
    score_class,
)


def locked(cast: Cast, size: int = 4, **changes: object) -> tuple[RuleVersion, list]:
    cohort, enrolments = make_class(cast.bank, size)
    return lock_rule(make_rule(cohort, cast.hr, **changes), cast.hr, [cast.leader, cast.board]), enrolments


def code_of(version: RuleVersion, actor: object) -> str:
    with pytest.raises(DecisionProblem) as problem:
        run_ranking(version=version, actor=actor, now=RANKED_AT)
    return str(problem.value.code)


def test_nothing_is_ranked_before_lock_and_receipts(cast: Cast, strangers: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 3)
    version = make_rule(cohort, cast.hr)
    assert code_of(version, cast.hr) == "not_locked"
    version = lock_rule(version, cast.hr, [cast.leader, cast.board])
    acknowledge_all(version, enrolments[1:])
    with pytest.raises(DecisionProblem) as problem:
        run_ranking(version=version, actor=cast.hr)
    assert problem.value.code == "not_acknowledged"
    assert enrolments[0].user.name in problem.value.sentence
    acknowledge_all(version, enrolments[:1])
    for user in (cast.leader, cast.board, cast.auditor, cast.instructor, enrolments[0].user, strangers.hr):
        assert code_of(version, user) == "not_allowed"
    assert Decision.objects.count() == 0


def test_a_draft_reads_the_ledger(cast: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 8)
    decision = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
    best, last = decision.standings.first(), decision.standings.last()
    assert (decision.state, decision.number, decision.author) == ("draft", 1, cast.hr)
    assert (best.user, best.rank, best.composite) == (enrolments[0].user, 1, "91.60")
    assert (last.user, last.rank, last.composite) == (enrolments[-1].user, 8, "63.60")
    inputs = decision.run.inputs["people"][0]
    assert (inputs["key"], inputs["label"], inputs["legal_footing"]) == (enrolments[0].user.key, enrolments[0].user.name, "probation")
    assert [rating["rater"] for rating in inputs["scores"][1]["ratings"]] == ["r1", "r2"]
    kept = {rating["evidence"] for person in decision.run.inputs["people"] for one in person["scores"] for rating in one["ratings"]}
    assert kept == set(Evidence.objects.values_list("public_id", flat=True))


def test_scores_older_than_the_rule_are_listed_not_counted(cast: Cast) -> None:
    version, enrolments = locked(cast)
    early = record(cast.bank, [score(enrolments[0], "exam", 99, activity="week1", at=LOCKED_AT - timedelta(hours=1))], now=LOCKED_AT)
    acknowledge_all(version, enrolments, now=LOCKED_AT + DAY)
    between = record(cast.bank, [score(enrolments[1], "exam", 98, activity="week2", at=LOCKED_AT + timedelta(hours=1))])
    score_class(cast.bank, enrolments)
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    assert {row["evidence"] for row in decision.run.refused} == {early[0].public_id, between[0].public_id}
    assert decision.standings.get(user=enrolments[0].user).composite == "91.60"


def test_a_superseded_row_is_not_read(cast: Cast) -> None:
    version, enrolments = locked(cast)
    acknowledge_all(version, enrolments)
    rows = score_class(cast.bank, enrolments)
    fact = Fact(**{**score(enrolments[0], "exam", 50).__dict__, "supersedes": rows[0], "reason": "阅卷更正"})
    record(cast.bank, [fact])
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    row = next(row for row in decision.run.result["people"] if row["person"] == enrolments[0].user.key)
    assert (row["parts"][0]["display"], row["gate_failures"], row["rank"]) == ("50.00", ["exam"], None)


def test_a_missing_score_is_not_a_zero(cast: Cast) -> None:
    version, enrolments = locked(cast)
    acknowledge_all(version, enrolments)
    score_class(cast.bank, enrolments[1:])
    record(cast.bank, [score(enrolments[0], "exam", "missing")])
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    row = decision.standings.get(user=enrolments[0].user)
    assert (row.status, row.rank, row.composite) == ("INCOMPLETE", None, "")


def test_nobody_under_a_line_is_fine(cast: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 6)
    decision = make_draft(
        cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board], line={"kind": "number", "value": "0"}
    )  # fmt: skip
    assert decision.run.result["line"]["certainly_below"] == []
    assert set(decision.standings.values_list("proposal", flat=True)) == {"RETAIN"}


def test_attendance_is_a_share(cast: Cast) -> None:
    parts = [component("attendance", "100", "attendance", source={"kind": "attendance", "aggregate": "share"}, fact=True, reliability=None)]
    version, enrolments = locked(cast, 2, components=parts)
    acknowledge_all(version, enrolments)
    rows = [score(one, "attendance", 100, activity=f"slot{day}") for one in enrolments for day in range(3)]
    rows += [
        score(enrolments[0], "attendance", "zero_given", activity="slot3"),
        score(enrolments[1], "attendance", "excused", activity="slot3"),
    ]
    record(cast.bank, rows)
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    assert {row.user: row.composite for row in decision.standings.all()} == {enrolments[0].user: "75.00", enrolments[1].user: "100.00"}


def test_a_new_run_replaces_the_draft_and_keeps_what_still_holds(cast: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 8)
    first = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
    hold_meeting(first, cast.hr, [cast.leader])
    record(cast.bank, [score(enrolments[0], "exam", 70, activity="resit")])
    second = run_ranking(version=first.rule_version, actor=cast.hr, now=RANKED_AT + 2 * DAY)
    first.refresh_from_db()
    assert (first.state, second.number, Decision.objects.filter(state="draft").count()) == ("withdrawn", 2, 1)
    changed = {change.person for change in compare(first.run.result, second.run.result)}
    assert enrolments[0].user.key in changed
    decided = set(second.standings.filter(outcome__isnull=False).values_list("user_id", flat=True))
    assert enrolments[0].user_id not in decided
    assert enrolments[-1].user_id in decided


def test_what_was_computed_never_moves(cast: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 4)
    decision = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
    before = decision.run.result
    score_class(cast.bank, enrolments, best=60)
    assert RankingRun.objects.get(decision=decision).result == before
    for change in (lambda: RankingRun.objects.update(result={}), lambda: RankingRun.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_job_says_where_the_draft_is_or_why_not(cast: Cast) -> None:
    version, enrolments = locked(cast)
    refused = ask_for_ranking(version=version, actor=cast.hr)
    run_job(refused.pk)
    refused.refresh_from_db()
    assert (refused.state, enrolments[0].user.name in refused.error) == ("failed", True)
    acknowledge_all(version, enrolments)
    score_class(cast.bank, enrolments)
    done = ask_for_ranking(version=version, actor=cast.hr)
    run_job(done.pk)
    done.refresh_from_db()
    assert (done.state, done.url) == ("done", f"/decisions/{Decision.objects.get().public_id}/")


def test_facts_of_another_bank_or_class_are_not_read(cast: Cast, strangers: Cast) -> None:
    version, enrolments = locked(cast)
    acknowledge_all(version, enrolments)
    score_class(cast.bank, enrolments)
    record(strangers.bank, [score(enrolments[0], "exam", 1)])
    record(cast.bank, [score(enrolments[0], "exam", 2, activity="old", at=LOCKED_AT - 60 * DAY)], now=LOCKED_AT - 60 * DAY)
    decision = run_ranking(version=version, actor=cast.hr, now=RANKED_AT)
    assert (decision.standings.get(user=enrolments[0].user).composite, decision.run.refused) == ("91.60", [])
