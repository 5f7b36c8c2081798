"""The leader's page on the way to working solo."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from lms.desks.queries.cultivation import talent_board
from lms.evidence.actions import ensure_nodes
from lms.people.actions import grant_authority
from lms.people.enums import Entrustment, Role
from lms.people.models import Mentorship, Organisation, User
from tests.cast import Cast
from tests.factories.evidence import make_fact
from tests.factories.people import make_user

SignIn = Callable[[User], Client]


@pytest.fixture
def on_the_way(cast: Cast, bank: Organisation) -> User:
    """A trainee observed twice and certified at the report; their mentor has one mentee."""
    node = ensure_nodes()["report"]
    start = timezone.now() - timedelta(days=100)
    for level, days in ((Entrustment.OBSERVE, 0), (Entrustment.CERTIFIED, 90)):
        grant_authority(user=cast.trainee, node="report", level=level, actor_key=cast.leader.key, now=start + timedelta(days=days))
    for level in ("2a", "3a"):
        make_fact(cast.trainee, raw=None, kind="observation", source_kind="observation", competency=node, level=level, scale="entrustment",
                  rater_key=cast.mentor.key, happened_at=timezone.now() - timedelta(days=20))  # fmt: skip
    Mentorship.objects.create(mentor=cast.mentor, mentee=cast.trainee, starts_on=timezone.localdate() - timedelta(days=100))
    return cast.trainee


def test_the_page_says_how_far_how_long_who_and_at_what_cost(on_the_way: User, cast: Cast) -> None:
    board = talent_board(cast.leader, first=timezone.localdate() - timedelta(days=180))
    assert (board.people, board.shares["report"].have, board.shares["approval"].have) == (1, 1, 0)
    assert (board.durations["report"].n, board.durations["report"].median) == (1, 90)
    assert [(one.name, one.mentees, one.recent, one.cards) for one in board.loads] == [(cast.mentor.name, 1, 2, 2)]
    assert [(one.cards, one.last_level, one.done) for one in board.transfers] == [(2, "3a", True)]
    assert (board.cost.minutes, board.cost.yuan, board.cost.per_certification) == (180, 240, 240)


def test_another_bank_sees_nothing_of_it(on_the_way: User, strangers: Cast, sign_in: SignIn) -> None:
    assert talent_board(strangers.leader, first=timezone.localdate()).people == 0
    assert on_the_way.name not in sign_in(strangers.leader).get("/talent/").content.decode()


def test_queries_do_not_grow_with_people(
    on_the_way: User, cast: Cast, bank: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def added(number: int) -> None:
        person = make_user(bank, Role.TRAINEE, name=f"学员甲{number}")
        grant_authority(user=person, node="report", level=Entrustment.CERTIFIED, actor_key=cast.leader.key)
        make_fact(person, kind="simulation", source_kind="investigation", raw="70", happened_at=datetime(2026, 3, 2, tzinfo=UTC))

    for number in range(6):
        added(number)
    with django_assert_max_num_queries(12):
        assert talent_board(cast.leader, first=timezone.localdate() - timedelta(days=90)).people == 7


def test_excel_has_a_sheet_for_each_question(on_the_way: User, cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.leader)
    page = client.get("/talent/?days=365")
    assert page.status_code == 200
    book = openpyxl.load_workbook(BytesIO(client.get("/talent/excel/").content))
    assert len(book.sheetnames) == 4
    cells = [cell.value for row in book.worksheets[3].iter_rows() for cell in row]
    assert {cast.mentor.name, cast.trainee.name} <= set(cells)


def test_a_mentor_has_no_such_page(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.mentor).get("/talent/").status_code == 404


def test_an_odd_period_falls_back(on_the_way: User, cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.leader).get("/talent/?days=-5").status_code == 200
