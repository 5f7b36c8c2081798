"""A lesson on a phone: what was watched and read counts, however soon somebody says they are done."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import LessonPage, LessonProgress
from media.actions import add_item
from tests.cast import Cast
from tests.courses.conftest import Classroom, make_classroom
from tests.factories.courses import TEXT, make_lesson, recording
from tests.factories.webm import webm

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
DWELL = 1800


@pytest.fixture
def phone(browser: "Browser", live_server: "LiveServer", cast: Cast) -> Iterator[Any]:
    """Opens a lesson as the trainee of the class."""
    contexts = []

    def open_lesson(classroom: Classroom, lesson: LessonPage) -> "Page":
        client = Client()
        client.force_login(classroom.trainee, backend="lms.people.backends.PeopleBackend")
        contexts.append(browser.new_context(locale="zh-CN", viewport=PHONE, is_mobile=True, has_touch=True))
        contexts[-1].add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = contexts[-1].new_page()
        page.goto(live_server.url + reverse("lesson", args=[lesson.public_id]))
        return page

    yield open_lesson
    for one in contexts:
        one.close()


def test_a_player_that_comes_later_reports_what_was_watched(cast: Cast, phone: Any) -> None:
    item = add_item(bank=cast.bank, file=io.BytesIO(webm(2)), name="two.webm", title="两秒", author=None)
    classroom = make_classroom(cast)
    page = phone(classroom, make_lesson(classroom.course, TEXT, TEXT, recording(item)))
    page.locator(".lesson-section").last.scroll_into_view_if_needed()
    page.locator("main video").evaluate("one => { one.muted = true; return one.play(); }")
    page.locator("[data-watched]", has_text=re.compile("^已观看$")).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_the_word_done_does_not_overtake_what_was_read(cast: Cast, phone: Any) -> None:
    classroom = make_classroom(cast)
    lesson = make_lesson(classroom.course, TEXT)
    page = phone(classroom, lesson)
    page.wait_for_timeout(DWELL)
    with page.expect_navigation():
        page.get_by_role("button", name="我学完了").click()
    page.get_by_text("本课已学完").first.wait_for()
    assert LessonProgress.objects.get(lesson=lesson).completed_at is not None
