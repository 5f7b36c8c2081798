"""Somebody in front of a screen: signs in, reads, fills in, presses; and everything a page must not do is written down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Request, Response

AXE = (settings.NODE_MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
PICTURES = Path(settings.BASE_DIR) / "var" / "journey"
PASSWORD = "duzuo-demo"
DESK, PHONE = (1366, 768), (360, 740)


class Person:
    """One account in a browser of its own. ``looked`` is shared: each kind of page is judged once per size, and every address kept."""

    def __init__(self, browser: "Browser", site: str, number: str, *, organisation: str, size: tuple[int, int], looked: "Looked") -> None:
        self.site, self.number, self.organisation, self.size, self.looked = site, number, organisation, size, looked
        self.password, self.wrong, self.bearing = PASSWORD, list[str](), False
        self.context = browser.new_context(
            locale="zh-CN",
            viewport={"width": size[0], "height": size[1]},
            has_touch=size == PHONE,
            is_mobile=size == PHONE,
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("console", lambda message: self._note(message.type == "error", f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    # -------------------------------------------------------------------------------------------------- what goes wrong

    def _note(self, wrong: bool, text: str) -> None:
        if wrong and not self.bearing:
            self.wrong.append(f"{urlsplit(self.page.url).path}: {text}")

    def _failed(self, request: "Request") -> None:
        # Whoever turns the page breaks off what the old one still asked for.
        self._note(request.failure != "net::ERR_ABORTED", f"{request.method} {request.url}: {request.failure}")

    def _answered(self, response: "Response") -> None:
        self._note(response.status >= 400, f"{response.request.method} {response.url}: {response.status}")

    @contextmanager
    def trouble(self) -> Iterator[None]:
        """Refusals and outages that belong to the story."""
        self.bearing = True
        yield
        self.page.wait_for_timeout(100)  # what the browser says about them may come a moment later
        self.bearing = False

    # ------------------------------------------------------------------------------------------------------ going places

    def sign_in(self) -> None:
        self.context.clear_cookies()
        self.page.goto(f"{self.site}/login/")
        self.fill(organisation=self.organisation, employee_number=self.number, password=self.password)
        self.press("登录")
        self.page.wait_for_url(lambda url: urlsplit(url).path != "/login/")

    def sign_in_with_code(self, code: str, password: str) -> None:
        """The first time, from the printed slip; then a password of one's own."""
        self.page.goto(f"{self.site}/login/code/")
        self.fill(organisation=self.organisation, code=code)
        self.press("登录")
        self.page.wait_for_url("**/password/")
        self.look()
        for field in self.page.locator("form input[type=password]").all():
            field.fill(password)
        self.press("保存密码")
        self.page.wait_for_url(f"{self.site}/")
        self.password = password

    def go(self, path: str) -> None:
        answer = self.page.goto(path if path.startswith("http") else f"{self.site}{path}")
        assert answer is not None and answer.status == 200, f"{path}: {answer and answer.status}"
        assert self.path != "/login/", f"{path}: not signed in any more"

    def follow(self, name: str, *, within: str = "main") -> None:
        """A link by the words on it."""
        self._leave(self.page.locator(within).get_by_role("link", name=name).first)

    def press(self, name: str, *, within: str = "main") -> None:
        """A button by the words on it; where it asks back, the answer is yes."""
        button = self.page.locator(within).get_by_role("button", name=name).first
        asks = button.evaluate("one => Boolean(one.form?.dataset.confirm)")
        if asks:
            button.click()
            button = self.page.locator("dialog.ask[open] .btn").last
        self._leave(button)

    def _leave(self, way: "Locator") -> None:
        with self.page.expect_navigation():
            way.click()

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    # --------------------------------------------------------------------------------------------------------- form work

    def fill(self, within: str = "main", **values: Any) -> None:
        """Fields by their names: text, choices by value or by the words shown, ticks by a list of values or yes and no."""
        for name, value in values.items():
            fields = self.page.locator(f"{within} [name='{name}']")
            first = fields.first
            for closed in first.locator("xpath=ancestor::details[not(@open)]/summary").all():
                closed.click()
            kind = first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
            if kind == "select":
                first.select_option(value)
            elif kind == "file":
                first.set_input_files(value)
            elif kind == "checkbox" and isinstance(value, bool):
                first.set_checked(value)
            elif kind in {"radio", "checkbox"}:
                for one in [value] if isinstance(value, str) else value:
                    self.page.locator(f"{within} [name='{name}'][value='{one}']").check()
            else:
                first.fill(value)

    def download(self, name: str, folder: Path, *, press: bool = False) -> Path:
        """What a link or a button hands out."""
        with self.page.expect_download() as waiting:
            self.page.locator("main").get_by_role("button" if press else "link", name=name).first.click()
        target = folder / waiting.value.suggested_filename
        waiting.value.save_as(target)
        return target

    # ------------------------------------------------------------------------------------------------------------ seeing

    def reads(self, text: str, *, within: str = "main") -> None:
        """The words are on the page, where they can be seen."""
        self.page.locator(within).get_by_text(text).first.wait_for()

    def text(self, within: str = "main") -> str:
        return self.page.locator(within).inner_text()

    def look(self, picture: str = "") -> None:
        """Nothing is wrong with the page, and no rule of accessibility is broken."""
        assert self.wrong == [], self.wrong
        if picture:
            self.picture(picture)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{self.path} scrolls sideways by {wide} px"
        if self.looked.first_time(self.path, self.size):
            self.page.evaluate(AXE)
            found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
            rows = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]
            assert rows == [], f"{self.path}: {rows}"

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def close(self) -> None:
        assert self.wrong == [], self.wrong
        self.context.close()


class Looked:
    """Which kinds of pages were judged at which size, and every address that was seen."""

    def __init__(self) -> None:
        self.judged: set[tuple[str, int]] = set()
        self.addresses: dict[str, str] = {}

    def first_time(self, path: str, size: tuple[int, int]) -> bool:
        try:
            name = str(resolve(path).view_name)
        except Resolver404:
            name = path
        self.addresses.setdefault(path, name)
        fresh = (name, size[0]) not in self.judged
        self.judged.add((name, size[0]))
        return fresh
