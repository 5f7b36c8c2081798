"""A visit written down in the street, on a phone of 360 px: four taps and a name; without network it waits, and arrives once."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.operations.models import Visit
from tests.cast import Cast
from tests.factories.ledgers import make_area

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def phone(browser: "Browser", live_server: "LiveServer", cast: Cast) -> Iterator["Page"]:
    make_area(cast.bank, cast.hr, cast.trainee, name="南门街")
    client = Client()
    client.force_login(cast.trainee, backend="lms.people.backends.PeopleBackend")
    context = browser.new_context(locale="zh-CN", viewport=PHONE, is_mobile=True, has_touch=True, timezone_id="Asia/Shanghai")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("visit-add"))
    yield page
    context.close()


def fill(page: "Page", merchant: str) -> None:
    page.get_by_label("商户名").fill(merchant)
    page.get_by_role("radio", name="见到经营者并交谈").check()
    page.get_by_role("radio", name="B 三个月内要用").check()
    page.get_by_role("button", name="3 天后").tap()
    page.get_by_role("button", name="记入台账").tap()


def test_one_visit_sent_without_network_and_twice_is_one_row(phone: "Page", cast: Cast) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    fill(phone, "老街面馆")
    phone.get_by_text("已记入台账").first.wait_for()
    assert Visit.objects.get().merchant == "老街面馆"
    phone.context.set_offline(True)
    fill(phone, "顺风五金")
    phone.get_by_text("已存本机，联网后自动上传").first.wait_for()
    assert phone.get_by_label("商户名").input_value() == ""
    # It arrives, but the answer is lost on the way back: the phone does not know and sends it again.
    phone.route("**/send/", lambda route: (route.fetch(), route.abort()), times=1)
    phone.context.set_offline(False)
    phone.get_by_text("此前已记入台账").first.wait_for(timeout=60_000)
    visits = Visit.objects.order_by("pk")
    assert [(one.merchant, one.intent, one.area.name if one.area else "") for one in visits] == [
        ("老街面馆", "B", "南门街"),
        ("顺风五金", "B", "南门街"),
    ]
    assert all(one.same_day and (one.next_on - timezone.localdate()).days == 3 for one in visits if one.next_on)
    assert phone.locator("[data-outbox-entries] li").count() == 0
