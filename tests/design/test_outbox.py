"""Forms that go on without network, in a real browser with an invented server: kept first, sent once, never lost."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace as Plain
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.template import engines

from tests.design.rendering import request

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

# Only a secure context has WebCrypto, and a browser takes this name for one.
SITE = "http://localhost"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = "default-src 'self'; img-src 'self' data:; form-action 'self'"
PAGE = """{% extends "base.html" %}{% load outbox %}{% block title %}T{% endblock %}{% block heading %}T{% endblock %}{% block content %}
<form id="card" method="post" action="/take/" data-outbox="cards" data-outbox-title="shop">
<input name="shop" aria-label="shop">
<input type="radio" name="intent" value="A" aria-label="A"><input type="radio" name="intent" value="B" aria-label="B">
<input type="datetime-local" name="at" data-outbox-now aria-label="at"><button>Save</button></form>{% outbox "cards" %}{% endblock %}"""


class Server:
    """Answers as told and remembers what it took."""

    def __init__(self) -> None:
        self.mode = "taken"
        self.posts: list[dict[str, Any]] = []

    def serve(self, route: "Route") -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = Path(str(finders.find(path.removeprefix("/static/"))))
            route.fulfill(body=found.read_bytes(), content_type=TYPES.get(found.suffix, "text/plain"))
        elif path == "/take/":
            self.take(route)
        else:
            person = Plain(key="k1", is_authenticated=True, name="N")
            asked = request(path)
            asked.user = person
            body = engines["django"].from_string(PAGE).render({}, asked)
            route.fulfill(body=body, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})

    def take(self, route: "Route") -> None:
        if self.mode == "offline":
            route.abort()
            return
        self.posts.append(json.loads(route.request.post_data or "{}"))
        if self.mode == "lost":  # it arrived, the answer did not
            route.abort()
        elif self.mode == "refused":
            body = json.dumps({"message": "The day lies ahead.", "errors": {}})
            route.fulfill(status=422, body=body, content_type="application/json")
        else:
            route.fulfill(status=201, body=json.dumps({"message": "Filed.", "url": "/"}), content_type="application/json")


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: "Browser", server: Server) -> Iterator["Page"]:
    context = browser.new_context(base_url=SITE, locale="zh-CN", viewport={"width": 360, "height": 740})
    context.route("**/*", server.serve)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto("/")
    yield opened
    assert complaints == []
    context.close()


def fill(page: "Page", shop: str) -> None:
    page.get_by_label("shop").fill(shop)
    page.get_by_label("B", exact=True).check()
    page.get_by_text("Save", exact=True).click()


def test_what_is_sent_with_network_arrives_and_the_form_is_empty(page: "Page", server: Server) -> None:
    fill(page, "老街面馆")
    page.get_by_text("Filed.").wait_for()
    assert [(post["shop"], post["intent"], len(post["client_key"])) for post in server.posts] == [("老街面馆", "B", 32)]
    assert page.get_by_label("shop").input_value() == ""
    assert page.locator("[data-outbox-box]").is_hidden()


def test_without_network_it_waits_even_when_the_page_is_closed(page: "Page", server: Server) -> None:
    server.mode = "offline"
    fill(page, "顺风五金")
    page.locator("[data-outbox-entries] li").wait_for()
    assert "顺风五金" in page.locator("[data-outbox-entries]").inner_text()
    kept = page.evaluate(
        "new Promise(ok => { const r = indexedDB.open('duzuo-outbox'); r.onsuccess = () => { "
        "const g = r.result.transaction('entries').objectStore('entries').getAll(); "
        "g.onsuccess = () => ok(g.result.map(row => new TextDecoder().decode(row.data)).join('')); }; })"
    )
    assert kept
    assert "顺风五金" not in kept
    server.mode = "taken"
    page.reload()
    page.get_by_text("Filed.").wait_for()
    assert [post["shop"] for post in server.posts] == ["顺风五金"]


def test_a_lost_answer_sends_the_same_key_again(page: "Page", server: Server) -> None:
    server.mode = "lost"
    fill(page, "王记粮油")
    page.locator("[data-outbox-send]").wait_for()
    server.mode = "taken"
    page.locator("[data-outbox-send]").click()
    page.get_by_text("Filed.").wait_for()
    assert len(server.posts) == 2
    assert len({post["client_key"] for post in server.posts}) == 1


def test_what_the_server_refuses_stays_with_its_reason_and_can_be_corrected(page: "Page", server: Server) -> None:
    server.mode = "refused"
    fill(page, "春耕农资")
    page.locator("[data-outbox-entries]").get_by_text("The day lies ahead.").wait_for()
    server.mode = "taken"
    page.locator("[data-outbox-entries] button").first.click()
    assert page.get_by_label("shop").input_value() == "春耕农资"
    page.get_by_text("Save", exact=True).click()
    page.get_by_text("Filed.").wait_for()
    assert len({post["client_key"] for post in server.posts}) == 1
    assert page.locator("[data-outbox-entries] li").count() == 0


def test_a_draft_outlives_the_page(page: "Page", server: Server) -> None:
    page.get_by_label("shop").fill("半句话")
    page.wait_for_timeout(700)
    page.reload()
    # Not by an expression in a string: asked again, the page's policy would forbid to evaluate it.
    page.wait_for_function("() => document.querySelector('[name=shop]').value === '半句话'")
    assert server.posts == []
