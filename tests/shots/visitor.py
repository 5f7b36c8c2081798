"""Somebody signed in at a desk and on a phone, who opens page after page and writes down what each must not do."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playwright.sync_api import Error

from .look import Look
from .pages import ROLES, Page, Role

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage
    from playwright.sync_api import Page as Window

AXE = Path(__file__).resolve().parents[2] / "requirements/node_modules/axe-core/axe.min.js"
PASSWORD = "duzuo-demo"
SIZES = {1366: 768, 360: 740}
LIGHTS = ("light", "dark")
COLOURS = ["color-contrast", "link-in-text-block"]  # all that changes in the dark
RULES = """async rules => (await axe.run(document, {resultTypes: ["violations"], ...(rules && {runOnly: rules})})).violations.map(
    one => ({id: one.id, impact: one.impact, help: one.help,
             where: one.nodes.map(node => node.target.join(" ") + "  " + node.html.slice(0, 160))}))"""
LINKS = """() => [...document.querySelectorAll("a[href]")].map(link => [
    link.getAttribute("href"), (link.closest("tr, li, article, .card") || link).textContent])"""
# On a picture of the whole page what sticks to the window would lie across the text.
UNSTICK = """() => { for (const one of document.querySelectorAll("body *")) {
    const {position, bottom} = getComputedStyle(one);
    if (position === "fixed" || (position === "sticky" && bottom !== "auto")) one.style.position = "static"; } }"""
LIT = """light => [undefined, light].includes(document.documentElement.dataset.bsTheme)
    && document.getAnimations().every(one => one.playState === "finished")"""
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SETTLED = "() => !document.querySelector('.htmx-request, [data-later][aria-busy], [hx-trigger~=load]:empty')"


class Visitor:
    """Pages of one role; ``addresses`` and ``links`` remember where each opened page was and where it leads to."""

    def __init__(self, browser: "Browser", site: str, role: Role, *, folder: Path, language: str = "zh-CN") -> None:
        self.site, self.role, self.folder = site, role, folder
        self.addresses: dict[str, str] = {}
        self.links: dict[str, list[tuple[str, str]]] = {}
        self.windows: dict[int, Window] = {}
        self.heard: list[str] = []
        self.axe = AXE.read_text(encoding="utf-8")
        state: Any = None
        for width, height in SIZES.items():
            context = browser.new_context(
                locale=language, viewport={"width": width, "height": height}, reduced_motion="reduce", storage_state=state
            )
            self.windows[width] = self._watched(context)
            if state is None and role.account:
                self._sign_in(self.windows[width])
                state = context.storage_state()

    def close(self) -> None:
        for window in self.windows.values():
            window.context.close()

    def _watched(self, context: "BrowserContext") -> "Window":
        window = context.new_page()
        window.on("console", self._console)
        window.on("pageerror", lambda error: self.heard.append(f"script: {error}"))
        window.on("request", lambda request: self._asked(request.url))
        return window

    def _console(self, message: "ConsoleMessage") -> None:
        if message.type == "error":
            self.heard.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        if not url.startswith((f"{self.site}/", "data:", "blob:")):
            self.heard.append(f"foreign request: {url}")

    def _sign_in(self, window: "Window") -> None:
        window.goto(f"{self.site}/login/")
        for name, value in (("organisation", "demo"), ("employee_number", self.role.account), ("password", PASSWORD)):
            window.fill(f"[name={name}]", value)
        window.click("main form .btn-primary")
        window.wait_for_url(lambda url: urlsplit(url).path != "/login/")

    # ------------------------------------------------------------------------------------------------------- one page

    def look_at(self, page: Page) -> list[Look]:
        """Every picture of one page; one that can't be taken is a fault of the page, not the end of the round."""
        try:
            return self._look_at(page)
        except Error as problem:
            return [Look(self.role.name, page.name, 1366, "light", wrong=[f"no picture: {problem.message.splitlines()[0]}"])]

    def _look_at(self, page: Page) -> list[Look]:
        if not page.path and page.on not in self.links:
            return [Look(self.role.name, page.name, 1366, "light", wrong=[f"its way starts at “{page.on}”, which was not opened"])]
        address, looks = self._address(page), []
        if not address:
            return [Look(self.role.name, page.name, 1366, "light", wrong=[f"no link {page.link} “{page.text}” on “{page.on}”"])]
        for width, window in self.windows.items():
            if page.ours or width == 1366:
                looks += self._photograph(page, window, width, address)
        return looks

    def _address(self, page: Page) -> str:
        """Where the page is, by its path, by its link or by pressing its button."""
        if page.press:
            window = self.windows[1366]
            window.goto(f"{self.site}{self.addresses[page.on]}")
            if window.query_selector(page.press):  # else it was pressed in an earlier round
                with window.expect_navigation():
                    window.click(page.press)
            return urlsplit(window.url).path
        if page.path:
            return page.path
        fits = re.compile(re.escape(page.link).replace(r"\*", "[^/]+") + r"(?:[?#].*)?")
        # What has an address of its own is none of the things that ``*`` stands for, whichever pages are asked for.
        fixed = {one.path for role in ROLES for one in role.pages} if "*" in page.link else set()
        found = (href for href, text in self.links[page.on] if fits.fullmatch(href) and page.text in text and href not in fixed)
        return next(found, "")

    def _photograph(self, page: Page, window: "Window", width: int, address: str) -> list[Look]:
        self.heard.clear()
        window.emulate_media(color_scheme="light")
        answer = window.goto(f"{self.site}{address}")
        window.wait_for_function(SETTLED)
        if page.claim and window.query_selector(page.claim):
            with window.expect_navigation():
                window.click(page.claim)
        status = answer.status if answer else 0
        self.addresses[page.name] = address
        self.links.setdefault(page.name, [(href, text) for href, text in window.evaluate(LINKS)])
        wrong = [] if status == page.status else [f"answered {status} instead of {page.status}"]
        wrong += [text for text in self.heard if not (page.status != 200 and "Failed to load resource" in text)]
        wrong += self._too_wide(window) if width == 360 else []
        if page.ours:
            window.evaluate(self.axe)
        looks = []
        for light in LIGHTS if page.ours else LIGHTS[:1]:
            window.emulate_media(color_scheme=light)  # type: ignore[arg-type]  # "light" and "dark" are what it knows
            window.evaluate(FRAME)  # transitions of colours begin with the next frame
            window.wait_for_function(LIT, arg=light)
            look = Look(self.role.name, page.name, width, light, address, wrong=wrong if light == "light" else [])
            target = self.folder / look.picture
            target.parent.mkdir(parents=True, exist_ok=True)
            look.violations = window.evaluate(RULES, COLOURS if light == "dark" else None) if page.ours else []
            if page.ours:
                window.evaluate(UNSTICK)
            window.screenshot(path=target, full_page=True)
            looks.append(look)
        return looks

    def _too_wide(self, window: "Window") -> list[str]:
        over = window.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"scrolls sideways by {over} px"] if over > 1 else []
