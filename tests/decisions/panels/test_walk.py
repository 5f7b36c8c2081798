"""From nomination to authority: every step, and what is refused in words on the way."""

from decimal import Decimal

import pytest
from django.utils import translation

from lms.decisions.actions.panel_items import nominate, withdraw_item
from lms.decisions.actions.panel_outcomes import approve, conclude, refuse_approval
from lms.decisions.actions.panel_sittings import close_sitting, mark_absent, open_sitting
from lms.decisions.actions.panel_votes import adjourn, cast_vote, name_member, pre_vote, recommend, speak, step_back
from lms.decisions.actions.problems import DecisionProblem
from lms.decisions.actions.profiles import change_profile
from lms.decisions.models import Certificate, PanelItem
from lms.decisions.queries.panel_room import room_of
from lms.evidence.models import Evidence
from lms.exchange.models import Event
from lms.notices.models import Notice
from lms.people.actions.kinship import declare_kinship
from lms.people.queries import may
from lms.records.queries import signatures_on
from tests.factories.certification import card, give, lock_profile, make_profile
from tests.factories.panels import decide, make_item, make_sitting, vote, write_opinions
from tests.factories.people import make_user

from .conftest import Table


def refused(code: str) -> pytest.RaisesExc[DecisionProblem]:
    return pytest.RaisesExc(DecisionProblem, check=lambda problem: problem.code == code)


def test_a_trainee_is_certified_and_the_next_question_says_yes(table: Table) -> None:
    item, now = table.item(), table.now
    asked = {"person": table.trainee, "node": "investigation", "role": "lead", "amount": Decimal(200_000), "bank": table.cast.bank}
    assert not may(**asked, at=now).allowed
    write_opinions(item, table.voters, now=now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=now)
    assert item.state == "voted"
    item = decide(item, table.chair, table.chair, now=table.clock.advance(minutes=5))
    answer = may(**asked, at=table.now)
    assert answer.allowed
    assert answer.stage == "4"
    certificate = Certificate.objects.get()
    assert answer.certificate == item.certificate_number == certificate.number
    assert not may(**asked | {"amount": Decimal(400_000)}, at=table.now).allowed
    assert Event.objects.filter(kind="authority.changed", payload__certificate=certificate.number).count() == 1
    assert Event.objects.filter(kind="decision.final", payload__decision=item.public_id).count() == 1
    fact = Evidence.objects.get(public_id=item.evidence_id)
    assert (fact.person_key, fact.source_kind, fact.level) == (table.trainee.key, "panel", "4")
    assert Notice.objects.filter(user=table.trainee, kind="panel_decided").exists()
    assert [one.signer_role for one in signatures_on("panel_item", item.public_id)] == ["panel_chair"]
    assert item.appeal_until is not None


def test_nobody_sees_a_vote_before_all_are_in(table: Table) -> None:
    item, now = table.item(), table.now
    recommend(item=item, text="建议认证。", actor=table.first, now=now)
    pre_vote(item=item, ballot="certified", reason="一", actor=table.first, now=now)
    item.refresh_from_db()
    assert room_of(item, table.chair).shown.opinions == {}
    assert list(room_of(item, table.first).shown.opinions) == [table.first.key]
    for voter in (table.chair, table.second):
        pre_vote(item=item, ballot="not_yet", reason="二", actor=voter, now=now)
    item.refresh_from_db()
    assert list(room_of(item, table.chair).shown.opinions) == [table.chair.key]
    item = vote(item, table.cast.hr, {table.chair: "not_yet", table.first: "certified"}, now=now)
    assert item.state == "voting"
    assert list(room_of(item, table.first).shown.votes) == [table.first.key]
    assert room_of(item, table.cast.leader).shown.votes == {}
    cast_vote(item=item, ballot="not_yet", reason="三", actor=table.second, now=now)
    item.refresh_from_db()
    shown = room_of(item, table.first).shown
    assert (item.state, shown.status, len(shown.votes)) == ("voted", "not_yet", 3)


def test_the_own_mentor_is_heard_and_has_no_vote(table: Table) -> None:
    item, now = table.item(), table.now
    speak(item=item, text="她独立办了十件。", actor=table.mentor, now=now)
    recommend(item=item, text="建议认证。", actor=table.first, now=now)
    with translation.override("en"), refused("own_mentor_does_not_vote") as problem:
        pre_vote(item=item, ballot="certified", reason="我带的", actor=table.mentor, now=now)
    assert "mentee" in str(problem.value)
    with refused("not_allowed"):
        speak(item=item, text="我也说两句", actor=table.second, now=now)


def test_the_own_mentor_does_not_review(table: Table) -> None:
    item = table.item()
    with refused("may_not_vote"):
        name_member(item=item, member=table.mentor, seat="primary", actor=table.cast.hr, now=table.now)


def test_stepping_back_leaves_too_few(table: Table) -> None:
    item, now = table.item(), table.now
    recommend(item=item, text="建议认证。", actor=table.first, now=now)
    pre_vote(item=item, ballot="certified", reason="一", actor=table.second, now=now)
    step_back(item=item, kind="relative", reason="表亲", actor=table.second, now=now)
    with refused("recused"):
        pre_vote(item=item, ballot="certified", reason="一", actor=table.second, now=now)
    room = room_of(PanelItem.objects.get(pk=item.pk), table.chair)
    assert [step.why for step in room.steps] == [("quorum_missing",)]


def test_a_panel_below_quorum_does_not_begin(table: Table) -> None:
    item = table.item()
    mark_absent(member=table.sitting.members.get(user=table.second), absent=True, actor=table.cast.hr, now=table.now)
    with translation.override("en"), refused("quorum_missing") as problem:
        recommend(item=item, text="建议认证。", actor=table.first, now=table.now)
    assert "2 of the 3" in str(problem.value)


def test_adjourned_votes_stay_unread_and_everybody_begins_anew(table: Table) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    open_sitting(sitting=table.sitting, actor=table.cast.hr, now=table.now)
    adjourn(item=item, actor=table.cast.hr, now=table.now)
    item.refresh_from_db()
    assert (item.state, item.attempt) == ("gathering", 2)
    assert room_of(item, table.first).item.opinions == {}
    write_opinions(item, table.voters, now=table.now)


def test_conditions_have_an_owner_and_a_day(table: Table) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    ballots = {table.chair: "certified", table.first: "certified_with_conditions", table.second: "certified"}
    item = vote(item, table.cast.hr, ballots, now=table.now)
    with refused("action_not_allowed"):
        conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)
    with refused("conditions"):
        conclude(item=item, action="grant_with_conditions", reasons="可以", actor=table.chair, now=table.now)
    day = table.now.date().replace(month=6)
    conditions = [("三个月内复核两件", table.mentor, day)]
    item = conclude(item=item, action="grant_with_conditions", reasons="可以", actor=table.chair, conditions=conditions, now=table.now)
    approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)
    assert Notice.objects.filter(user=table.mentor, kind="panel_condition").exists()


def test_above_the_limit_the_leader_signs_and_may_refuse(table: Table) -> None:
    item = write_opinions(table.item(amount_limit=Decimal(500_000)), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    item = conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)
    assert item.approver == "leader"
    with refused("not_allowed"):
        approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)
    with refused("changed"):
        approve(item=item, signer=table.cast.leader, digest="x", now=table.now)
    item = refuse_approval(item=item, reason="额度过高，先定三十万。", actor=table.cast.leader, now=table.now)
    assert (item.state, item.action) == ("final", "sit_again")
    assert not Certificate.objects.exists()


def test_level_five_needs_the_board(table: Table) -> None:
    item = write_opinions(table.item(level="5"), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    item = conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)
    assert item.approver == "project_board"
    item = approve(item=item, signer=table.cast.board, digest=item.outcome_digest, now=table.now)
    assert item.state == "final"


def test_not_ready_is_heard_only_with_a_reason_and_never_twice(table: Table) -> None:
    asked = {"sitting": table.sitting, "user": table.trainee, "node": "report", "level": "4", "actor": table.cast.hr, "now": table.now}
    with refused("not_ready"):
        nominate(**asked)
    nominate(**asked, exception_reason="试点", amount_limit=Decimal(100_000))
    with refused("twice"):
        nominate(**asked, exception_reason="试点")
    with refused("not_allowed"):
        nominate(**asked | {"actor": table.chair, "node": "investigation"}, exception_reason="试点")
    with refused("held"):
        nominate(**asked | {"node": "investigation", "level": "3a"}, exception_reason="试点")


def _ready_for_solo(table: Table) -> None:
    """One card is enough at the report, for at most ¥200,000 and two products."""
    profile = make_profile(table.cast.bank, table.cast.hr, now=table.now, effective_on=table.now.date())
    asks = {
        "observations": 1, "cases": 1, "mentors": 1, "industries": 0, "level_share": 0, "last_levels": 0, "score": 0, "last_scores": 0,
        "event_free_days": 0, "other_signer": False, "proofs": [],
    }  # fmt: skip
    gates = profile.content["nodes"]["report"]["gates"]
    gates["certified"] |= asks | {"grants": {"validity_months": 12, "amount_limit": "200000", "products": ["credit", "farmer"]}}
    profile = change_profile(profile=profile, actor=table.cast.hr, content=profile.content, now=table.now)
    lock_profile(profile, table.cast.hr, [table.cast.leader, table.cast.board], now=table.now)
    give(table.cast.bank, [card(table.trainee, table.mentor, node="report", role="lead", days_ago=0, now=table.now)], now=table.now)


@pytest.mark.parametrize("more", [{"amount_limit": Decimal(200_001)}, {"products": ["mortgaged"]}])
def test_more_than_the_profile_grants_takes_a_reason(table: Table, more: dict[str, object]) -> None:
    _ready_for_solo(table)
    asked = {"sitting": table.sitting, "user": table.trainee, "node": "report", "level": "4", "actor": table.cast.hr, "now": table.now}
    with refused("above_profile"):
        nominate(**asked | more)
    item = nominate(**asked | more, exception_reason="现有客户多为抵押类")
    assert item.exception_reason == "现有客户多为抵押类"


def test_the_products_asked_for_stand_on_grant_and_certificate(table: Table) -> None:
    _ready_for_solo(table)
    asked = {"sitting": table.sitting, "user": table.trainee, "node": "report", "level": "4", "actor": table.cast.hr, "now": table.now}
    item = name_member(item=nominate(**asked, products=["credit"]), member=table.first, seat="primary", actor=table.cast.hr, now=table.now)
    assert (item.products, item.packet["asked"]["products"]) == (["credit"], ["credit"])
    item = write_opinions(item, table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    item = decide(item, table.chair, table.chair, now=table.now)
    assert Certificate.objects.get(number=item.certificate_number).products == ["credit"]
    question = {"person": table.trainee, "node": "report", "role": "lead", "amount": Decimal(1), "bank": table.cast.bank, "at": table.now}
    assert may(**question, product="credit").allowed
    assert may(**question, product="farmer").reason == "product"


def test_without_products_of_its_own_it_asks_for_the_profiles(table: Table) -> None:
    _ready_for_solo(table)
    asked = {"sitting": table.sitting, "user": table.trainee, "node": "report", "level": "4", "actor": table.cast.hr, "now": table.now}
    assert nominate(**asked).products == ["credit", "farmer"]


def test_nobody_is_nominated_for_another_banks_panel(table: Table) -> None:
    from tests.factories.people import make_bank

    stranger = make_user(make_bank(), "trainee")
    with refused("person"):
        nominate(sitting=table.sitting, user=stranger, node="report", level="2a", actor=table.cast.hr, exception_reason="x", now=table.now)


def test_a_panel_of_line_managers_alone_is_refused(table: Table) -> None:
    people = [table.chair, table.first, table.second]
    with refused("only_line_managers"):
        make_sitting(table.cast.bank, table.cast.hr, people[0], people[1:], line=people, now=table.now)
    with refused("quorum_missing"):
        make_sitting(table.cast.bank, table.cast.hr, people[0], people[1:2], now=table.now)


def test_a_sitting_closes_when_everything_is_decided(table: Table) -> None:
    item = table.item()
    open_sitting(sitting=table.sitting, actor=table.cast.hr, now=table.now)
    with refused("open_items"):
        close_sitting(sitting=table.sitting, actor=table.cast.hr, now=table.now)
    withdraw_item(item=item, reason="本人请假", actor=table.cast.hr, now=table.now)
    assert close_sitting(sitting=table.sitting, actor=table.cast.hr, now=table.now).state == "closed"


def test_a_declared_relative_takes_no_part_and_is_told_so(table: Table) -> None:
    fourth = make_user(table.cast.bank, "committee_member", name="委员丁")
    sitting = make_sitting(table.cast.bank, table.cast.hr, table.chair, [table.first, table.second, fourth], now=table.now)
    declare_kinship(person=table.second, relative=table.trainee, kin="other", actor_key=table.second.key, now=table.now)
    item = make_item(sitting, table.trainee, table.cast.hr, now=table.now, reviewer=table.first)
    with refused("may_not_vote"):
        name_member(item=item, member=table.second, seat="primary", actor=table.cast.hr, now=table.now)
    item = write_opinions(item, [table.first, table.chair, fourth], now=table.now)
    with translation.override("en"), refused("declared_relative") as problem:
        pre_vote(item=item, ballot="certified", reason="自家人", actor=table.second, now=table.now)
    assert "declared relatives" in problem.value.sentence
    seats = {seat.user: seat.standing for seat in room_of(item, table.cast.hr).seats}
    assert seats[table.second] == "out"
    assert room_of(item, table.second).may == frozenset()


def test_who_is_declared_after_the_vote_changes_no_vote_and_does_not_sign(table: Table) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    declare_kinship(person=table.trainee, relative=table.chair, kin="other", actor_key=table.trainee.key, now=table.now)
    assert len(room_of(item, table.first).item.votes) == 3
    with refused("not_allowed"):
        decide(item, table.chair, table.chair, now=table.now)
