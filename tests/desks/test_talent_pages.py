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
from tests.factories.people import make_branch, make_user

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
    assert len(book.sheetnames) == 6
    cells = [cell.value for row in book.worksheets[4].iter_rows() for cell in row]
    assert {cast.mentor.name, cast.trainee.name} <= set(cells)
    costs = [[cell.value for cell in row] for row in book.worksheets[2].iter_rows()]
    assert ["报告", 2, 3, 240, 1, 240] in costs
    assert ["合计", 2, 3, 240, 1, 240] in costs


def test_a_mentor_has_no_such_page(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.mentor).get("/talent/").status_code == 404


def test_an_odd_period_falls_back(on_the_way: User, cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.leader).get("/talent/?days=-5").status_code == 200


def observed(person: User, mentor: User, level: str, *, role: str = "lead", days_ago: int = 20) -> None:
    make_fact(person, raw=None, kind="observation", source_kind="observation", competency=ensure_nodes()["investigation"], level=level,
              scale="entrustment", rater_key=mentor.key, details={"role": role},
              happened_at=timezone.now() - timedelta(days=days_ago))  # fmt: skip


@pytest.fixture
def rehearsed(cast: Cast, bank: Organisation) -> list[User]:
    """Eight people who did the better at the real thing the better they had rehearsed it; each also judged once by a sheet."""
    nodes = ensure_nodes()
    people = [make_user(bank, Role.TRAINEE, name=f"学员乙{number}") for number in range(8)]
    for number, (person, level) in enumerate(zip(people, ("1", "2a", "2b", "2a", "3a", "3b", "3b", "4"), strict=True)):
        grant_authority(user=person, node="investigation", level=Entrustment.OBSERVE, actor_key=cast.leader.key)
        source = ("investigation", "investigation_exercise")[number % 2]
        make_fact(person, kind="simulation", source_kind=source, raw=str(50 + 5 * number), competency=nodes["investigation"],
                  happened_at=timezone.now() - timedelta(days=40))  # fmt: skip
        make_fact(person, kind="simulation", source_kind=source, raw=str(100 - 10 * number), competency=nodes["investigation"],
                  happened_at=timezone.now() - timedelta(days=2))  # fmt: skip
        observed(person, cast.mentor, level)
        observed(person, cast.mentor, "1", role="observer", days_ago=60)
    make_fact(people[0], kind="simulation", source_kind="rating", source_version="rubric:SECOND/2", raw="80",
              happened_at=timezone.now() - timedelta(days=40))  # fmt: skip
    make_fact(people[0], kind="simulation", source_kind="committee_vote", raw=None, level="right", scale="committee_verdict/1",
              competency=nodes["approval"], details={"points": "100"}, happened_at=timezone.now() - timedelta(days=40))  # fmt: skip
    return people


def test_each_kind_of_rehearsal_has_its_own_line(rehearsed: list[User], cast: Cast, sign_in: SignIn) -> None:
    board = talent_board(cast.leader, first=timezone.localdate() - timedelta(days=180))
    found = {(one.kind, one.node): one.found for one in board.foretold}
    assert {place: one.n for place, one in found.items()} == {
        ("贷审会演练表决", "approval"): 0,
        ("调查演练", "investigation"): 8,
        ("SECOND", ""): 1,
    }
    told = found["调查演练", "investigation"]
    assert told.r is not None
    assert told.r > 0.9
    assert told.clear
    page = sign_in(cast.leader).get("/talent/").content.decode()
    for words in ("人数不足：1 人，至少 8 人", "关系明确", f"{told.r:.2f}", "95 % 区间", "演练成绩与观察等级的相关系数及其区间"):
        assert words in page
    assert "%%" not in page


def test_the_excel_says_what_rehearsals_foretell(rehearsed: list[User], cast: Cast, sign_in: SignIn) -> None:
    book = openpyxl.load_workbook(BytesIO(sign_in(cast.leader).get("/talent/excel/").content))
    rows = {row[0].value: [cell.value for cell in row] for row in book.worksheets[5].iter_rows()}
    assert (rows["调查演练"][1:3], rows["调查演练"][6]) == (["调查", 8], "关系明确")
    assert rows["SECOND"][2:] == [1, None, None, None, "人数不足：1 人，至少 8 人"]


def test_who_left_counts_in_cost_and_certification_alike(on_the_way: User, cast: Cast) -> None:
    on_the_way.is_active = False
    on_the_way.save()
    board = talent_board(cast.leader, first=timezone.localdate() - timedelta(days=180))
    assert (board.people, board.cost.cards, board.cost.certifications, board.cost.per_certification) == (0, 2, 1, 240)
    assert board.transfers == []


def test_a_leader_of_one_branch_sees_the_mentors_of_their_own(on_the_way: User, cast: Cast, bank: Organisation) -> None:
    here, there = make_branch(bank), make_branch(bank)
    leader = make_user(bank, Role.LEADER, at=here)
    mentor, mentee = make_user(bank, Role.MENTOR, at=here, name="甲师傅"), make_user(bank, Role.TRAINEE, at=here)
    other = make_user(bank, Role.MENTOR, at=there, name="乙师傅")
    strange = [make_user(bank, Role.TRAINEE, at=there) for _number in range(2)]
    today = timezone.localdate()
    for pair in ((mentor, mentee), (mentor, strange[0]), (other, mentee), (other, strange[0]), (other, strange[1])):
        Mentorship.objects.create(mentor=pair[0], mentee=pair[1], starts_on=today)
    loads = talent_board(leader, first=today - timedelta(days=90)).loads
    assert [(one.name, one.mentees) for one in loads] == [("甲师傅", 2), ("乙师傅", 1)]


def test_who_has_too_many_mentees_is_marked(on_the_way: User, cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    client = sign_in(cast.leader)
    assert "超出上限" not in client.get("/talent/").content.decode()
    for _number in range(3):
        Mentorship.objects.create(mentor=cast.mentor, mentee=make_user(bank, Role.TRAINEE), starts_on=timezone.localdate())
    page = client.get("/talent/").content.decode()
    assert "超出上限" in page
    assert "按本行参数，每位师傅至多带 3 名徒弟。" in page
    assert "各师傅所带徒弟人数" in page


def test_a_middle_of_one_says_that_it_is_one(on_the_way: User, cast: Cast, sign_in: SignIn) -> None:
    assert "报告 · 1 人" in sign_in(cast.leader).get("/talent/").content.decode()


def test_a_list_that_is_cut_says_so(on_the_way: User, cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    client, said = sign_in(cast.leader), "共 101 条，此处列出 100 条"
    for number in range(99):
        make_fact(cast.trainee, raw=None, kind="observation", source_kind="observation", competency=ensure_nodes()["report"], level="2a",
                  scale="entrustment", rater_key=f"m{number}", happened_at=timezone.now() - timedelta(days=20))  # fmt: skip
    assert said not in client.get("/talent/").content.decode()
    make_fact(cast.trainee, raw=None, kind="observation", source_kind="observation", competency=ensure_nodes()["report"], level="2a",
              scale="entrustment", rater_key="m-last", happened_at=timezone.now() - timedelta(days=20))  # fmt: skip
    assert said in client.get("/talent/").content.decode()
