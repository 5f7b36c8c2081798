"""After a lapse, before an end and after a review; and what low cards in a row mean at once."""

from datetime import timedelta
from decimal import Decimal

from lms.decisions.actions.lapse import lapse_authorities
from lms.decisions.actions.panel_items import nominate
from lms.decisions.actions.suspend import suspend_person
from lms.decisions.models import Suspension
from lms.decisions.queries.readiness import candidates, fall_at, ready_people
from lms.evidence.models import Evidence
from lms.notices.models import Notice
from lms.people.models import Authority
from lms.people.queries import may
from tests.clock import server_time
from tests.factories.observation import make_card, make_case, make_part
from tests.factories.panels import decide, make_authority, make_item, make_sitting, vote, write_opinions

from .conftest import Table
from .test_beside import certified
from .test_walk import refused


def test_two_fresh_cards_after_disuse_bring_somebody_before_the_panel_again(table: Table) -> None:
    bank, hr = table.cast.bank, table.cast.hr
    with server_time(table.now):
        make_authority(table.mentor, "approval", "5", actor=hr, now=table.now)
        make_authority(table.trainee, "approval", "4", actor=hr, now=table.now, disuse_days=90, amount_limit=Decimal(1), decision="x")
    table.clock.advance(days=91)
    asked = {"person": table.trainee, "node": "approval", "bank": bank, "at": table.now, "supervised": True}
    before = [may(**asked, role=role) for role in ("observer", "second", "lead")]
    assert lapse_authorities(now=table.now).ended == 1
    now = [may(**asked, role=role) for role in ("observer", "second", "lead")]
    assert [one.allowed for one in before] == [one.allowed for one in now] == [True, True, False]
    assert {one.stage for one in [*before, *now]} == {"2b"}
    assert (before[2].reason, now[2].reason) == ("disused", "level")
    for _number in range(2):
        assert [one.node for one in ready_people(bank, table.now) if one.user == table.trainee] == []
        table.clock.advance(days=1)
        with server_time(table.now):
            part = make_part(make_case(bank, node="approval"), table.trainee, table.mentor, node="approval", role="second")
            make_card(part, level="2b", level_ahead="3a", observed_on=table.now.date())
    (ready,) = [one for one in ready_people(bank, table.now) if one.user == table.trainee]
    assert (ready.node, ready.level) == ("approval", "4")
    sitting = make_sitting(bank, hr, table.chair, [table.first, table.second], now=table.now)
    item = nominate(sitting=sitting, user=table.trainee, node="approval", level="4", actor=hr, now=table.now)
    assert item.exception_reason == ""
    assert table.trainee in candidates(bank)


def test_what_ends_soon_is_renewed_and_what_ends_later_is_not(table: Table) -> None:
    end = table.now.date() + timedelta(days=40)
    make_authority(table.trainee, "approval", "4", actor=table.cast.hr, now=table.now, ends_on=end, amount_limit=Decimal(1))
    with refused("held"):
        make_item(table.sitting, table.trainee, table.cast.hr, node="approval", now=table.now)
    table.clock.advance(days=15)
    sitting = make_sitting(table.cast.bank, table.cast.hr, table.chair, [table.first, table.second], now=table.now)
    with refused("not_ready"):
        nominate(sitting=sitting, user=table.trainee, node="approval", level="4", actor=table.cast.hr, now=table.now)
    with refused("held"):
        make_item(sitting, table.trainee, table.cast.hr, node="approval", level="3a", now=table.now)
    item = make_item(sitting, table.trainee, table.cast.hr, node="approval", now=table.now, reviewer=table.first)
    item = write_opinions(item, table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    decide(item, table.chair, table.chair, now=table.now)
    held = Authority.objects.get(user=table.trainee, node="approval", ended_at__isnull=True)
    assert held.level == "4"
    assert held.ends_on is not None
    assert held.ends_on > end


def test_what_a_panel_has_given_back_is_under_review_no_more(table: Table) -> None:
    certified(table)
    table.clock.advance(days=2)
    with server_time(table.now):
        suspend_person(user=table.trainee, nodes=[], cause="complaint", reason="投诉", actor=table.cast.hr, now=table.now)
    assert fall_at(table.trainee, "investigation", table.now) is not None
    table.clock.advance(days=3)
    sitting = make_sitting(table.cast.bank, table.cast.hr, table.chair, [table.first, table.second], now=table.now)
    item = make_item(sitting, table.trainee, table.cast.hr, kind="review", level="", now=table.now, reviewer=table.first)
    item = write_opinions(item, table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    decide(item, table.chair, table.chair, action="restore", now=table.now)
    assert fall_at(table.trainee, "investigation", table.now) is None
    assert fall_at(table.trainee, "report", table.now) is not None  # heard about the one node only
    table.clock.advance(days=1)
    with server_time(table.now):
        suspend_person(user=table.trainee, nodes=["investigation"], cause="complaint", reason="再投诉", actor=table.cast.hr, now=table.now)
    assert fall_at(table.trainee, "investigation", table.now) is not None


def low_card(table: Table, node: str = "investigation", ahead: str = "1", role: str = "lead") -> None:
    table.clock.advance(days=1)
    with server_time(table.now):
        part = make_part(make_case(table.cast.bank, node=node), table.trainee, table.mentor, node=node, role=role)
        make_card(part, level="2b" if role == "second" else "3a", level_ahead=ahead, observed_on=table.now.date())


def test_two_low_cards_in_a_row_stop_the_node_at_once(table: Table) -> None:
    for node in ("investigation", "report"):
        make_authority(table.mentor, node, "5", actor=table.cast.hr, now=table.now)
    asked = {"person": table.trainee, "bank": table.cast.bank, "role": "lead", "supervised": True}
    for node, ahead in (("investigation", "1"), ("investigation", "2a"), ("investigation", "1"), ("report", "1")):
        low_card(table, node, ahead)
    assert not Suspension.objects.exists()
    assert may(**asked, node="investigation", at=table.now).allowed
    low_card(table)
    made = Suspension.objects.get()
    assert (made.cause, made.nodes, made.suspended_by) == ("low_run", ["investigation"], table.mentor)
    assert Evidence.objects.get(public_id=made.evidence_id).kind == "observation"
    answer = may(**asked, node="investigation", at=table.now)
    assert (answer.allowed, answer.reason, answer.stage) == (False, "suspended", "2b")
    assert may(**asked, node="report", at=table.now).allowed
    assert Notice.objects.filter(user=table.trainee, kind="authority_suspended").count() == 1


def test_low_cards_of_somebody_who_takes_part_stop_nothing(table: Table) -> None:
    make_authority(table.mentor, "approval", "5", actor=table.cast.hr, now=table.now)
    make_authority(table.trainee, "approval", "2b", actor=table.cast.hr, now=table.now)
    for _number in range(2):
        low_card(table, "approval", role="second")
    assert not Suspension.objects.exists()
