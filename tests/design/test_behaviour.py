"""The ES modules in a real browser, with the pages rendered here and every file served from the tree: no server, no database."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace as Plain
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string

from tests.design.rendering import request

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SITE = "http://duzuo.test"
AXE = settings.NODE_MODULES / "axe-core/axe.min.js"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = "default-src 'self'; img-src 'self' data:; form-action 'self'"

PAGE = """{% extends "base.html" %}{% block title %}T{% endblock %}{% block heading %}T{% endblock %}{% block content %}
<form id="ask" method="post" action="/sent/" data-confirm="All will be lost." data-confirm-ok="Really" data-draft="a">
<textarea name="text" aria-label="t"></textarea><p data-draft-state></p>
<input id="file" type="file" accept=".xlsx" data-max-bytes="100" aria-label="f"><button id="go">Go</button></form>
{% include "components/job.html" with job_url="/job/" %}
<input id="filter" data-table-filter="p" aria-label="filter"><span data-table-count="p"></span>
<div id="columns" data-table-columns="p"></div>
<table data-table="p"><thead><tr><th data-sort="text">Name</th><th data-sort="number">Score</th></tr></thead>
<tbody><tr data-search="wxn"><td>王晓楠</td><td data-value="9">9</td></tr>
<tr><td>李青禾</td><td data-value="10">10</td></tr><tr><td>陈雨</td><td>—</td></tr></tbody></table>
<button id="copy" data-copy="abc">Copy</button>{% endblock %}"""


def frame() -> Any:
    items = [Plain(label=f"Item {n}", url=f"/{n}/", icon="book", active=n == 1, badge=0) for n in range(7)]
    return Plain(
        items=items, desks=[], unread=3, brand=Plain(name="青溪农商行", logo_url="", accent=""), search_url="/search/", notices_url="/n/"
    )


def answer(path: str) -> tuple[str, str]:
    if path == "/job/":
        return json.dumps({"state": "done", "progress": 100, "message": "Ready", "url": "/result/", "error": ""}), "application/json"
    if path == "/guide/":
        return render_to_string("styleguide.html", {}, request(path, frame=frame())), "text/html"
    if path == "/page/":
        return engines["django"].from_string(PAGE).render({}, request(path, frame=frame())), "text/html"
    if path == "/refused/":
        return render_to_string("403_csrf.html", {}, request(path)), "text/html"
    return "<!doctype html><title>other</title>", "text/html"


def serve(route: "Route") -> None:
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        if found:
            route.fulfill(body=Path(str(found)).read_bytes(), content_type=TYPES.get(Path(str(found)).suffix, "text/plain"))
        else:
            route.fulfill(status=404)
        return
    body, kind = answer(path)
    route.fulfill(body=body, content_type=f"{kind}; charset=utf-8", headers={"Content-Security-Policy": POLICY})


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A page whose site is this file; whatever the console complains about fails the test."""
    context = browser.new_context(base_url=SITE, locale="zh-CN", viewport={"width": 1000, "height": 740}, bypass_csp=False)
    context.route("**/*", serve)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def open_page(page: "Page", path: str = "/page/") -> "Page":
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def test_slash_goes_to_the_search_and_typing_one_does_not(page: "Page") -> None:
    open_page(page)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "frame-search"
    page.locator("textarea").focus()
    page.keyboard.type("1/2")
    assert page.locator("textarea").input_value() == "1/2"


def test_escape_closes_a_menu_and_gives_the_focus_back(page: "Page") -> None:
    open_page(page)
    page.locator(".frame-tools summary").click()
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_theme_is_kept_and_set_before_the_first_paint(page: "Page") -> None:
    open_page(page)
    page.locator(".frame-tools summary").click()
    page.locator("[data-theme-set=dark]").click()
    page.reload(wait_until="commit")
    page.wait_for_selector("body")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_nothing_is_sent_before_the_answer(page: "Page") -> None:
    open_page(page)
    page.locator("#go").click()
    dialog = page.locator("dialog[open]")
    assert dialog.locator("p").text_content() == "All will be lost."
    dialog.locator("button").first.click()
    page.wait_for_selector("dialog", state="detached")
    assert urlsplit(page.url).path == "/page/"
    page.locator("#go").click()
    page.get_by_role("button", name="Really").click()
    page.wait_for_url("**/sent/")


def write_and_send(page: "Page") -> None:
    open_page(page)
    page.locator("textarea").fill("half a sentence")
    page.locator("#go").click()
    page.get_by_role("button", name="Really").click()
    page.wait_for_url("**/sent/")


def test_a_draft_survives_leaving_at_once(page: "Page") -> None:
    open_page(page)
    page.locator("textarea").fill("half a sentence")
    open_page(page, "/elsewhere/")
    open_page(page)
    assert page.locator("textarea").input_value() == "half a sentence"


def test_what_has_arrived_is_no_draft_any_more(page: "Page") -> None:
    write_and_send(page)
    open_page(page)
    assert page.locator("textarea").input_value() == ""


def test_what_ended_on_the_sign_in_page_is_a_draft_again(page: "Page") -> None:
    write_and_send(page)
    open_page(page, "/refused/")
    open_page(page)
    assert page.locator("textarea").input_value() == "half a sentence"


@pytest.mark.parametrize(("name", "size", "valid"), [("a.xlsx", 50, True), ("a.xlsx", 500, False), ("a.exe", 5, False)])
def test_a_wrong_file_is_refused_before_sending(page: "Page", name: str, size: int, valid: bool) -> None:
    open_page(page)
    page.locator("#file").set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size})
    assert page.locator("#file").evaluate("field => field.checkValidity()") is valid
    assert name in (page.locator(".field-state").first.text_content() or "")


def test_a_finished_job_offers_its_result(page: "Page") -> None:
    open_page(page)
    page.wait_for_selector(".job[data-state=done]")
    assert page.locator(".job-done a").get_attribute("href") == "/result/"
    assert page.locator(".job .job-message").text_content() == "Ready"


def names(page: "Page") -> list[str]:
    return [text.strip() for text in page.locator("tbody tr:visible td:first-child").all_text_contents()]


def test_a_table_sorts_numbers_and_leaves_gaps_last(page: "Page") -> None:
    open_page(page)
    score = page.get_by_role("button", name="Score")
    score.click()
    assert names(page) == ["王晓楠", "李青禾", "陈雨"]
    score.click()
    assert names(page) == ["李青禾", "王晓楠", "陈雨"]
    assert page.locator("th").nth(1).get_attribute("aria-sort") == "descending"


def test_a_table_is_filtered_by_initials_too(page: "Page") -> None:
    open_page(page)
    page.locator("#filter").fill("WXN")
    assert names(page) == ["王晓楠"]


def test_the_choice_of_columns_is_kept(page: "Page") -> None:
    open_page(page)
    page.locator("#columns summary").click()
    page.locator("#columns input").uncheck()
    open_page(page)
    assert page.locator("th").nth(1).is_visible() is False


def test_copying_says_so(page: "Page") -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page)
    page.locator("#copy").click()
    page.wait_for_selector(".toasts .note")
    assert page.locator(".toasts .note").count() == 1


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_style_guide_fits_and_is_clean(page: "Page", width: int, theme: str) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed; run: make setup")
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # a parametrised literal
    open_page(page, "/guide/")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_printing_leaves_the_frame_away(page: "Page") -> None:
    open_page(page, "/guide/")
    page.emulate_media(media="print")
    assert [page.locator(part).first.is_visible() for part in (".frame-top", ".rail", ".page-actions", "main h1")] == [
        False,
        False,
        False,
        True,
    ]
