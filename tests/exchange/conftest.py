"""A loan system of the bank with a token, and somebody it asks about."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from lms.exchange.actions import METER
from lms.exchange.models import ClientSystem
from lms.people.models import Organisation
from tests.factories.exchange import make_system, token_for


@pytest.fixture(autouse=True)
def _fresh_meter() -> Iterator[None]:
    """What one test counted is nobody else's; questions are written only when a test asks for it."""
    METER.minutes, METER.days, METER.tokens, METER.noted, METER.refusals = {}, {}, {}, {}, {}
    yield


@pytest.fixture
def system(bank: Organisation) -> ClientSystem:
    return make_system(bank)


@pytest.fixture
def call(system: ClientSystem) -> Callable[..., Any]:
    """Calls the interface with the system's token; ``key`` goes into its header."""
    token = token_for(system)

    def ask(method: str, path: str, body: Any = None, *, key: str = "", token: str = token, **query: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"} | ({"Idempotency-Key": key} if key else {})
        client = Client(headers=headers)
        if method == "GET":
            return client.get(f"/api/v1{path}", query)
        return client.post(f"/api/v1{path}", body, content_type="application/json")

    return ask
