"""Chromium for journeys: found on the machine, started once, told not to touch the network."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-dev-shm-usage"]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser's program; without one the journey is skipped, which CI counts as failed."""
    found = os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, NAMES) if path), None)
    if not found:
        pytest.skip("no chromium on this machine; on Debian or Ubuntu run: apt install chromium fonts-wqy-microhei")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator["Browser"]:
    """A headless browser; open a context per person: ``browser.new_context(locale="zh-CN", viewport=…)``."""
    from django.db import connections  # needs configured settings
    from playwright.sync_api import sync_playwright  # heavy, so only a journey pays for it

    # Playwright's loop runs in this thread, where Django would then refuse every query, and open other connections than those
    # the suite prepared (append-only guards that step aside for a flush, the rows to put back after it).
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    prepared = {alias: connections[alias] for alias in connections}
    with sync_playwright() as playwright:
        for alias, connection in prepared.items():
            connections[alias] = connection
        opened = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
