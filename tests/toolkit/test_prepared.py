"""A prepared read gives what the plain queryset gives, whoever asks, and writes its SQL once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import close_old_connections, connections
from django.db.models import BigIntegerField, CharField, Count, DateField, F, QuerySet

from lms.people.models import Membership, User
from lms.toolkit.prepared import Prepared
from tests.cast import Cast
from tests.factories.people import make_user


def people(bank: Any, name: Any) -> QuerySet[User]:
    return User.objects.filter(bank=bank, name__startswith=name).select_related("bank").annotate(held=Count("memberships")).order_by("pk")


PEOPLE = Prepared(people, bank=BigIntegerField(), name=CharField())
ROLES = Prepared(
    lambda since: Membership.objects.filter(starts_on__gte=since).order_by("pk").values_list("role", "starts_on"), since=DateField()
)
KEYS = Prepared(lambda user: User.objects.filter(pk=user).values("key", bank_name=F("bank__name")), user=BigIntegerField())


def test_rows_are_what_the_plain_queryset_gives(cast: Cast, django_assert_num_queries: Any) -> None:
    wanted = [make_user(cast.bank, "trainee", "mentor", name=name) for name in ("甲一", "甲二", "乙一", "甲%", "甲_")]
    for name in ("甲", "甲%", "甲_", "无", "'; --"):
        with django_assert_num_queries(1):
            found = PEOPLE.fetch(bank=cast.bank.pk, name=name)
            rows = [(row.pk, row.name, row.bank.name, row.held, row.date_joined) for row in found]
        plain = people(cast.bank.pk, name)
        assert rows == [(row.pk, row.name, row.bank.name, row.held, row.date_joined) for row in plain]
    assert [row.name for row in PEOPLE.fetch(bank=cast.bank.pk, name="甲")] == [user.name for user in wanted if user.name[0] == "甲"]


def test_plain_values_come_as_they_would(cast: Cast) -> None:
    make_user(cast.bank, "hr", since=date(2026, 2, 1))
    assert ROLES.fetch(since=date(2026, 1, 31)) == [("hr", date(2026, 2, 1))]
    assert KEYS.fetch(user=cast.hr.pk) == [{"key": cast.hr.key, "bank_name": cast.bank.name}]


def test_nothing_is_found_for_nothing(cast: Cast) -> None:
    make_user(cast.bank, "hr")
    assert PEOPLE.fetch(bank=None, name="") == []


@pytest.mark.parametrize("values", [{}, {"bank": 1}, {"bank": 1, "name": "x", "more": 1}])
def test_every_parameter_is_given_and_no_other(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        PEOPLE.fetch(**values)


def test_the_statement_is_written_once(cast: Cast) -> None:
    built: list[int] = []

    def counted(user: Any) -> QuerySet[User]:
        built.append(1)
        return User.objects.filter(pk=user)

    prepared = Prepared(counted, user=BigIntegerField())
    assert [prepared.fetch(user=one.pk) for one in (cast.hr, cast.trainee, cast.hr)] == [[cast.hr], [cast.trainee], [cast.hr]]
    assert built == [1]


@pytest.mark.worker
def test_threads_share_the_statement_and_not_the_connection(cast: Cast) -> None:
    users = [make_user(cast.bank, "trainee") for _number in range(4)]

    def ask(user: User) -> list[str]:
        close_old_connections()
        try:
            return [KEYS.fetch(user=user.pk)[0]["key"] for _turn in range(5)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, users)) == [[user.key] * 5 for user in users]
