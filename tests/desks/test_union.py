"""The provincial union sees numbers; a bank is read with a reason, for a time, under the bank's eyes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lms.desks.actions.read_bank import read_bank
from lms.desks.queries.union import banks_in_numbers
from lms.notices.models import Notice
from lms.people.actions import AccessProblem, add_organisation
from lms.people.enums import OrganisationKind, Role
from lms.people.models import BankAccess, Membership, Organisation, User
from lms.people.queries import access_of
from lms.records.models import Act
from tests.clock import Clock
from tests.factories.cohorts import make_cohort, make_enrolment
from tests.factories.people import make_user

SignIn = Callable[[User], Client]


@pytest.fixture
def union(db: None) -> Organisation:
    return add_organisation(kind=OrganisationKind.UNION, name="江川省联社", code="union")


@pytest.fixture
def reader(union: Organisation) -> User:
    return make_user(union, Role.AUDITOR, name="俞省联")


def bank_of(union: Organisation, name: str) -> Organisation:
    return add_organisation(kind=OrganisationKind.BANK, name=name, code=f"b{name.encode().hex()}", parent=union)


@pytest.fixture
def banks(union: Organisation) -> tuple[Organisation, Organisation]:
    return bank_of(union, "青禾"), bank_of(union, "远山")


def status(client: Client, name: str, *args: str) -> int:
    return client.get(reverse(name, args=args)).status_code


def test_the_desk_holds_totals_and_no_person(
    union: Organisation, reader: User, banks: tuple[Organisation, Organisation], sign_in: SignIn
) -> None:
    cohort = make_cohort(banks[0])
    trainee = make_enrolment(cohort).user
    make_enrolment(make_cohort(banks[0], state="completed"))
    make_user(add_organisation(kind=OrganisationKind.BANK, name="别省银行", code="elsewhere"), Role.HR)
    page = sign_in(reader).get(reverse("today"))
    assert [(one.name, one.people, one.running, one.trainees, one.over, one.rankings) for one in page.context["page"].banks] == [
        ("青禾", 2, 1, 1, 1, 0),
        ("远山", 0, 0, 0, 0, 0),
    ]
    assert (trainee.name in page.content.decode(), cohort.name in page.content.decode()) == (False, False)
    assert status(sign_in(reader), "cohort-detail", cohort.public_id) == 404


def test_a_bank_is_opened_with_a_reason_and_told(reader: User, banks: tuple[Organisation, Organisation], sign_in: SignIn) -> None:
    office = [make_user(banks[0], role) for role in (Role.HR, Role.ADMINISTRATOR)]
    others = [make_user(banks[0], Role.TRAINEE), make_user(banks[1], Role.HR)]
    client, address = sign_in(reader), reverse("bank-open", args=[banks[0].public_id])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " ", "hours": "1"}).status_code == 422
    assert client.post(address, {"reason": "信访核查", "hours": "2"}).status_code == 422
    assert not BankAccess.objects.exists()
    assert client.post(address, {"reason": "信访核查", "hours": "4"}).status_code == 302
    told = Notice.objects.filter(kind="bank_access")
    assert {notice.user for notice in told} == set(office)
    assert all("俞省联" in notice.title and notice.body == "信访核查" for notice in told)
    assert not told.filter(user__in=others).exists()


def test_it_is_read_and_nothing_is_changed(reader: User, banks: tuple[Organisation, Organisation], sign_in: SignIn) -> None:
    ours, theirs = (make_cohort(bank) for bank in banks)
    read_bank(user=reader, bank=banks[0], reason="信访核查", hours=1)
    client = sign_in(reader)
    assert [status(client, "cohort-detail", one.public_id) for one in (ours, theirs)] == [200, 404]
    assert "信访核查" in client.get(reverse("cohort-list")).content.decode()
    changes = [reverse("cohort-move", args=[ours.public_id]), reverse("desk-switch"), reverse("notices-read")]
    assert [client.post(address).status_code for address in changes] == [403] * 3
    # The same person opens the other bank: one at a time.
    assert client.post(reverse("bank-open", args=[banks[1].public_id]), {"reason": "对比", "hours": "1"}).status_code == 302
    assert [status(client, "cohort-detail", one.public_id) for one in (ours, theirs)] == [404, 200]
    assert client.post(reverse("bank-leave")).status_code == 302
    assert [status(client, "cohort-detail", one.public_id) for one in (ours, theirs)] == [404, 404]
    assert client.post(reverse("bank-leave")).status_code == 404
    reader.refresh_from_db()
    assert (reader.bank.kind, Membership.objects.filter(user=reader).count()) == ("union", 1)


def test_it_ends_by_itself_and_with_the_office(reader: User, banks: tuple[Organisation, Organisation], clock: Clock) -> None:
    access = read_bank(user=reader, bank=banks[0], reason="信访核查", hours=1)
    assert access_of(reader, clock.now + timedelta(minutes=59)) == access
    assert access_of(reader, clock.now + timedelta(minutes=60)) is None
    Membership.objects.filter(user=reader).update(ends_on=clock.now.date() - timedelta(days=1))
    assert access_of(User.objects.get(pk=reader.pk), clock.now + timedelta(minutes=1)) is None


def test_every_look_stands_in_the_banks_log(reader: User, banks: tuple[Organisation, Organisation], sign_in: SignIn) -> None:
    cohort, auditor = make_cohort(banks[0]), make_user(banks[0], Role.AUDITOR)
    read_bank(user=reader, bank=banks[0], reason="信访核查", hours=1)
    client, page = sign_in(reader), reverse("cohort-detail", args=[cohort.public_id])
    client.get(page)
    client.get(reverse("cohort-detail", args=["nowhere"]))
    client.post(reverse("bank-leave"))
    client.get(page)
    acts = Act.objects.filter(organisation_key=banks[0].public_id, object_kind="bank_access").order_by("id")
    assert [(act.verb, act.actor_key, act.details.get("address", ""), act.reason) for act in acts] == [
        ("created", reader.key, "", "信访核查"),
        ("viewed", reader.key, page, ""),
        ("removed", reader.key, "", ""),
    ]
    assert "俞省联" in sign_in(auditor).get(reverse("act-list")).content.decode()


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.INSTRUCTOR])
def test_only_an_office_at_the_union_itself_opens_banks(
    union: Organisation, banks: tuple[Organisation, Organisation], sign_in: SignIn, role: str
) -> None:
    stranger = add_organisation(kind=OrganisationKind.UNION, name="别省联社", code="far")
    people = [make_user(union, role), make_user(banks[0], Role.HR), make_user(stranger, Role.AUDITOR)]
    assert [status(sign_in(user), "bank-open", banks[0].public_id) for user in people] == [404] * 3
    for user in people:
        with pytest.raises(AccessProblem):
            read_bank(user=user, bank=banks[0], reason="好奇", hours=1)


def test_the_totals_cost_the_same_for_two_banks_and_for_ten(
    union: Organisation, reader: User, banks: tuple[Organisation, Organisation], django_assert_num_queries: Callable
) -> None:
    for number in range(8):
        bank_of(union, f"第{number}行")
    assert reader.roles
    with django_assert_num_queries(1):
        assert len(banks_in_numbers(reader)) == 10
