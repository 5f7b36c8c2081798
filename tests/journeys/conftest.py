"""Devices for the journeys of rooms: opened as they are needed, closed at the end."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from lms.people.models import User

from .device import DESK, Device

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def device(browser: "Browser", live_server: "LiveServer") -> Iterator[Any]:
    opened: list[Device] = []

    def make(user: User | None, size: tuple[int, int] = DESK) -> Device:
        opened.append(Device(browser, live_server.url, user, size))
        return opened[-1]

    yield make
    for one in opened:
        one.context.close()
