"""People by nodes, one person, one node, one's own way, coverage and mentors' measure: what they say and to whom."""

import io
import json
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lms.people.enums import Role
from lms.people.models import Mentorship, User
from lms.records.models import Act
from tests.cast import Cast
from tests.clock import server_time
from tests.factories.certification import TODAY, card, five_as_second, give, grant, lock_profile, make_profile
from tests.factories.people import make_branch, make_user

BASE = "/decisions/certification/"


@pytest.fixture
def mentors(cast: Cast) -> list[User]:
    return [cast.mentor, make_user(cast.bank, Role.MENTOR, name="第二师傅")]


@pytest.fixture(autouse=True)
def today(client: Client) -> Any:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with server_time(TODAY):
        yield


def read(client: Client, user: User, address: str, status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(f"{BASE}{address}")
    assert answer.status_code == status
    return answer.content.decode()


def test_the_matrix_shows_levels_and_who_is_ready(cast: Cast, mentors: list[User], client: Client) -> None:
    grant(cast.trainee, "2b")
    give(cast.bank, five_as_second(cast.trainee, mentors))
    page = read(client, cast.hr, "")
    assert cast.trainee.name in page and "ready for the panel" in page and "no cases yet" in page
    assert cast.trainee.name in read(client, cast.hr, "?state=ready")
    assert cast.trainee.name not in read(client, cast.hr, "?state=ready&node=report")
    assert cast.trainee.name not in read(client, cast.hr, "?state=trouble")


def test_everybody_sees_those_in_their_scope(cast: Cast, strangers: Cast, mentors: list[User], client: Client) -> None:
    branch = make_branch(cast.bank)
    there = make_user(cast.bank, Role.TRAINEE, at=branch, name="支行学员")
    of_branch = make_user(cast.bank, Role.HR, at=branch)
    cast.trainee  # noqa: B018 -- made by being asked for
    for user in (cast.hr, cast.leader, cast.board, cast.auditor):
        page = read(client, user, "")
        assert cast.trainee.name in page and there.name in page
    page = read(client, of_branch, "")
    assert there.name in page and cast.trainee.name not in page
    Mentorship.objects.create(mentor=mentors[0], mentee=there, starts_on=date(2026, 1, 1))
    page = read(client, mentors[0], "")
    assert there.name in page and cast.trainee.name not in page
    assert read(client, mentors[0], f"people/{there.key}/")
    for user in (cast.trainee, cast.instructor, cast.admin):
        read(client, user, "", 404)
    for user in (mentors[1], there, cast.admin, of_branch, strangers.hr):
        read(client, user, f"people/{cast.trainee.key}/", 404)
        read(client, user, f"people/{cast.trainee.key}/report/", 404)
        read(client, user, f"people/{cast.trainee.key}/report/file.json", 404)
    read(client, mentors[0], "mentors/", 404)


def test_a_look_at_somebody_elses_way_is_kept(cast: Cast, client: Client) -> None:
    read(client, cast.trainee, "path/")
    assert Act.objects.filter(object_kind="certification_record").count() == 0
    read(client, cast.hr, f"people/{cast.trainee.key}/")
    act = Act.objects.get(object_kind="certification_record")
    assert (act.actor_key, act.details) == (cast.hr.key, {"person": cast.trainee.key})


def test_my_path_says_what_is_missing_and_how_to_get_there(cast: Cast, mentors: list[User], client: Client) -> None:
    assert "You have no card yet" in read(client, cast.trainee, "path/")
    grant(cast.trainee, "2b")
    give(cast.bank, five_as_second(cast.trainee, mentors)[2:])
    page = read(client, cast.trainee, "path/")
    assert "Still missing: cards that count: 3 of 5, 2 more; different cases: 3 of 5, 2 more" in page
    assert "Case 1: as second (B)" in page
    assert "Nothing to certify here for now" in page


def test_a_node_says_which_cards_count_and_why_others_do_not(cast: Cast, mentors: list[User], client: Client) -> None:
    grant(cast.trainee, "2b")
    facts = [
        card(cast.trainee, mentors[0], case="K1", days_ago=9),
        card(cast.trainee, mentors[0], case="K1", days_ago=4),
        card(cast.trainee, cast.trainee, days_ago=5),
        card(cast.trainee, mentors[1], days_ago=300),
        card(cast.trainee, mentors[1], days_ago=6, mentor_level="4"),
    ]
    rows = give(cast.bank, facts)
    page = read(client, cast.trainee, f"people/{cast.trainee.key}/investigation/")
    for why in ("has a later card about this case", "signed by the person themselves", "too long ago", "did not hold the stage"):
        assert why in page
    assert "1 of 5 counts for this step." in page
    assert all(f"/evidence/{row.public_id}/" in page for row in rows)
    assert mentors[1].name in page
    assert "too early for a trend" in page
    assert "watching" in read(client, cast.trainee, f"people/{cast.trainee.key}/investigation/?target=participate")


def test_weeks_of_cards_make_a_curve(cast: Cast, mentors: list[User], client: Client) -> None:
    levels = ("2a", "2a", "2b", "2b", "3a", "3a", "3b", "3b")
    give(cast.bank, [card(cast.trainee, mentors[0], level=level, days_ago=70 - 7 * week) for week, level in enumerate(levels)])
    page = read(client, cast.trainee, f"people/{cast.trainee.key}/investigation/")
    assert "clearly rising" in page and page.count('class="dot"') == 8


def test_a_node_without_cases(cast: Cast, client: Client) -> None:
    assert "No cases yet" in read(client, cast.trainee, f"people/{cast.trainee.key}/collection/")
    read(client, cast.trainee, f"people/{cast.trainee.key}/unheard-of/", 404)


def test_the_file_is_computed_again(cast: Cast, mentors: list[User], client: Client, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    grant(cast.trainee, "2b")
    give(cast.bank, five_as_second(cast.trainee, mentors))
    text = read(client, cast.trainee, f"people/{cast.trainee.key}/investigation/file.json?target=solo")
    document = json.loads(text)
    assert (document["kind"], document["result"]["status"]) == ("certification", "ready")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    call_command("recompute")
    assert capsys.readouterr().out == "same\n"
    changed = text.replace('"status": "ready"', '"status": "not_yet"')
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(changed.encode())))
    with pytest.raises(SystemExit):
        call_command("recompute")
    assert "$.result.status" in capsys.readouterr().out


def test_the_workbook_has_everybody_and_what_is_missing(cast: Cast, mentors: list[User], client: Client) -> None:
    grant(cast.trainee, "2b")
    give(cast.bank, five_as_second(cast.trainee, mentors)[1:])
    client.force_login(cast.hr)
    book = load_workbook(io.BytesIO(client.get(f"{BASE}excel/").content))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert cast.trainee.name in texts
    assert any(text.startswith("Still missing: cards that count: 4 of 5, 1 more") for text in texts)


def test_coverage_and_whom_to_send_along(cast: Cast, mentors: list[User], client: Client) -> None:
    give(cast.bank, [*five_as_second(cast.trainee, mentors), card(cast.trainee, mentors[0], node="report", kinds=["hidden_debt"])])
    page = read(client, cast.hr, "coverage/?node=investigation")
    assert "catering" in page and "hidden debt" in page
    assert "everybody here who has a card has met one" in read(client, cast.hr, "coverage/")
    client.force_login(cast.hr)
    book = load_workbook(io.BytesIO(client.get(f"{BASE}coverage/?as=excel").content))
    assert cast.trainee.name in [str(cell.value) for row in book.active.iter_rows() for cell in row]


def test_mentors_who_never_find_anything_are_named(cast: Cast, mentors: list[User], client: Client) -> None:
    people = [make_user(cast.bank, Role.TRAINEE) for _number in range(5)]
    mild = [card(person, mentors[0], level="4", days_ago=day) for person in people for day in (5, 9)]
    stern = [
        card(person, mentors[1], level=level, days_ago=7) for person, level in zip(people, ("2a", "2b", "2a", "3a", "2b"), strict=True)
    ]
    give(cast.bank, [*mild, *stern])
    page = read(client, cast.hr, "mentors/")
    assert "never below 3a" in page and "always the same level" in page and "severer than others" in page


def test_pages_of_thirty_cost_no_more_queries_than_of_three(cast: Cast, mentors: list[User], client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast.hr)
    counts: dict[str, list[int]] = {}
    for number in (3, 27):
        for _one in range(number):
            person = make_user(cast.bank, Role.TRAINEE)
            grant(person, "2b")
            give(cast.bank, five_as_second(person, mentors))
        for address in ("", "?state=ready", "coverage/", "mentors/"):
            client.get(f"{BASE}{address}")
            with CaptureQueriesContext(
                connection,
            ) as seen:
                client.get(f"{BASE}{address}")
            counts.setdefault(address, []).append(len(seen))
    assert {address: few == many for address, (few, many) in counts.items()} == dict.fromkeys(counts, True)


def test_before_a_profile_is_locked_the_pages_say_so(cast: Cast, client: Client) -> None:
    assert "has not locked a certification profile yet" in read(client, cast.trainee, "path/")
    lock_profile(make_profile(cast.bank, cast.hr), cast.hr, [cast.leader, cast.board])
    assert "Judged by" in read(client, cast.trainee, "path/")


def test_doors_lead_where_the_reader_may_go(cast: Cast, client: Client) -> None:
    names = {
        "hr": ["panel-list", "certificate-list", "recognition-list", "ladder", "suspension-list", "talent-board", "certification-mentors"],
        "mentor": [],
    }
    for who, wanted in names.items():
        page = read(client, getattr(cast, who), "")
        shut = set(names["hr"]) - set(wanted)
        assert [name for name in wanted if f'href="{reverse(name)}"' not in page] == []
        assert [name for name in shut if f'href="{reverse(name)}"' in page] == []
        for name in wanted:
            assert client.get(reverse(name)).status_code == 200
    page = read(client, cast.trainee, "path/")
    for name in ("my-panels", "my-certificates", "plan-list"):
        assert f'href="{reverse(name)}"' in page
        assert client.get(reverse(name)).status_code == 200
