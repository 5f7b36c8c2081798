"""The committee's pages with the whole cast: who reaches what, and what never reaches a browser."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.people.models import User
from simulations.actions.tickets import room_ticket
from simulations.models import Committee, CommitteeItem
from tests.cast import Cast
from tests.factories.cohorts import make_cohort, make_enrolment
from tests.factories.committees import act, library_case, make_committee

from .conftest import Table

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PAGES = ("committee-detail", "committee-room")


def news(table: Table, person: User, seat: int, **headers: str) -> Any:
    ticket = room_ticket(room=table.committee.public_id, person_key=person.key, seat=seat, now=timezone.now())
    return Client().get(reverse("committee-state", args=[table.committee.public_id]), headers={"X-Room-Ticket": ticket, **headers})


@pytest.mark.parametrize("name", PAGES)
def test_strangers_find_nothing(table: Table, strangers: Cast, sign_in: SignIn, name: str) -> None:
    address = reverse(name, args=[table.committee.public_id])
    # A consultant would first be asked for the undertaking, whatever the address.
    people = [person for person in strangers.everyone() if person != strangers.consultant]
    assert [sign_in(person).get(address).status_code for person in people] == [404] * 10
    assert Client().get(address).status_code == 302


def test_a_classmate_without_a_seat_sees_the_lobby_and_not_the_room(table: Table, sign_in: SignIn) -> None:
    client = sign_in(make_enrolment(table.cohort).user)
    codes = [client.get(reverse(name, args=[table.committee.public_id])).status_code for name in PAGES]
    assert codes == [200, 404]


def test_a_trainee_of_another_class_sees_nothing(table: Table, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(make_enrolment(make_cohort(cast.bank)).user)
    assert [client.get(reverse(name, args=[table.committee.public_id])).status_code for name in PAGES] == [404, 404]


def test_everybody_at_the_table_gets_the_room(table: Table, sign_in: SignIn) -> None:
    table.until_reveal()
    address = reverse("committee-room", args=[table.committee.public_id])
    assert [sign_in(person).get(address).status_code for person in (*table.everybody(), table.caller)] == [200] * 6


def test_no_vote_reaches_anybody_before_all_are_in(table: Table, sign_in: SignIn) -> None:
    table.until_vote()
    act(table.committee, table.chair, "vote", ballot="approve", reason="一票的秘密", because="听了讨论", conditions=[])
    address = reverse("committee-room", args=[table.committee.public_id])
    seats = {person: number for number, person in enumerate(table.everybody(), 1)}
    for person in (*table.everybody(), table.caller):
        page = sign_in(person).get(address).content.decode() + news(table, person, seats.get(person, 0)).content.decode("unicode_escape")
        secrets = {table.chair: ["一票的秘密", f"秘密意见{table.chair.pk}"], table.member: [f"秘密意见{table.member.pk}"]}
        assert [words for owner, held in secrets.items() if owner != person for words in held if words in page] == []
        assert "已封存提交" in page


def test_papers_for_one_seat_reach_no_other(table: Table, sign_in: SignIn) -> None:
    table.arrive()
    address = reverse("committee-room", args=[table.committee.public_id])
    found = {person.name: "主调底稿" in sign_in(person).get(address).content.decode() for person in (*table.everybody(), table.caller)}
    assert found == {person.name: person == table.lead for person in (*table.everybody(), table.caller)}


def test_the_truth_reaches_nobody_before_the_reveal(table: Table, sign_in: SignIn) -> None:
    truth = library_case()["truth"]
    secrets = [truth["story"][:12], *(one[:10] for one in truth["findings"])]
    table.until_minutes()
    address = reverse("committee-room", args=[table.committee.public_id])
    for number, person in enumerate((*table.everybody(), table.caller), 1):
        said = sign_in(person).get(address).content.decode()
        said += json.dumps(news(table, person, number if number < 6 else 0).json(), ensure_ascii=False)
        assert [secret for secret in secrets if secret in said] == []
    for person in (table.chair, table.member, table.other):
        act(table.committee, person, "sign")
    table.go("reveal")
    assert truth["story"][:12] in sign_in(table.lead).get(address).content.decode()


def test_prepared_answers_and_concerns_never_leave_the_server(table: Table, sign_in: SignIn) -> None:
    table.until_reveal()
    page = sign_in(table.caller).get(reverse("committee-room", args=[table.committee.public_id])).content.decode()
    assert [one["text"] for one in library_case()["concerns"] if one["text"] in page] == []


def test_news_cost_one_query_and_no_body_while_nothing_happens(table: Table, django_assert_num_queries: Any) -> None:
    table.arrive()
    first = news(table, table.lead, 4)
    with django_assert_num_queries(1):
        again = news(table, table.lead, 4, **{"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    table.go("presentation")
    assert news(table, table.lead, 4, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_ticket_opens_one_room_only(table: Table, cast: Cast) -> None:
    other = make_committee(table.cohort, table.caller, [table.chair, table.member, table.other, table.lead, table.second])
    ticket = room_ticket(room=other.public_id, person_key=table.lead.key, seat=4, now=timezone.now())
    address = reverse("committee-state", args=[table.committee.public_id])
    assert Client().get(address, headers={"X-Room-Ticket": ticket}).status_code == 403
    assert Client().get(address, headers={"X-Room-Ticket": ticket[:-2] + "xx"}).status_code == 403
    assert Client().get(address).status_code == 403


def test_acting_over_http(table: Table, sign_in: SignIn) -> None:
    client = sign_in(table.chair)
    address = reverse("committee-act", args=[table.committee.public_id, "arrive"])
    json_wanted = {"Accept": "application/json"}
    assert client.post(address, {"item": "0", "key": "k-12345678"}, headers=json_wanted).json() == {"version": 1}
    assert client.get(address).status_code == 405
    assert client.post(reverse("committee-act", args=[table.committee.public_id, "explode"])).status_code == 404
    refused = client.post(
        reverse("committee-act", args=[table.committee.public_id, "move"]), {"item": "0", "to": "presentation"}, headers=json_wanted
    )
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["__all__"])
    plain = client.post(reverse("committee-act", args=[table.committee.public_id, "recuse"]), {"item": "x", "reason": "近亲属"})
    assert plain.status_code == 302


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("vote", {"ballot": "approve", "reason": "好", "text_1": "凭发票支付"}, {"owner_1", "due_1"}),
        ("vote", {"ballot": "maybe", "reason": ""}, {"ballot", "reason"}),
        ("resolve", {"reason": "同意", "amount": "六万"}, {"amount"}),
        ("resolve", {"reason": "同意", "amount": "6万", "term_months": "abc"}, {"term_months"}),
        ("ask", {"topic": "luck", "text": "？"}, {"topic"}),
        ("answer", {"question": "1", "text": "答", "papers": ["risk"]}, {"papers"}),
        ("absent", {"seat": "99", "reason": "走了"}, {"seat"}),
    ],
)
def test_bad_input_is_named_by_its_field(table: Table, sign_in: SignIn, kind: str, fields: dict[str, Any], wrong: set[str]) -> None:
    table.arrive()
    address = reverse("committee-act", args=[table.committee.public_id, kind])
    answer = sign_in(table.chair).post(address, {"item": "0", **fields}, headers={"Accept": "application/json"})
    assert (answer.status_code, set(answer.json()["errors"])) == (422, wrong)


def test_minutes_are_for_those_who_may_read_votes(table: Table, sign_in: SignIn) -> None:
    address = reverse("committee-minutes", args=[table.committee.public_id, 0])
    assert sign_in(table.chair).get(address).status_code == 404
    table.until_minutes()
    drafts = {person.name: sign_in(person).get(address).status_code for person in (*table.everybody(), table.caller)}
    assert drafts == {person.name: 404 if person in (table.lead, table.second) else 200 for person in (*table.everybody(), table.caller)}
    for person in (table.chair, table.member):
        act(table.committee, person, "sign")
    sign_in(table.other).post(reverse("committee-act", args=[table.committee.public_id, "sign"]), {"item": "0"})
    sign_in(table.chair).post(reverse("committee-act", args=[table.committee.public_id, "move"]), {"item": "0", "to": "reveal"})
    row = CommitteeItem.objects.get(committee=table.committee)
    assert row.minutes_document != ""
    copies = {sign_in(person).get(address).content for person in (table.chair, table.lead)}
    assert len(copies) == 1
    assert next(iter(copies)).startswith(b"%PDF")


def test_the_replay_waits_for_the_end(table: Table, sign_in: SignIn) -> None:
    address = reverse("committee-replay", args=[table.committee.public_id])
    table.until_reveal()
    assert sign_in(table.caller).get(address).status_code == 404
    table.go("scoring")
    table.go("done")
    page = sign_in(table.caller).get(address)
    assert page.status_code == 200
    assert f"秘密一票{table.chair.pk}" in page.content.decode()


def test_calling_a_sitting_on_the_page(table: Table, sign_in: SignIn) -> None:
    client = sign_in(table.caller)
    assert client.get(reverse("committee-new")).status_code == 200
    fields = {
        "cohort": table.cohort.public_id, "title": "周五贷审会", "starts_at": "2026-03-13T14:00", "pace": "routine", "mode": "rehearsal",
        "majority": "majority",
        "quorum": "2/3", "case_1": "library:hardware_hidden_loan", "case_2": "library:noodle_shop_smaller", "seat_1": table.chair.key,
        "seat_2": table.member.key, "seat_3": "t:growth", "seat_7": "free", "seat_8": "t:detail",
    }  # fmt: skip
    answer = client.post(reverse("committee-new"), fields)
    made = Committee.objects.get(title="周五贷审会")
    assert answer["Location"] == reverse("committee-detail", args=[made.public_id])
    assert (made.items.count(), made.seats.count()) == (2, 5)
    assert client.get(answer["Location"]).status_code == 200
    twice = client.post(reverse("committee-new"), {**fields, "title": "重复", "seat_2": table.chair.key})
    assert (twice.status_code, Committee.objects.filter(title="重复").exists()) == (422, False)


def test_only_those_who_run_a_class_call_a_sitting(table: Table, sign_in: SignIn) -> None:
    assert [sign_in(person).get(reverse("committee-new")).status_code for person in (table.lead, table.chair)] == [404, 404]


def test_rehearsing_alone(table: Table, sign_in: SignIn) -> None:
    client = sign_in(table.lead)
    assert client.get(reverse("committee-solo")).status_code == 200
    fields = {"case": "library:village_shop_honest", "role": "member", "pace": "routine", "majority": "two_thirds"}
    answer = client.post(reverse("committee-solo"), fields, follow=True)
    assert answer.status_code == 200
    made = Committee.objects.latest("pk")
    assert made.seats.filter(user=table.lead, role="member").exists()
    assert made.seats.exclude(temperament="").count() == 5
    assert sign_in(table.chair).get(reverse("committee-solo")).status_code == 404


def test_lists_cost_the_same_for_one_and_for_three(table: Table, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = sign_in(table.caller), []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse("committee-list")).status_code == 200
        counts.append(len(seen))
        for _ in range(2):
            make_committee(table.cohort, table.caller, [table.chair, table.member, table.other, table.lead, table.second])
    assert counts[0] == counts[1]


def test_calibration_for_oneself_and_for_the_class(table: Table, sign_in: SignIn) -> None:
    address = reverse("committee-calibration")
    assert sign_in(table.other).get(address).status_code == 200
    table.until_reveal()
    page = sign_in(table.caller).get(address).content.decode()
    assert f'<th scope="row">{table.other.name}</th>' in page
    assert f'<th scope="row">{table.caller.name}</th>' not in page
    assert sign_in(table.other).get(address, {"cohort": table.cohort.public_id}).status_code == 404
