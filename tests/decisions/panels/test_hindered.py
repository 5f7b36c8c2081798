"""What happens between the packet and the signature: nothing is granted over it, and the item still has a way out."""

from django.urls import reverse

from lms.decisions.actions.panel_outcomes import approve, conclude, outcome_content, refuse_approval
from lms.decisions.actions.suspend import suspend_person
from lms.decisions.domain.canonical import section_digest
from lms.decisions.models import Certificate, PanelItem
from lms.decisions.queries.panel_room import room_of
from lms.exchange.models import Event
from lms.people.models import Authority
from lms.people.queries import may
from lms.records.queries import signatures_on
from tests.factories.observation import make_card, make_case, make_part
from tests.factories.panels import decide, make_authority, make_item, vote, write_opinions

from .conftest import Table
from .test_pages import PASSWORD, SignIn, signing, text_of
from .test_walk import refused


def voted(table: Table, ballot: str = "certified", **more: object) -> PanelItem:
    item = write_opinions(table.item(**more), table.voters, now=table.now)
    return vote(item, table.cast.hr, dict.fromkeys(table.voters, ballot), now=table.now)


def red_line(table: Table) -> None:
    make_authority(table.mentor, "investigation", "5", actor=table.cast.hr, now=table.now)
    make_card(make_part(make_case(table.cast.bank), table.trainee, table.mentor), red_line=True, red_line_kind="alone")


def held(table: Table, node: str = "investigation") -> Authority:
    return Authority.objects.get(user=table.trainee, node=node, ended_at__isnull=True)


def test_a_red_line_after_the_outcome_is_not_signed_away(table: Table) -> None:
    item = voted(table)
    item = conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)
    red_line(table)
    with refused("suspended"):
        approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)
    item.refresh_from_db()
    assert (item.state, item.status, held(table).level) == ("to_approve", "certified", "3b")
    assert held(table).suspended_at is not None
    assert not Certificate.objects.exists()
    item = refuse_approval(item=item, reason="先复议暂停", actor=table.chair, now=table.now)
    assert (item.state, item.status, item.action) == ("final", "certified", "sit_again")
    assert held(table).suspended_at is not None
    # Now the panel can be asked about the suspension at this node.
    make_item(table.sitting, table.trainee, table.cast.hr, kind="review", level="", now=table.now, reviewer=table.first)


def test_a_suspension_after_the_votes_leaves_only_a_later_sitting(table: Table) -> None:
    item = voted(table)
    suspend_person(user=table.trainee, nodes=["investigation"], cause="complaint", reason="客户投诉", actor=table.cast.hr, now=table.now)
    with refused("suspended"):
        conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)
    item.refresh_from_db()
    assert item.state == "voted"
    assert [line.action for line in room_of(item, table.chair).item.outcomes()] == ["sit_again"]
    item = decide(item, table.chair, table.chair, action="sit_again", now=table.now)
    assert (item.state, item.status) == ("final", "certified")
    assert not Certificate.objects.exists()


def test_an_event_elsewhere_that_nobody_read_stands_in_the_way_too(table: Table) -> None:
    item = voted(table)
    suspend_person(user=table.trainee, nodes=["report"], cause="bad_loan", reason="首年不良", actor=table.cast.hr, now=table.now)
    assert held(table).suspended_at is None
    with refused("event"):
        conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)


def test_an_event_that_the_panel_has_read_does_not(table: Table) -> None:
    suspend_person(user=table.trainee, nodes=["report"], cause="bad_loan", reason="首年不良", actor=table.cast.hr, now=table.now)
    item = decide(voted(table), table.chair, table.chair, now=table.now)
    assert item.action == "grant"
    assert held(table).level == "4"


def test_a_review_gives_nothing_back_over_a_newer_event(table: Table) -> None:
    suspend_person(user=table.trainee, nodes=["investigation"], cause="complaint", reason="客户投诉", actor=table.cast.hr, now=table.now)
    item = voted(table, kind="review", level="")
    suspend_person(user=table.trainee, nodes=["report"], cause="red_line", reason="代签", actor=table.cast.hr, now=table.now)
    with refused("event"):
        conclude(item=item, action="restore", reasons="已查清", actor=table.chair, now=table.now)
    item = decide(item, table.chair, table.chair, action="stay_suspended", now=table.now)
    assert held(table).suspended_at is not None
    assert not may(person=table.trainee, node="investigation", role="lead", amount=None, bank=table.cast.bank, at=table.now).allowed


def test_the_chair_refuses_only_what_cannot_be_granted(table: Table) -> None:
    item = conclude(item=voted(table), action="grant", reasons="可以", actor=table.chair, now=table.now)
    with refused("not_allowed"):
        refuse_approval(item=item, reason="改主意了", actor=table.chair, now=table.now)


def test_a_refusal_is_signed_as_it_then_stands(table: Table) -> None:
    item = voted(table, ballot="certified_with_conditions", level="5")
    day = table.now.date().replace(month=12)
    conditions = [("三个月内复核两件", table.mentor, day)]
    item = conclude(item=item, action="grant_with_conditions", reasons="可以", actor=table.chair, conditions=conditions, now=table.now)
    offered = item.outcome_digest
    item = refuse_approval(item=item, reason="额度过高", actor=table.cast.board, now=table.now)
    assert item.outcome_digest != offered
    assert not item.conditions.exists()
    (signature,) = signatures_on("panel_item", item.public_id, digest=item.outcome_digest)
    assert (signature.signer_key, signature.meaning, signature.signer_role) == (table.cast.board.key, "panel_refusal", "project_board")
    assert Event.objects.get(kind="decision.final").payload["digest"] == item.outcome_digest
    assert section_digest(outcome_content(PanelItem.objects.get(pk=item.pk))) == item.outcome_digest


def test_the_page_says_what_stands_in_the_way(table: Table, sign_in: SignIn) -> None:
    item = conclude(item=voted(table), action="grant", reasons="可以", actor=table.chair, now=table.now)
    page, sends = reverse("panel-item", args=[item.public_id]), reverse("panel-approve", args=[item.public_id])
    table.chair.language = "en"
    chair = sign_in(signing(table.chair))
    assert "Refuse with this reason" not in text_of(chair.get(page, headers={"accept-language": "en"}))
    suspend_person(user=table.trainee, nodes=[], cause="complaint", reason="客户投诉", actor=table.cast.hr, now=table.now)
    text = text_of(chair.get(page, headers={"accept-language": "en"}))
    assert "authority at this node is suspended" in text
    assert "Refuse with this reason" in text
    assert "Digest of what you sign" not in text
    chair.post(sends, {"refuse": "1", "reason": "先复议", "password": "wrong"})
    item.refresh_from_db()
    assert item.state == "to_approve"
    chair.post(sends, {"refuse": "1", "reason": "先复议", "password": PASSWORD})
    item.refresh_from_db()
    assert (item.state, item.action) == ("final", "sit_again")
