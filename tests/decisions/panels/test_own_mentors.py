"""Mentors of the time of the cards and whoever signed most of them: heard, without a vote, and they don't read the named votes later."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from lms.decisions.actions.issue_minutes import issue_panel_minutes
from lms.decisions.actions.panel_votes import name_member, pre_vote, recommend, speak, step_back
from lms.decisions.models import PanelItem
from lms.decisions.queries.panel_room import room_of
from lms.people.models import Membership, User
from lms.policies.actions.set_value import set_policy_value
from tests.factories.observation import make_card, make_case, make_part
from tests.factories.panels import decide, make_authority, make_item, make_pair, make_sitting, vote, write_opinions
from tests.factories.people import make_user

from .conftest import Table
from .test_pages import SignIn, text_of
from .test_walk import refused


def cards(table: Table, *mentors: User) -> None:
    for mentor in mentors:
        Membership.objects.get_or_create(user=mentor, organisation=table.cast.bank, role="mentor", defaults={"starts_on": date(2020, 1, 1)})
        make_authority(mentor, "investigation", "5", actor=table.cast.hr, now=table.now)
        anew = User.objects.get(pk=mentor.pk)
        make_card(make_part(make_case(table.cast.bank), table.trainee, anew))


def test_who_signed_most_of_the_cards_is_heard_without_a_vote(table: Table) -> None:
    cards(table, table.second, table.second, table.mentor)
    item = table.item()
    with refused("may_not_vote"):
        name_member(item=item, member=table.second, seat="primary", actor=table.cast.hr, now=table.now)
    speak(item=item, text="三件都是我看着办的。", actor=table.second, now=table.now)
    seats = {seat.user: seat.standing for seat in room_of(item, table.cast.hr).seats}
    assert (seats[table.second], seats[table.first]) == ("speaks", "votes")


def test_who_signed_half_of_the_cards_may_vote_unless_the_bank_says_otherwise(table: Table) -> None:
    fourth = make_user(table.cast.bank, "committee_member", name="委员丁")
    cards(table, table.second, fourth)
    item = table.item()
    recommend(item=item, text="建议认证。", actor=table.first, now=table.now)
    pre_vote(item=item, ballot="certified", reason="一", actor=table.second, now=table.now)
    day = table.now.date()
    set_policy_value(
        bank=table.cast.bank,
        key="certification.own_mentor_share",
        value="0.40",
        effective_on=day,
        reason="从严",
        actor_key=table.cast.hr.key,
    )
    later = make_sitting(table.cast.bank, table.cast.hr, table.chair, [table.first, table.second, fourth], now=table.now)
    assert later.rule["own_mentor_share"] == "0.40"
    strict = make_item(later, table.trainee, table.cast.hr, node="report", level="4", now=table.now, reviewer=table.first)
    PanelItem.objects.filter(pk=strict.pk).update(packet=item.packet)
    strict.refresh_from_db()
    seats = {seat.user: seat.standing for seat in room_of(strict, table.cast.hr).seats}
    assert (seats[table.second], seats[fourth]) == ("speaks", "speaks")


def test_a_pair_that_ended_yesterday_still_binds(table: Table) -> None:
    cards(table, table.mentor)
    pair = make_pair(table.second, table.trainee)
    pair.ends_on = table.now.date() - timedelta(days=1)
    pair.save()
    card = table.item()
    packet = card.packet | {
        "observations": [one | {"on": str(table.now.date() - timedelta(days=20))} for one in card.packet["observations"]]
    }
    PanelItem.objects.filter(pk=card.pk).update(packet=packet)
    item = PanelItem.objects.get(pk=card.pk)
    assert {seat.user: seat.standing for seat in room_of(item, table.cast.hr).seats}[table.second] == "speaks"


def asked(client: Client, address: str) -> int:
    """The status of a file, read to its end."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # type: ignore[arg-type]  # a file
    return answer.status_code


def filed(table: Table, item: PanelItem) -> str:
    item = vote(item, table.cast.hr, {one: "certified" for one in table.voters if one.key in item.present}, now=table.now)
    item = decide(item, table.chair, table.chair, now=table.now)
    minutes = {"content": b"%PDF-1.7", "name": "minutes.pdf", "issued_by": table.cast.hr, "now": table.now}
    issue_panel_minutes(sitting=item.sitting, item=item, **minutes)  # type: ignore[arg-type]  # keywords of the action
    issue_panel_minutes(sitting=item.sitting, item=None, **minutes)  # type: ignore[arg-type]  # as above
    return item.public_id


def test_mentors_and_who_stepped_back_do_not_read_the_filed_minutes(table: Table, sign_in: SignIn) -> None:
    hr, now = table.cast.hr, table.now
    beside, away = make_user(table.cast.bank, "mentor"), make_user(table.cast.bank, "committee_member")
    leader = table.cast.leader
    make_pair(beside, table.trainee)
    make_pair(leader, table.trainee)
    sitting = make_sitting(table.cast.bank, hr, table.chair, [table.first, table.second, away], now=now)
    item = make_item(sitting, table.trainee, hr, now=now, reviewer=table.first)
    step_back(item=item, kind="conflict", reason="曾同组", actor=away, now=now)
    own, whole = (reverse(name, args=[item.public_id]) for name in ("panel-item", "panel-item-filed"))
    filed(table, write_opinions(item, table.voters, now=now))
    for reader in (table.chair, table.second, hr, table.cast.board, table.cast.auditor):
        assert asked(sign_in(reader), whole) == 200, reader
        assert whole in text_of(sign_in(reader).get(own))
    for shut_out in (beside, away, leader):
        client = sign_in(shut_out)
        assert client.get(whole).status_code == 403
        page = text_of(client.get(own))
        assert whole not in page
        assert "看过底稿" not in page
    sitting_page, minutes = (reverse(name, args=[sitting.public_id]) for name in ("panel-detail", "panel-filed"))
    assert asked(sign_in(table.second), minutes) == 200
    assert minutes in text_of(sign_in(table.second).get(sitting_page))
    for shut_out in (away, leader):
        assert sign_in(shut_out).get(minutes).status_code == 403
        assert minutes not in text_of(sign_in(shut_out).get(sitting_page))
