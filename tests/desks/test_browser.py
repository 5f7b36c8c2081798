"""In a real browser no desk runs anything inline, asks another origin, scrolls sideways or fails the accessibility rules."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.people.models import User
from lms.toolkit.security_headers import PAGE_POLICY
from tests.cast import Cast
from tests.desks.days import make_day

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.journey
AXE = settings.NODE_MODULES / "axe-core/axe.min.js"
DESKS = ("trainee", "instructor", "class_teacher", "hr", "mentor", "leader", "admin")
SIZES = ((1366, 768), (360, 740))


class Watched:
    """A signed-in browser window that writes down what a page must not do."""

    def __init__(self, browser: "Browser", site: str, user: User, size: tuple[int, int]) -> None:
        self.site, self.wrong = site, []
        client = Client()
        client.force_login(user, backend="lms.people.backends.PeopleBackend")
        self.context = browser.new_context(locale="zh-CN", viewport={"width": size[0], "height": size[1]})
        self.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        self.page: Page = self.context.new_page()
        self.page.on("request", self._asked)
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.wrong.append(f"asked {request.url}")

    def open(self, path: str) -> dict[str, Any]:
        """What was wrong with one page: its answer, what it did, how far it scrolls sideways."""
        self.wrong.clear()
        answer = self.page.goto(f"{self.site}{path}", wait_until="networkidle")
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        status = answer.status if answer else 0
        return {"status": status, "wrong": list(self.wrong), "wide": max(0, wide - 1)}


FINE = {"status": 200, "wrong": [], "wide": 0}


@pytest.fixture
def windows(browser: "Browser", live_server: "LiveServer", cast: Cast) -> Iterator[Any]:
    opened: list[Watched] = []

    def window(part: str, size: tuple[int, int]) -> Watched:
        opened.append(Watched(browser, live_server.url, getattr(cast, part), size))
        return opened[-1]

    yield window
    for one in opened:
        one.context.close()


def violations(window: Watched) -> list[tuple[str, list[str]]]:
    """What the accessibility rules say about the page once all its parts have followed."""
    window.page.locator("[data-later][aria-busy]").first.wait_for(state="detached")
    window.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = window.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


@pytest.mark.parametrize("part", DESKS)
def test_a_desk_and_every_door_of_it_are_clean(cast: Cast, windows: Any, part: str) -> None:
    make_day(cast, size=2, now=timezone.now().replace(microsecond=0))
    for size in SIZES:
        window = windows(part, size)
        found = {"/": window.open("/")}
        assert violations(window) == []
        doors = window.page.eval_on_selector_all("nav a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
        found |= {path: window.open(path) for path in dict.fromkeys(doors)}
        assert found == dict.fromkeys(found, FINE)
        assert len(found) > 2


def test_the_policy_stops_what_somebody_might_smuggle_in(cast: Cast, windows: Any) -> None:
    window = windows("trainee", SIZES[0])
    assert window.open(reverse("about")) == FINE
    window.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.smuggled=1\"><img src=https://example.org/x.png>')"
    )
    window.page.wait_for_timeout(300)
    assert window.page.evaluate("window.smuggled") is None
    assert sum("Content Security Policy" in line for line in window.wrong) >= 2, PAGE_POLICY


def test_arrow_keys_walk_through_the_results(cast: Cast, windows: Any) -> None:
    make_day(cast, size=3)
    window = windows("hr", SIZES[0])
    assert window.open(f"{reverse('search')}?q=学员") == FINE
    window.page.focus("[data-search-box]")
    hits = window.page.locator("[data-hit]").count()
    for place in range(hits):
        window.page.keyboard.press("ArrowDown")
        assert window.page.evaluate("[...document.querySelectorAll('[data-hit]')].indexOf(document.activeElement)") == place
    window.page.keyboard.press("Home")
    window.page.keyboard.press("ArrowUp")
    assert [hits >= 3, window.page.evaluate("document.activeElement.matches('[data-search-box]')")] == [True, True]
