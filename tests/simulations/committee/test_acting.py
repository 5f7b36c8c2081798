"""Acts in the room as they are kept: once, in order, append-only, with what follows from them."""

import pytest
from django.db import DatabaseError, transaction

from assessments.models import RatingTask
from lms.evidence.models import Evidence
from lms.notices.models import Notice
from simulations.actions.act_in_committee import ActRefused, act_in_committee
from simulations.actions.call_committee import cancel_committee, change_seat, take_seat
from simulations.actions.problems import CommitteeProblem
from simulations.enums import CommitteePhase, CommitteeState, ItemOutcome, Refused
from simulations.models import CommitteeEvent, CommitteeItem
from simulations.queries.room import load_room
from tests.cast import Cast
from tests.factories.cohorts import make_enrolment
from tests.factories.committees import act, library_case, make_committee

from .conftest import Table

pytestmark = pytest.mark.django_db


def test_a_whole_case_to_the_reveal(table: Table) -> None:
    table.until_reveal()
    table.committee.refresh_from_db()
    item = CommitteeItem.objects.get(committee=table.committee)
    assert (table.committee.state, item.outcome) == (CommitteeState.OPEN, ItemOutcome.REFUSED)
    assert load_room(table.committee).sitting.item.phase == CommitteePhase.REVEAL
    table.go("scoring")
    table.go("done")
    table.committee.refresh_from_db()
    assert table.committee.state == CommitteeState.CLOSED


def test_the_votes_of_people_become_facts_that_no_rule_counts_as_points(table: Table) -> None:
    table.until_reveal()
    rows = Evidence.objects.filter(source_kind="committee_vote")
    assert {row.person_key: (row.level, row.raw, row.details["moved"], row.details["points"]) for row in rows} == {
        person.key: ("right", None, "kept", "100") for person in (table.chair, table.member, table.other)
    }


def test_trainees_are_rated_by_the_staff_who_were_there_and_not_by_each_other(table: Table) -> None:
    table.until_reveal()
    table.go("scoring")
    tasks = RatingTask.objects.filter(cohort=table.cohort).select_related("rubric", "subject")
    assert {task.subject.user_id: task.rubric.code for task in tasks} == {
        table.other.pk: "COMMITTEE",
        table.lead.pk: "PRESENTER",
        table.second.pk: "SECOND",
    }
    assert {rater.pk for task in tasks for rater in task.raters.all()} == {table.chair.pk, table.member.pk, table.caller.pk}


def test_the_same_request_twice_is_one_act(table: Table) -> None:
    for _ in range(2):
        act_in_committee(committee=table.committee, user=table.chair, kind="arrive", data={}, item=0, key="page-12345678")
    assert CommitteeEvent.objects.filter(committee=table.committee).count() == 1


def test_what_the_machine_refuses_leaves_no_trace(table: Table) -> None:
    table.arrive()
    before = CommitteeEvent.objects.count()
    with pytest.raises(ActRefused) as caught:
        act(table.committee, table.member, "move", to="presentation")
    assert (caught.value.reason, CommitteeEvent.objects.count()) == (Refused.NOT_YOURS, before)


def test_nobody_acts_without_a_seat(table: Table, cast: Cast) -> None:
    with pytest.raises(CommitteeProblem) as caught:
        act(table.committee, cast.instructor, "arrive")
    assert caught.value.code == "not_seated"


def test_the_database_keeps_what_happened(table: Table) -> None:
    act(table.committee, table.chair, "arrive")
    for change in (CommitteeEvent.objects.all().delete, lambda: CommitteeEvent.objects.update(kind="leave")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_free_seats_are_taken_by_people_of_the_class_before_it_begins(table: Table, cast: Cast) -> None:
    committee = make_committee(table.cohort, table.caller, [table.chair, table.member, None, table.lead, "detail"])
    with pytest.raises(CommitteeProblem) as caught:
        act(committee, table.chair, "arrive")
    assert caught.value.code == "seat_free"
    take_seat(committee=committee, user=table.other, number=3)
    late = make_enrolment(table.cohort).user
    with pytest.raises(CommitteeProblem) as caught:
        take_seat(committee=committee, user=late, number=3)
    assert caught.value.code == "seat_taken"
    act(committee, table.chair, "arrive")
    with pytest.raises(CommitteeProblem) as caught:
        change_seat(committee=committee, actor=table.caller, number=3, user=late)
    assert caught.value.code == "begun"


def test_a_cancelled_sitting_tells_everybody(table: Table) -> None:
    cancel_committee(committee=table.committee, actor=table.caller, reason="讲师生病，改到周五")
    told = Notice.objects.filter(kind="committee", body="讲师生病，改到周五").values_list("user_id", flat=True)
    assert set(told) == {person.pk for person in table.everybody()}
    with pytest.raises(CommitteeProblem):
        act(table.committee, table.chair, "arrive")


def test_scripted_members_follow_at_once(table: Table) -> None:
    committee = make_committee(table.cohort, table.lead, ["cautious", "growth", "detail", table.lead, "detail"])
    act(committee, table.lead, "arrive")
    assert set(load_room(committee).sitting.present) == {1, 2, 3, 4, 5}
    act(committee, table.lead, "move", to="presentation", reason="")
    act(committee, table.lead, "present", text="五金店")
    act(committee, table.lead, "move", to="second_view", reason="")
    sitting = load_room(committee).sitting
    assert sitting.item.second_view == library_case()["second_report"]
    act(committee, table.lead, "move", to="questions", reason="")
    assert len([one for one in load_room(committee).sitting.item.questions if one.open]) == 3
