"""One person's browser: in a room that several people work in at once, or on pages one after the other."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from django.urls import reverse

from lms.people.models import User

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

AXE = settings.NODE_MODULES / "axe-core/axe.min.js"
PICTURES = Path(settings.BASE_DIR) / "var" / "journey"
# Keeps every answer to a request for news, as it came.
LISTEN = """
window.heard = [];
const plain = window.fetch;
window.fetch = async (...request) => {
  const answer = await plain(...request);
  if (answer.status === 200) window.heard.push(await answer.clone().text());
  return answer;
};
"""
# Half-faded colours have no contrast yet.
STILL = """
Promise.allSettled(document.getAnimations().filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished))
"""
DESK, PHONE = (1366, 768), (360, 740)


class Device:
    """One person's browser in the room; ``heard()`` is every answer of the server, so that nothing slips through unseen."""

    def __init__(self, browser: "Browser", site: str, user: User | None, size: tuple[int, int]) -> None:
        """``user`` None: a stranger who is not signed in."""
        self.user, self.site = user, site
        self.wrong: list[str] = []
        self.context = browser.new_context(locale="zh-CN", viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE)
        if user is not None:
            client = Client()
            client.force_login(user, backend="lms.people.backends.PeopleBackend")
            self.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        self.page: Page = self.context.new_page()
        self.page.add_init_script(LISTEN)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.set_default_timeout(30_000)

    def heard(self) -> str:
        """All the server has said to this device since it entered the room: the page, and every answer to a request for news."""
        return str(self.page.content() + self.page.evaluate("window.heard.map(text => JSON.stringify(JSON.parse(text))).join()"))

    def open(self, name: str, *args: str, query: str = "") -> None:
        """The page of that name."""
        self.page.goto(self.site + reverse(name, args=args) + query)

    def fill(self, kind: str, **values: str) -> None:
        """Fills the form of one act, sends it, answering the question before an irreversible one, and waits for what the server says."""
        form = self.page.locator(f"[data-act='{kind}']").first
        form.wait_for(state="attached")
        for opener in form.locator("xpath=ancestor::details[not(@open)]/summary").all():
            opener.click()
        for name, value in values.items():
            field = form.locator(f"[name='{name}']")
            if field.first.get_attribute("type") in ("radio", "checkbox"):
                form.locator(f"[name='{name}'][value='{value}']").check()
            elif field.first.evaluate("node => node.tagName") == "SELECT":
                field.first.select_option(value)
            else:
                field.first.fill(value)
        # Looked up before the click: what is done takes its form away.
        asked = form.get_attribute("data-confirm")
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            form.locator("button").first.click()
            if asked:
                self.page.locator("dialog.ask .btn:last-child").click()

    def send(self, path: str = "", **values: str | Iterable[str]) -> str:
        """Fills the form that posts to ``path`` (the page's own where none is named), sends it, and gives the text of the next page."""
        form = self.page.locator(f"main form[method=post][action$='{path}']" if path else "main form[method=post]:not([action])").first
        for opener in form.locator("xpath=ancestor::details[not(@open)]/summary").all():
            opener.click()
        for name, value in values.items():
            put(form, name, value)
        asked = form.get_attribute("data-confirm")
        with self.page.expect_navigation():
            form.locator("button:not([type=button])").first.click()
            if asked:
                self.page.locator("dialog.ask .btn:last-child").click()
        return self.words()

    def words(self) -> str:
        """What the page says."""
        return self.page.locator("body").inner_text()

    def picture(self, name: str) -> None:
        """For people to look at; on a busy machine the browser may fail to draw one at the first try."""
        from playwright.sync_api import Error  # heavy, so only a journey pays for it

        PICTURES.mkdir(parents=True, exist_ok=True)
        try:
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        except Error:
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def clean(self) -> None:
        """Axe finds nothing, nothing scrolls sideways, no script failed; asked when nothing moves any more."""
        self.page.evaluate(STILL)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        rows = [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]
        said = (rows, max(0, wide - 1), self.wrong)
        assert said == ([], 0, []), f"{self.page.url}: {said}"


def put(form: "Locator", name: str, value: str | Iterable[str]) -> None:
    """One value, the boxes to tick, or the path of a file."""
    field = form.locator(f"[name='{name}']")
    kind = field.first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        for one in [value] if isinstance(value, str) else value:
            form.locator(f"[name='{name}'][value='{one}']").check()
        return
    assert isinstance(value, str)
    for opener in field.first.locator("xpath=ancestor::details[not(@open)]/summary").all():
        opener.click()
    if kind == "file":
        field.first.set_input_files(value)
    elif field.first.evaluate("node => node.tagName") == "SELECT":
        field.first.select_option(value)
    else:
        field.first.fill(value)
