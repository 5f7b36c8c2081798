"""What stands beside the panel: first recognition, the ladder, suspension, review, lapse."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lms.decisions.actions.ladder import open_ladder
from lms.decisions.actions.lapse import lapse_authorities
from lms.decisions.actions.panel_outcomes import approve, conclude
from lms.decisions.actions.recognise import sign_recognition, withdraw_recognition, write_recognition
from lms.decisions.actions.suspend import suspend_person
from lms.decisions.documents.panel_page import packet_page
from lms.decisions.models import Certificate, Recognition, Suspension
from lms.decisions.queries.certification_facts import record_of
from lms.decisions.queries.ladder import rungs_for
from lms.evidence.models import Evidence
from lms.exchange.models import Event
from lms.notices.models import Notice
from lms.people.actions.kinship import declare_kinship
from lms.people.models import Authority, User
from lms.people.queries import may
from tests.clock import Clock
from tests.factories.decisions import make_class, make_draft, publish
from tests.factories.observation import make_card, make_case, make_part
from tests.factories.panels import make_authority, make_item, make_pair, vote, write_opinions
from tests.factories.people import make_user

from .conftest import Table
from .test_walk import refused


def written(table: Table, **changes: object) -> Recognition:
    values = {
        "user": table.mentor,
        "resolution": "项目组〔2026〕1号",
        "nodes": ["investigation", "report"],
        "level": "5",
        "amount_limit": Decimal(500_000),
        "ends_on": table.now.date() + timedelta(days=365),
        "evidence": "从业八年，经办二百余件。",
        "actor": table.cast.hr,
        "now": table.now,
    }
    return write_recognition(**values | changes)  # type: ignore[arg-type]  # keywords of the action


def test_two_of_the_board_recognise_a_first_mentor(table: Table) -> None:
    row = written(table, files=[("证明.pdf", b"%PDF-1.7")])
    first, second = table.cast.board, make_user(table.cast.bank, "project_board")
    row = sign_recognition(recognition=row, signer=first, digest=row.content_digest, now=table.now)
    assert row.state == "draft"
    asked = {"person": table.mentor, "node": "report", "role": "lead", "amount": Decimal(1), "bank": table.cast.bank, "at": table.now}
    assert not may(**asked).allowed
    with refused("not_allowed"):
        sign_recognition(recognition=row, signer=first, digest=row.content_digest, now=table.now)
    with refused("not_allowed"):
        sign_recognition(recognition=row, signer=table.cast.hr, digest=row.content_digest, now=table.now)
    row = sign_recognition(recognition=row, signer=second, digest=row.content_digest, now=table.now)
    assert row.state == "effective"
    answer = may(**asked)
    assert (answer.allowed, answer.stage, answer.until) == (True, "5", row.ends_on)
    assert answer.certificate == Certificate.objects.get().number
    with refused("state"):
        withdraw_recognition(recognition=row, actor=table.cast.hr, reason="x", now=table.now)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nodes": []}, "nodes"),
        ({"level": "3b"}, "level"),
        ({"amount_limit": None}, "amount_limit"),
        ({"evidence": " "}, "evidence"),
    ],
)
def test_a_recognition_that_lacks_something_is_refused(table: Table, change: dict[str, object], code: str) -> None:
    with refused(code):
        written(table, **change)


def test_a_recognition_has_an_end_and_nobody_writes_or_signs_their_own(table: Table) -> None:
    with refused("ends_on"):
        written(table, ends_on=table.now.date())
    with refused("ends_on"):
        written(table, ends_on=table.now.date() + timedelta(days=1000))
    board = table.cast.board
    with refused("self"):
        written(table, user=board, actor=board)
    row = written(table, user=board)
    with refused("not_allowed"):
        sign_recognition(recognition=row, signer=board, digest=row.content_digest, now=table.now)
    with refused("changed"):
        sign_recognition(recognition=row, signer=make_user(table.cast.bank, "project_board"), digest="x", now=table.now)


def test_a_recognition_never_gives_back_what_is_suspended(table: Table) -> None:
    make_authority(table.mentor, "report", "5", actor=table.cast.hr, now=table.now)
    row = written(table)
    first, second = table.cast.board, make_user(table.cast.bank, "project_board")
    sign_recognition(recognition=row, signer=first, digest=row.content_digest, now=table.now)
    suspend_person(user=table.mentor, nodes=["report"], cause="complaint", reason="投诉待查", actor=table.cast.hr, now=table.now)
    with refused("suspended"):
        written(table)
    with refused("suspended"):
        sign_recognition(recognition=row, signer=second, digest=row.content_digest, now=table.now)
    assert Authority.objects.get(user=table.mentor, node="report", ended_at__isnull=True).suspended_at is not None
    assert written(table, nodes=["investigation"]).state == "draft"


def test_author_and_relatives_do_not_sign_a_recognition(table: Table) -> None:
    author, kin, other = table.cast.board, make_user(table.cast.bank, "project_board"), make_user(table.cast.bank, "project_board")
    declare_kinship(person=kin, relative=table.mentor, kin="other", actor_key=kin.key, now=table.now)
    row = written(table, actor=author)
    for signer in (author, kin):
        with refused("not_allowed"):
            sign_recognition(recognition=row, signer=signer, digest=row.content_digest, now=table.now)
    assert {one.user for one in Notice.objects.filter(kind="recognition_to_sign")} == {other}
    assert sign_recognition(recognition=row, signer=other, digest=row.content_digest, now=table.now).state == "draft"


def certified(table: Table) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    item = conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)
    approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)


def lead(table: Table) -> bool:
    asked = {"person": table.trainee, "node": "investigation", "role": "lead", "amount": Decimal(1), "bank": table.cast.bank}
    return may(**asked, at=table.now).allowed


def test_a_red_line_stops_at_once_and_only_the_panel_gives_it_back(table: Table) -> None:
    certified(table)
    assert lead(table)
    table.clock.advance(hours=1)
    made = suspend_person(
        user=table.trainee, nodes=["investigation"], cause="red_line", reason="代客户签字", actor=table.mentor, now=table.now
    )
    assert not lead(table)
    assert Certificate.objects.get().state == "suspended"
    told = Event.objects.filter(kind="authority.changed", payload__certificate=Certificate.objects.get().number)
    assert told.count() == 2  # granted, suspended
    assert Evidence.objects.get(public_id=made.evidence_id).details == {"critical": "red_line", "red_line": True}
    assert [event.code for event in record_of(table.trainee, table.now).facts.events] == ["red_line"]
    assert Notice.objects.filter(user=table.trainee, kind="authority_suspended").exists()
    with refused("suspended"):
        table.item(level="5")
    item = make_item(table.sitting, table.trainee, table.cast.hr, kind="review", level="", now=table.now, reviewer=table.first)
    item = write_opinions(item, table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    item = conclude(item=item, action="restore", reasons="已查清", actor=table.chair, now=table.now)
    approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)
    assert lead(table)
    assert Certificate.objects.get().state == "active"
    record = record_of(table.trainee, table.now)
    assert record.facts.held["investigation"].panel_on == table.now.date()


def test_a_red_line_on_a_card_stands_among_the_suspensions(table: Table) -> None:
    make_authority(table.mentor, "investigation", "5", actor=table.cast.hr, now=table.now)
    card = make_card(make_part(make_case(table.cast.bank), table.trainee, table.mentor), red_line=True, red_line_kind="alone")
    made = Suspension.objects.get()
    assert (made.user, made.suspended_by, made.cause, made.evidence_id) == (
        table.trainee,
        table.mentor,
        "red_line",
        card.evidence.public_id,
    )
    assert sorted(made.nodes) == ["investigation", "report"]
    assert Notice.objects.filter(user=table.trainee, kind="authority_suspended").count() == 1
    again = make_part(make_case(table.cast.bank), table.trainee, table.mentor)
    make_card(again, red_line=True, red_line_kind="privacy")
    assert Suspension.objects.count() == 1


@pytest.mark.parametrize(("action", "approver", "stage"), [("revoke", "leader", "0"), ("lower", "panel", "2b")])
def test_a_panel_takes_away(table: Table, action: str, approver: str, stage: str) -> None:
    certified(table)
    suspend_person(user=table.trainee, nodes=[], cause="bad_loan", reason="首年不良", actor=table.cast.leader, now=table.now)
    item = make_item(table.sitting, table.trainee, table.cast.hr, kind="review", level="", now=table.now, reviewer=table.first)
    item = write_opinions(item, table.voters, now=table.now, ballot="withdraw")
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "withdraw"), now=table.now)
    item = conclude(item=item, action=action, reasons="责任清楚", actor=table.chair, now=table.now)
    assert item.approver == approver
    signer = table.cast.leader if approver == "leader" else table.chair
    approve(item=item, signer=signer, digest=item.outcome_digest, now=table.now)
    held = Authority.objects.filter(user=table.trainee, node="investigation", ended_at__isnull=True).first()
    assert (held.level if held else "0") == stage
    assert Certificate.objects.get().state == "revoked"


def test_who_may_not_suspend_and_why(table: Table) -> None:
    for actor in (table.chair, table.trainee, make_user(table.cast.bank, "mentor")):
        with refused("not_allowed"):
            suspend_person(user=table.trainee, nodes=[], cause="other", reason="x", actor=actor, now=table.now)
    with refused("reason"):
        suspend_person(user=table.trainee, nodes=[], cause="other", reason=" ", actor=table.cast.hr, now=table.now)
    with refused("nothing"):
        suspend_person(user=table.trainee, nodes=["collection"], cause="other", reason="x", actor=table.cast.hr, now=table.now)
    assert not Suspension.objects.exists()


def test_what_lapses_ends_at_night_and_is_told_before(table: Table) -> None:
    node_end = table.now.date() + timedelta(days=40)
    make_authority(table.trainee, "approval", "4", actor=table.cast.hr, now=table.now, ends_on=node_end, amount_limit=Decimal(1))
    make_authority(table.trainee, "admission", "3a", actor=table.cast.hr, now=table.now, disuse_days=180)
    assert lapse_authorities(now=table.now).warned == 0
    table.clock.advance(days=15)
    assert lapse_authorities(now=table.now).warned == 2  # the person and their mentor, about the date
    assert lapse_authorities(now=table.now).warned == 0
    table.clock.advance(days=25)
    assert lapse_authorities(now=table.now).ended == 0
    table.clock.advance(days=1)
    assert lapse_authorities(now=table.now).ended == 1
    assert Authority.objects.get(user=table.trainee, node="approval", ended_at__isnull=False).ended_how == "lapsed"
    table.clock.advance(days=60)
    assert lapse_authorities(now=table.now).warned == 2  # disuse
    table.clock.advance(days=79)
    assert lapse_authorities(now=table.now).ended == 0  # day 180 still holds
    table.clock.advance(days=1)
    assert lapse_authorities(now=table.now).ended == 1
    # Each is told twice: when it was granted and when it lapsed.
    told = Event.objects.filter(kind="authority.changed", payload__node__in=["approval", "admission"]).order_by("pk")
    assert list(told.values_list("payload__node", flat=True)) == ["approval", "admission"] * 2


def test_who_passed_the_final_evaluation_is_admitted_once(cast: object, table: Table, clock: Clock) -> None:
    bank = table.cast.bank
    cohort, enrolments = make_class(bank, 4)
    decision = publish(
        make_draft(cohort, enrolments, hr=table.cast.hr, signers=[table.cast.leader, table.cast.board]), table.cast.hr, [table.cast.leader]
    )
    with refused("not_final"):
        open_ladder(cohort=cohort, actor=table.cast.hr, now=table.now)
    type(decision).objects.filter(pk=decision.pk).update(state="final", final_at=table.now)
    with refused("not_allowed"):
        open_ladder(cohort=cohort, actor=table.cast.leader, now=table.now)
    (rung,) = rungs_for(table.cast.hr)
    admitted = open_ladder(cohort=cohort, actor=table.cast.hr, now=table.now)
    assert len(admitted) == rung.passed == rung.waiting > 0
    assert Authority.objects.filter(user=admitted[0], level="1").count() == 9
    (rung,) = rungs_for(User.objects.get(pk=table.cast.hr.pk))
    assert rung.waiting == 0
    with refused("nothing"):
        open_ladder(cohort=cohort, actor=table.cast.hr, now=table.now)


def test_a_former_mentor_may_not_suspend(table: Table) -> None:
    other = make_user(table.cast.bank, "mentor")
    pair = make_pair(other, table.trainee)
    pair.ends_on = table.now.date() - timedelta(days=1)
    pair.save()
    with refused("not_allowed"):
        suspend_person(user=table.trainee, nodes=[], cause="other", reason="x", actor=other, now=table.now)


def test_the_packet_says_when_a_card_came_in_later_than_its_day(table: Table) -> None:
    make_authority(table.mentor, "investigation", "5", actor=table.cast.hr, now=table.now - timedelta(days=60))
    for days in (0, 3):
        part = make_part(make_case(table.cast.bank), table.trainee, table.mentor, role="second", now=table.now)
        make_card(part, observed_on=table.now.date() - timedelta(days=days), now=table.now)
    item = make_item(table.sitting, table.trainee, table.cast.hr, now=table.now)
    came = {one.on: one.received for one in packet_page(item).cards}
    assert came == {table.now.date(): None, table.now.date() - timedelta(days=3): table.now.date()}
