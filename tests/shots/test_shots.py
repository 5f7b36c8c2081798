"""The pictures are taken, and what is wrong with a page is told."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lms.people.enums import Role as Part
from tests.factories.people import make_bank, make_user
from tests.shots.__main__ import report
from tests.shots.look import Look
from tests.shots.pages import ROLES, Page, Role, chosen
from tests.shots.visitor import PASSWORD, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer


def test_every_page_has_a_name_of_its_own_and_a_way_that_comes_before_it() -> None:
    for role in ROLES:
        names = [page.name for page in role.pages]
        assert len(names) == len(set(names)), role.name
        ways = [(page.name, page.on) for page in role.pages if page.on and page.on not in names[: names.index(page.name)]]
        assert ways == [], role.name


def test_only_what_is_named_and_the_way_to_it() -> None:
    assert [(role.name, [page.name for page in role.pages]) for role in chosen(("trainee/lesson", "letter"))] == [
        ("trainee", ["courses", "course", "lesson"]),
        ("trainee-finished", ["my-results", "letter"]),
    ]
    assert [role.name for role in chosen(("hr", "mentor"))] == ["hr", "mentor"]
    assert chosen(()) == list(ROLES)
    assert chosen(("nobody",)) == []


def test_the_report_names_picture_fault_and_rule(tmp_path: Path) -> None:
    rule = {"id": "color-contrast", "impact": "serious", "help": "Contrast", "where": ["p.faint"]}
    looks = [
        Look("hr", "today", 1366, "light", "/"),
        Look("hr", "class", 360, "dark", "/cohorts/1/", ["scrolls sideways by 9 px"], [rule]),
    ]
    told = report(looks, tmp_path)
    assert told.splitlines() == [
        "2 pictures, 1 with something wrong",
        "",
        "hr/class.360.dark.png  /cohorts/1/",
        "    scrolls sideways by 9 px",
        "    axe color-contrast (serious): Contrast",
        "        p.faint",
    ]
    assert (tmp_path / "summary.txt").read_text(encoding="utf-8") == told
    kept = json.loads((tmp_path / "axe.json").read_text(encoding="utf-8"))
    assert [(one["picture"], one["violations"]) for one in kept] == [("hr/today.1366.light.png", []), ("hr/class.360.dark.png", [rule])]


PAGES = (
    Page("today", "/"),
    Page("courses", on="today", link="/courses/"),
    Page("lost", "/nowhere/"),
    Page("no-way", on="today", link="/people/*/"),
)


@pytest.mark.journey
def test_somebody_is_photographed_at_a_desk_and_on_a_phone(browser: "Browser", live_server: "LiveServer", tmp_path: Path) -> None:
    make_user(make_bank(code="demo"), Part.TRAINEE, employee_number="trainee27", password=PASSWORD)
    visitor = Visitor(browser, live_server.url, Role("trainee", "trainee27", PAGES), folder=tmp_path)
    looks = [look for page in PAGES for look in visitor.look_at(page)]
    visitor.close()
    assert [look.picture for look in looks if look.clean] == [
        f"trainee/{page}.{width}.{light}.png" for page in ("today", "courses") for width in (1366, 360) for light in ("light", "dark")
    ] + [f"trainee/lost.{width}.dark.png" for width in (1366, 360)]
    assert {look.page: look.wrong[0] for look in looks if look.wrong} == {
        "lost": "answered 404 instead of 200",
        "no-way": "no link /people/*/ “” on “today”",
    }
    shown = {path.relative_to(tmp_path).as_posix(): path.read_bytes()[:4] for path in tmp_path.rglob("*.png")}
    assert shown == {look.picture: b"\x89PNG" for look in looks if look.page != "no-way"}
