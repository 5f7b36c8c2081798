"""An administrator connects the loan system: a token shown once, a key, a test message, a replaced token, switched off at last."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from lms.exchange.actions import deliver_due, webhook_secret
from lms.exchange.models import ClientSystem
from lms.people.actions.authority import grant_authority
from lms.people.enums import Entrustment
from tests.cast import Cast
from tests.loan_system.client import Duzuo, Verdict
from tests.loan_system.processes import LoanSystem

from .device import DESK, PHONE, Device

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.journey


def new_token(device: Device, system: ClientSystem) -> str:
    device.open("client-token-new", system.public_id)
    device.page.locator("main form .btn-primary").click()
    return device.page.locator("#secret").inner_text()


def test_a_loan_system_is_connected_replaced_and_switched_off(
    browser: "Browser", live_server: "LiveServer", cast: Cast, tmp_path: Path
) -> None:
    loans = LoanSystem(tmp_path / "loans.log")
    desk, phone = Device(browser, live_server.url, cast.admin, DESK), Device(browser, live_server.url, cast.auditor, PHONE)
    grant_authority(user=cast.trainee, node="investigation", level=Entrustment.CERTIFIED, actor_key="x")
    asked = {"person": cast.trainee.key, "node": "investigation", "role": "lead", "amount": "1000"}
    try:
        # Connected: a wrong address is refused in words, the right one taken.
        desk.open("client-list")
        desk.clean()
        desk.picture("systems-empty-1366")
        desk.page.get_by_role("link", name="新增接入系统").first.click()
        desk.page.locator("[name=name]").fill("小微信贷系统")
        for scope in ("authority:read", "cases:write"):
            desk.page.locator(f"[name=scopes][value='{scope}']").check()
        desk.page.locator("[name=webhook_url]").fill("http://169.254.169.254/latest")
        desk.page.locator("main form .btn-primary").click()
        desk.page.get_by_text("无法向此地址发送").first.wait_for()
        desk.picture("system-new-refused-1366")
        desk.clean()
        desk.page.locator("[name=webhook_url]").fill(loans.webhook)
        desk.page.locator("main form .btn-primary").click()
        desk.page.get_by_text("系统已登记").wait_for()
        system = ClientSystem.objects.get()
        # A token that is shown once opens the interface.
        token = new_token(desk, system)
        desk.picture("system-token-once-1366")
        desk.clean()
        first = Duzuo(live_server.url, token)
        assert first.may(**asked) == Verdict(True, "certified")
        desk.open("client-detail", system.public_id)
        assert token not in desk.page.content()
        # A key; then a test message arrives and is believed.
        desk.page.get_by_role("button", name="生成签名密钥").click()
        secret = desk.page.locator("#secret").inner_text()
        system.refresh_from_db()
        assert webhook_secret(system) == secret
        loans.up(duzuo=live_server.url, token=token, secret=secret, mode="error")
        desk.open("client-detail", system.public_id)
        desk.page.get_by_role("button", name="发送测试消息").click()
        desk.page.get_by_text("测试消息将在数秒内发出").wait_for()
        assert deliver_due() == 0
        desk.page.reload()
        desk.page.get_by_text("503").first.wait_for()
        desk.clean()
        loans.post("/mode", "good")
        desk.page.get_by_role("button", name="立即发送").click()
        assert deliver_due() == 1
        desk.page.reload()
        desk.page.get_by_text("已送达").first.wait_for()
        desk.picture("system-message-1366")
        assert [one["kind"] for one in loans.book()["events"]] == ["ping"]
        # The token is replaced without a gap; the old one opens nothing.
        second = Duzuo(live_server.url, new_token(desk, system))
        assert (first.may(**asked).allowed, second.may(**asked).allowed) == (True, True)
        desk.open("client-detail", system.public_id)
        desk.page.locator("tr", has_text=token[:9]).get_by_role("button", name="作废").click()
        desk.page.locator("dialog.ask .btn:last-child").click()
        desk.page.get_by_text("下一次调用起即失效").first.wait_for()
        assert (first.may(**asked), second.may(**asked).allowed) == (Verdict(False, "unreachable"), True)
        desk.open("client-detail", system.public_id)
        desk.picture("system-1366")
        desk.clean()
        # The auditor reads all of it on the phone and has no button.
        phone.open("client-detail", system.public_id)
        phone.picture("system-360")
        phone.clean()
        assert phone.page.locator("main form").count() == 0
        for name in ("client-messages", "client-calls"):
            phone.open(name, system.public_id)
            phone.picture(f"{name}-360")
            phone.clean()
        # Switched off, everything means no.
        desk.open("client-detail", system.public_id)
        desk.page.get_by_role("button", name="停用", exact=True).click()
        desk.page.locator("dialog.ask .btn:last-child").click()
        desk.page.get_by_text("其令牌全部失效").first.wait_for()
        assert second.may(**asked) == Verdict(False, "unreachable")
        assert desk.wrong == [] and phone.wrong == []
        assert re.search(reverse("client-detail", args=[system.public_id]), desk.page.url)
    finally:
        loans.kill()
