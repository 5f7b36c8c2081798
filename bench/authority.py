"""The question "may this person do this now" over the interface, beside an empty view behind the same token; prints JSON.

python bench/authority.py --people 1000 --rounds 7 --calls 400

Both are asked in one process through Django's own handler, so the ratio is the work of the answer and nothing else.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
django.setup()

from django.conf import settings  # noqa: E402 -- Django must be set up first, here and below
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpRequest  # noqa: E402
from django.test import Client  # noqa: E402
from ninja import Router  # noqa: E402
from processes import say  # noqa: E402

from lms.desks.api import api  # noqa: E402
from lms.exchange.api import ByToken  # noqa: E402
from lms.people.actions.authority import grant_authority  # noqa: E402
from lms.people.enums import Entrustment  # noqa: E402
from tests.factories.exchange import make_system, token_for  # noqa: E402
from tests.factories.people import make_bank, make_user  # noqa: E402

NODES = ("acceptance", "admission", "investigation", "report", "approval", "post_loan")
MOST = 2.0
"""The goal: no more than twice the empty view."""

empty = Router()


@empty.get("/bench-empty", auth=ByToken(), url_name="bench-empty")
def nothing(request: HttpRequest) -> dict[str, Any]:
    return {}


api.add_router("", empty)


def seeded(people: int) -> tuple[str, str]:
    """A bank whose people hold a grant at each node; its token, and somebody's employee number."""
    bank = make_bank()
    users = [make_user(bank) for _number in range(people)]
    for user in users:
        for node in NODES:
            grant_authority(user=user, node=node, level=Entrustment.CERTIFIED, amount_limit=Decimal(300_000), actor_key="bench")
    return token_for(make_system(bank, per_minute=10_000_000)), users[people // 2].employee_number


def cpu(ask: Callable[[], object], calls: int) -> float:
    """Milliseconds of CPU for one call."""
    began = time.process_time()
    for _number in range(calls):
        ask()
    return (time.process_time() - began) / calls * 1000


def queries(ask: Callable[[], object]) -> int:
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    return len(seen)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name, count in (("people", 1000), ("rounds", 7), ("calls", 400)):
        parser.add_argument(f"--{name}", type=int, default=count)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    say(f"authority: {given.people} people with {len(NODES)} grants each")
    token, person = seeded(given.people)
    client = Client(headers={"Authorization": f"Bearer {token}"}, SERVER_NAME="localhost")
    question = f"/api/v1/authority?person={person}&node=investigation&role=lead&amount=200000&product=credit"

    def ask() -> None:
        assert client.get(question, secure=True).json()["allowed"] is True

    def ask_nothing() -> None:
        assert client.get("/api/v1/bench-empty", secure=True).json() == {}

    # Counts are written by a thread of their own every ten seconds; that is not the question's work.
    settings.EXCHANGE_COUNTS_WRITTEN = False
    for warm in (ask, ask_nothing):
        cpu(warm, 50)
    rounds = [(cpu(ask, given.calls), cpu(ask_nothing, given.calls)) for _number in range(given.rounds)]
    found = {
        "people": given.people,
        "queries": queries(ask),
        "queries_empty": queries(ask_nothing),
        "cpu_ms": round(statistics.median(one for one, _other in rounds), 3),
        "cpu_ms_empty": round(statistics.median(other for _one, other in rounds), 3),
        "ratio": round(statistics.median(one / other for one, other in rounds), 3),
        "goal": MOST,
    }
    json.dump(found, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
