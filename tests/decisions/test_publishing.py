"""From the meeting to a final decision: who chooses, what is frozen, who answers, who signs."""

import copy
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from lms.cohorts.enums import Gate, LegalFooting, Phase
from lms.cohorts.models import CohortStep, Enrolment
from lms.decisions.actions import (
    DecisionProblem,
    answer_reply,
    choose_outcome,
    file_reply,
    publish_decision,
    record_meeting,
    record_reassessment,
    run_ranking,
    sign_decision,
    withdraw_decision,
)
from lms.decisions.actions.meeting import options_for
from lms.decisions.domain.recompute import recompute
from lms.decisions.models import Answer, Decision, DecisionDocument, Reassessment, Reply, Standing
from lms.decisions.queries import file_of
from lms.evidence.models import Evidence
from lms.evidence.queries import verify_bank
from lms.notices.models import Notice
from lms.people.enums import Role
from lms.policies.actions import set_policy_value
from lms.records.queries import acts_about
from tests.cast import Cast
from tests.factories.decisions import DAY, RANKED_AT, SCORED_AT, hold_meeting, make_class, make_draft, publish, record, score
from tests.factories.people import make_branch, make_user

PUBLISHED_AT = RANKED_AT + 2 * DAY
AFTER = RANKED_AT + 15 * DAY


@pytest.fixture
def enrolments(cast: Cast) -> list[Enrolment]:
    return make_class(cast.bank, 8)[1]


@pytest.fixture
def draft(cast: Cast, enrolments: list[Enrolment]) -> Decision:
    return make_draft(enrolments[0].cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])


@pytest.fixture
def published(cast: Cast, draft: Decision) -> Decision:
    return publish(draft, cast.hr, [cast.leader])


def code_of(action: object, **named: object) -> str:
    with pytest.raises(DecisionProblem) as problem:
        action(**named)  # type: ignore[operator]  # any action of the room
    return str(problem.value.code)


def last(decision: Decision) -> Standing:
    return decision.standings.select_related("user", "decision__run", "decision__cohort", "enrolment").order_by("position").last()


# ----------------------------------------------------------------------------------------------------------- meeting


def test_a_meeting_has_two_people_who_are_not_ranked(cast: Cast, strangers: Cast, draft: Decision) -> None:
    good = {
        "decision": draft,
        "actor": cast.hr,
        "held_at": RANKED_AT,
        "participants": [cast.hr, cast.leader],
        "minutes": "讨论",
        "now": RANKED_AT,
    }
    assert code_of(record_meeting, **{**good, "participants": [cast.hr, cast.hr]}) == "participants"
    assert code_of(record_meeting, **{**good, "participants": [cast.hr, strangers.leader]}) == "bank"
    assert code_of(record_meeting, **{**good, "participants": [cast.hr, last(draft).user]}) == "self"
    assert code_of(record_meeting, **{**good, "minutes": " "}) == "minutes"
    assert code_of(record_meeting, **{**good, "held_at": RANKED_AT + DAY}) == "held_at"
    assert code_of(record_meeting, **{**good, "actor": cast.leader}) == "not_allowed"
    assert record_meeting(**good).participants.count() == 2


def test_people_choose_with_reasons(cast: Cast, draft: Decision) -> None:
    row = last(draft)
    assert code_of(choose_outcome, standing=row, choice="further_training", reasons=" ", actor=cast.hr) == "reasons"
    assert code_of(choose_outcome, standing=row, choice="further_training", reasons="x", actor=cast.board) == "not_allowed"
    assert code_of(choose_outcome, standing=row, choice="dismissal", reasons="x", actor=cast.hr) == "footing"
    chosen = choose_outcome(standing=row, choice="further_training", reasons="补训", actor=cast.hr, now=RANKED_AT)
    assert (chosen.choice, chosen.chosen_by) == ("further_training", cast.hr)


def test_being_last_but_fit_costs_nobody_the_place(cast: Cast, draft: Decision) -> None:
    row = last(draft)
    assert (row.met_standard, row.rank) == (True, 8)
    assert code_of(choose_outcome, standing=row, choice="does_not_continue", reasons="末位", actor=cast.hr) == "meets_standard"


def below_the_cut(cast: Cast, value: int, footing: str = LegalFooting.PROBATION) -> Standing:
    """A class of eight of whom the last has ``value`` everywhere; its standing."""
    cohort, enrolments = make_class(cast.bank, 8)
    Enrolment.objects.filter(pk=enrolments[-1].pk).update(legal_footing=footing)
    parts = [{"code": "exam", "name": "考试", "weight": "100", "source": {"kind": "exam"}, "reliability": "0.90"}]
    decision = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board], components=parts)
    record(cast.bank, [score(enrolments[-1], "exam", value, activity="resit")])
    record(cast.bank, [score(one, "exam", 92 - 4 * place, activity="resit") for place, one in enumerate(enrolments[:-1])])
    return last(run_ranking(version=decision.rule_version, actor=cast.hr, now=RANKED_AT + timedelta(hours=1)))


def test_near_the_cut_a_reassessment_comes_first(cast: Cast) -> None:
    row = below_the_cut(cast, 54)
    assert row.zone == "REVIEW"
    named = {"standing": row, "actor": cast.hr, "now": RANKED_AT + DAY}
    assert code_of(choose_outcome, **named, choice="does_not_continue", reasons="x") == "reassessment_needed"
    again = {**named, "assessor": cast.consultant, "held_on": RANKED_AT.date(), "findings": "独立复评：仍未达标。"}
    found = record_reassessment(**again, met_standard=False)
    assert Evidence.objects.get(public_id=found.evidence_id).source_kind == "reassessment"
    assert choose_outcome(**named, choice="does_not_continue", reasons="两次独立评估均未达标").choice == "does_not_continue"
    record_reassessment(**again, met_standard=True)
    assert code_of(choose_outcome, **named, choice="does_not_continue", reasons="x") == "reassessment_met"
    with pytest.raises(DatabaseError), transaction.atomic():
        Reassessment.objects.update(met_standard=False)


def test_a_reassessment_is_independent(cast: Cast, strangers: Cast, draft: Decision) -> None:
    row = last(draft)
    rater = make_user(cast.bank, Role.COMMITTEE_MEMBER)
    record(cast.bank, [score(row.enrolment, "interview", 70, rater=rater.key, activity="second")])
    row = last(run_ranking(version=draft.rule_version, actor=cast.hr, now=RANKED_AT))
    named = {"standing": row, "held_on": RANKED_AT.date(), "met_standard": True, "findings": "x", "actor": cast.hr, "now": RANKED_AT}
    wrong = {strangers.leader: "bank", cast.hr: "author", rater: "rater", row.decision.standings.first().user: "ranked"}
    assert {user: code_of(record_reassessment, **named, assessor=user) for user in wrong} == wrong
    assert code_of(record_reassessment, **{**named, "held_on": (RANKED_AT + DAY).date()}, assessor=cast.leader) == "held_on"
    assert code_of(record_reassessment, **{**named, "findings": ""}, assessor=cast.leader) == "findings"


def test_the_footing_bounds_the_choice(cast: Cast) -> None:
    row = below_the_cut(cast, 10, LegalFooting.AGENCY)
    assert [one.choice for one in options_for(row)] == ["pass", "further_training", "reassess", "does_not_continue"]
    assert code_of(choose_outcome, standing=row, choice="transfer", reasons="x", actor=cast.hr) == "footing"


# -------------------------------------------------------------------------------------------------------- publishing


def test_nothing_is_published_half_done(cast: Cast, strangers: Cast, draft: Decision) -> None:
    assert code_of(publish_decision, decision=draft, actor=cast.hr) == "incomplete"
    hold_meeting(draft, cast.hr, [cast.leader])
    for user in (cast.leader, cast.board, cast.auditor, strangers.hr):
        assert code_of(publish_decision, decision=draft, actor=user) == "not_allowed"
    CohortStep.objects.create(
        cohort=draft.cohort, code="4z", title="结训", phase=Phase.TRAINING, gate=Gate.CLOSING, planned_from=RANKED_AT, planned_to=RANKED_AT
    )
    assert code_of(publish_decision, decision=draft, actor=cast.hr) == "incomplete"
    CohortStep.objects.update(done_on=RANKED_AT.date())
    assert publish_decision(decision=draft, actor=cast.hr, now=PUBLISHED_AT).state == "published"


def test_publishing_seals_freezes_and_tells(cast: Cast, published: Decision) -> None:
    assert published.window_ends_on.isoformat() == "2026-05-27"
    document = published.frozen.get().content
    assert (document["about"]["ledger"]["position"] > 0, document["digests"]["content"]) == (True, published.content_digest)
    assert recompute(document) == []
    assert verify_bank(cast.bank)[1] == []
    assert Notice.objects.filter(kind="decision_published").count() == 8
    assert Notice.objects.filter(kind="decision_published", user__in=[cast.hr, cast.leader]).count() == 0


def test_the_window_follows_the_banks_policy(cast: Cast, draft: Decision) -> None:
    set_policy_value(
        bank=cast.bank, key="decision.reply_working_days", value=10, effective_on=PUBLISHED_AT.date(), reason="x", actor_key=cast.hr.key
    )
    assert publish(draft, cast.hr, [cast.leader]).window_ends_on.isoformat() == "2026-06-03"


def test_what_was_published_never_moves(cast: Cast, published: Decision, enrolments: list[Enrolment]) -> None:
    before = copy.deepcopy(file_of(published))
    record(cast.bank, [score(enrolments[0], "exam", 1, activity="late")])
    assert file_of(Decision.objects.get(pk=published.pk)) == before
    code = {"decision": published, "actor": cast.hr, "held_at": RANKED_AT, "participants": [cast.hr, cast.leader], "minutes": "x"}
    assert code_of(record_meeting, **code) == "not_a_draft"
    assert code_of(choose_outcome, standing=last(published), choice="pass", reasons="x", actor=cast.hr) == "not_a_draft"
    for change in (lambda: DecisionDocument.objects.update(content={}), lambda: DecisionDocument.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_withdrawing_needs_a_reason_and_tells(cast: Cast, published: Decision) -> None:
    assert code_of(withdraw_decision, decision=published, actor=cast.hr, reason="") == "reason"
    assert code_of(withdraw_decision, decision=published, actor=cast.leader, reason="x") == "not_allowed"
    assert withdraw_decision(decision=published, actor=cast.hr, reason="成绩录错").state == "withdrawn"
    assert Notice.objects.filter(kind="decision_withdrawn").count() == 8
    assert code_of(withdraw_decision, decision=published, actor=cast.hr, reason="x") == "state"


# ----------------------------------------------------------------------------------------------------------- replies


def test_replies_are_taken_while_the_window_is_open(cast: Cast, published: Decision, enrolments: list[Enrolment]) -> None:
    row, inside, outside = last(published), PUBLISHED_AT + 7 * DAY, PUBLISHED_AT + 8 * DAY
    good = {"standing": row, "user": row.user, "kind": "appeal", "text": "请复核"}
    assert code_of(file_reply, **{**good, "user": enrolments[0].user}, now=inside) == "not_own"
    assert code_of(file_reply, **{**good, "text": " "}, now=inside) == "text"
    assert code_of(file_reply, **good, now=outside) == "late"
    assert file_reply(**good, now=inside).kind == "appeal"
    assert file_reply(**{**good, "kind": "human_decision"}, now=outside).kind == "human_decision"
    with pytest.raises(DatabaseError), transaction.atomic():
        Reply.objects.update(text="x")


def test_somebody_else_answers(cast: Cast, strangers: Cast, published: Decision) -> None:
    row = last(published)
    reply = file_reply(standing=row, user=row.user, kind="appeal", text="请复核", now=PUBLISHED_AT)
    named = {"reply": reply, "text": "已复核录音，评分无误。", "now": PUBLISHED_AT + DAY}
    for user in (cast.hr, cast.auditor, cast.instructor, row.user, strangers.leader):
        assert code_of(answer_reply, **named, user=user) == "not_allowed"
    assert code_of(answer_reply, **{**named, "text": ""}, user=cast.leader) == "text"
    assert answer_reply(**named, user=cast.leader).upheld is False
    assert code_of(answer_reply, **named, user=cast.board) == "answered"
    assert Notice.objects.filter(kind="reply_answered", user=row.user).count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.update(text="x")


def test_an_unanswered_appeal_and_an_upheld_one_keep_it_from_becoming_final(cast: Cast, published: Decision) -> None:
    row = last(published)
    reply = file_reply(standing=row, user=row.user, kind="appeal", text="请复核", now=PUBLISHED_AT)
    named = {"decision": published, "signer": cast.board, "digest": published.content_digest, "now": AFTER}
    assert code_of(sign_decision, **named) == "open"
    answer_reply(reply=reply, user=cast.leader, text="成立", upheld=True, now=AFTER)
    assert code_of(sign_decision, **named) == "open"
    fresh = run_ranking(version=published.rule_version, actor=cast.hr, now=AFTER)
    assert fresh.supersedes == published
    hold_meeting(fresh, cast.hr, [cast.leader], now=AFTER)
    publish_decision(decision=fresh, actor=cast.hr, now=AFTER)
    published.refresh_from_db()
    assert published.state == "superseded"
    assert file_of(fresh)["about"]["replaces"] == published.public_id


def test_a_pending_appeal_is_a_flag_in_the_next_run(cast: Cast, published: Decision) -> None:
    row = last(published)
    file_reply(standing=row, user=row.user, kind="appeal", text="请复核", now=PUBLISHED_AT)
    fresh = run_ranking(version=published.rule_version, actor=cast.hr, now=AFTER)
    flags = {person["key"]: person["flags"] for person in fresh.run.inputs["people"] if person["flags"]}
    assert flags == {row.user.key: ["appeal_pending"]}
    hold_meeting(fresh, cast.hr, [cast.leader], now=AFTER)
    assert code_of(publish_decision, decision=fresh, actor=cast.hr, now=AFTER) == "incomplete"


# ------------------------------------------------------------------------------------------------------------- final


def test_who_may_not_make_it_final(cast: Cast, strangers: Cast, published: Decision) -> None:
    named = {"decision": published, "digest": published.content_digest, "now": AFTER}
    for user in (cast.auditor, cast.admin, cast.instructor, last(published).user, strangers.board):
        assert code_of(sign_decision, **named, signer=user) == "not_allowed"
    assert code_of(sign_decision, **named, signer=cast.hr) == "author"
    assert code_of(sign_decision, **{**named, "digest": "0" * 64}, signer=cast.leader) == "changed"
    sign_decision(**named, signer=cast.leader)
    assert code_of(sign_decision, **named, signer=cast.leader) == "signed"


def test_the_board_is_one_of_the_two(cast: Cast, published: Decision) -> None:
    second = make_user(cast.bank, Role.HR)
    named = {"digest": published.content_digest, "now": AFTER}
    for user in (cast.leader, second):
        assert sign_decision(decision=published, signer=user, **named).state == "published"
    final = sign_decision(decision=published, signer=cast.board, **named)
    assert (final.state, final.final_at) == ("final", AFTER)
    assert len(final.frozen.get(stage="final").content["signatures"]) == 3
    assert code_of(withdraw_decision, decision=final, actor=cast.hr, reason="x") == "state"


def test_without_a_board_two_others_are_enough(cast: Cast, enrolments: list[Enrolment]) -> None:
    second = make_user(cast.bank, Role.HR)
    make_user(cast.bank, Role.PROJECT_BOARD, at=make_branch(cast.bank))  # a board of another branch doesn't count
    decision = make_draft(enrolments[0].cohort, enrolments, hr=cast.hr, signers=[cast.leader, second])
    decision = publish(decision, cast.hr, [cast.leader])
    for user in (cast.leader, second):
        decision = sign_decision(decision=decision, signer=user, digest=decision.content_digest, now=AFTER)
    assert decision.state == "final"
    assert recompute(file_of(decision)) == []


def test_the_way_stands_in_the_log(cast: Cast, published: Decision) -> None:
    assert published.created_at > SCORED_AT
    verbs = [act.verb for act in acts_about("decision", published.public_id)]
    assert (verbs[0], verbs[1], verbs.count("decided"), verbs[-1]) == ("created", "changed", 8, "published")
