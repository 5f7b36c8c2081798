"""Lists page by page, what is told of an account, and what the description of the interface says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lms.exchange.models import ClientSystem, Event
from lms.people.actions import deactivate_account, reactivate_account
from lms.people.enums import Role
from lms.people.models import Organisation
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.panels import make_authority
from tests.factories.people import make_user

Call = Callable[..., Any]


def pages(call: Call, path: str, **query: Any) -> list[dict[str, Any]]:
    """Every page, as the document says: on while there is more."""
    found = [call("GET", path, limit=2, **query).json()]
    while found[-1]["more"]:
        assert len(found) < 20
        found.append(call("GET", path, limit=2, **query | {"after": found[-1]["next"]}).json())
    return found


def happen(bank: Organisation, *kinds: str) -> list[str]:
    past = timezone.now() - timedelta(minutes=1)
    return [Event.objects.create(bank=bank, kind=kind, payload={}, happened_at=past, recorded_at=past).public_id for kind in kinds]


def test_a_list_of_people_ends(bank: Organisation, system: ClientSystem, call: Call) -> None:
    people = [system.made_by.key, *(make_user(bank, Role.TRAINEE).key for _number in range(3))]
    found = pages(call, "/people")
    assert [[one["key"] for one in page["people"]] for page in found] == [people[:2], people[2:]]
    assert [(page["more"], page["next"]) for page in found] == [(True, people[1]), (False, "")]


def test_events_end_and_go_on_where_they_ended(bank: Organisation, call: Call) -> None:
    assert call("GET", "/events").json() == {"events": [], "next": "", "more": False}
    ids = happen(bank, *["authority.changed"] * 4)
    found = pages(call, "/events")
    assert [[one["id"] for one in page["events"]] for page in found] == [ids[:2], ids[2:]]
    assert [(page["more"], page["next"]) for page in found] == [(True, ids[1]), (False, ids[3])]
    assert call("GET", "/events", after=ids[3]).json() == {"events": [], "next": ids[3], "more": False}
    later = happen(bank, "authority.changed")
    assert [one["id"] for one in call("GET", "/events", after=ids[3]).json()["events"]] == later


def test_a_page_of_what_others_may_know_is_not_the_end(bank: Organisation, system: ClientSystem, call: Call) -> None:
    ids = happen(bank, "decision.final", "decision.final", "authority.changed", "decision.final")
    ClientSystem.objects.filter(pk=system.pk).update(scopes=["authority:read"])
    found = pages(call, "/events")
    assert [[one["id"] for one in page["events"]] for page in found] == [[], [ids[2]]]
    assert [(page["more"], page["next"]) for page in found] == [(True, ids[1]), (False, ids[3])]


def test_an_account_that_closes_or_opens_is_told_for_each_node(cast: Cast, clock: Clock) -> None:
    for node in ("investigation", "report"):
        make_authority(cast.trainee, node, "3b", actor=cast.hr, now=clock.now)
    stranger = make_user(cast.bank, Role.TRAINEE)
    before = Event.objects.count()
    deactivate_account(user=cast.trainee, reason="离职", actor_key=cast.hr.key)
    deactivate_account(user=stranger, reason="离职", actor_key=cast.hr.key)
    told = [(one.kind, one.payload["person"], one.payload["node"]) for one in Event.objects.order_by("pk")[before:]]
    assert told == [("authority.changed", cast.trainee.key, node) for node in ("investigation", "report")]
    reactivate_account(user=cast.trainee, reason="复职", actor_key=cast.hr.key)
    assert Event.objects.count() == before + 4


def test_the_description_says_what_every_no_looks_like_and_which_messages_take_a_key(call: Call) -> None:
    said = call("GET", "/openapi.json").json()
    shape = {"$ref": "#/components/schemas/ErrorOut"}
    calls = {(method, path): one for path, methods in said["paths"].items() for method, one in methods.items()}
    assert {name for name, one in calls.items() if one["responses"]["422"]["content"]["application/json"]["schema"] != shape} == set()
    keyed = {path.removeprefix("/api/v1"): one["parameters"][0]["required"] for (_method, path), one in calls.items() if _keyed(one)}
    assert keyed == {"/cases": True, "/observations": True, "/roster": False}


def _keyed(one: dict[str, Any]) -> bool:
    return any(each["name"] == "Idempotency-Key" for each in one.get("parameters", []))
