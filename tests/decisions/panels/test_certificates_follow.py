"""Certificates that end by themselves: replaced by a newer one, lapsed with the authority; and who is told before."""

from datetime import date, timedelta
from decimal import Decimal

from django.test import Client

from lms.decisions.actions.lapse import lapse_authorities
from lms.decisions.actions.remind_certificates import remind_of_certificates
from lms.decisions.models import Certificate
from lms.notices.models import Notice
from lms.people.actions import grant_authority
from lms.people.enums import Entrustment
from lms.people.models import Authority
from tests.clock import server_time
from tests.factories.certificates import make_certificate
from tests.factories.panels import decide, make_item, make_sitting, vote, write_opinions

from .conftest import Table


def held(table: Table, *nodes: str, ends_on: date | None = None, disuse_days: int | None = None) -> Certificate:
    """A certificate and the authority that rests on it at each of ``nodes``."""
    row = make_certificate(
        table.trainee, table.cast.hr, nodes=nodes, now=table.now, starts_on=table.now.date(), ends_on=ends_on, decision_id="-".join(nodes)
    )
    for node in nodes:
        grant_authority(
            user=table.trainee, node=node, level=Entrustment.CERTIFIED, actor_key="x", certificate=row.number, disuse_days=disuse_days,
            amount_limit=Decimal(300_000), ends_on=ends_on, now=table.now,
        )  # fmt: skip
    return row


def certify_anew(table: Table, node: str) -> str:
    """The panel grants level 5 at ``node``; the number of the new certificate."""
    table.clock.advance(minutes=1)
    sitting = make_sitting(table.cast.bank, table.cast.hr, table.chair, [table.first, table.second], now=table.now)
    item = make_item(sitting, table.trainee, table.cast.hr, node=node, level="5", now=table.now, reviewer=table.first)
    item = write_opinions(item, table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    return decide(item, table.chair, table.cast.board, now=table.now).certificate_number


def test_a_certificate_gives_way_when_nothing_rests_on_it_any_more(table: Table) -> None:
    old = held(table, "investigation", "report")
    first = certify_anew(table, "investigation")
    old.refresh_from_db()
    assert old.state == "active"
    second = certify_anew(table, "report")
    old.refresh_from_db()
    assert (old.state, old.replaced_by.number) == ("replaced", second)
    assert [event.state for event in old.events.all()] == ["active", "replaced"]
    assert set(Authority.objects.filter(user=table.trainee, ended_at__isnull=True).values_list("certificate", flat=True)) == {first, second}


def test_a_certificate_lapses_with_the_last_authority_by_disuse(table: Table, client: Client) -> None:
    row = held(table, "investigation", "report", disuse_days=100)
    Authority.objects.filter(user=table.trainee, node="report").update(used_on=table.now.date() + timedelta(days=50))
    table.clock.advance(days=110)
    assert lapse_authorities(now=table.now).ended == 1
    row.refresh_from_db()
    assert row.state == "active"
    table.clock.advance(days=60)
    assert lapse_authorities(now=table.now).ended == 1
    row.refresh_from_db()
    event = row.events.last()
    assert (row.state, event.state, event.actor) == ("lapsed", "lapsed", None)
    with server_time(table.now):
        assert "已失效" in client.get(f"/verify/{row.number}/").content.decode()
        client.force_login(table.trainee)
        assert client.get(f"/decisions/certificates/{row.public_id}/").status_code == 200


def test_one_that_ends_by_date_says_so_by_itself(table: Table) -> None:
    row = held(table, "investigation", ends_on=table.now.date() + timedelta(days=200))
    table.clock.advance(days=201)
    assert lapse_authorities(now=table.now).ended == 1
    row.refresh_from_db()
    assert row.state == "active"
    assert row.events.count() == 1


def test_holder_and_personnel_are_told_once_thirty_days_before(table: Table) -> None:
    held(table, "investigation", ends_on=table.now.date() + timedelta(days=31))
    assert remind_of_certificates(now=table.now) == 0
    table.clock.advance(days=1)
    assert remind_of_certificates(now=table.now) == 2
    assert remind_of_certificates(now=table.now) == 0
    assert {notice.user for notice in Notice.objects.filter(kind="certificate_ends")} == {table.trainee, table.cast.hr}
