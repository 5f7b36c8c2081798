"""What a panel decided goes out to connected systems, and can be asked by the name that the message gave it."""

import pytest
from django.test import Client

from lms.exchange.models import Event
from tests.cast import Cast
from tests.factories.exchange import make_system, token_for
from tests.factories.panels import decide, vote, write_opinions

from .conftest import Table


@pytest.mark.parametrize("who", ["bank", "strangers"])
def test_what_a_panel_decided_is_told_and_can_be_asked(table: Table, strangers: Cast, who: str) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    token = token_for(make_system(table.cast.bank if who == "bank" else strangers.bank), now=table.now)
    browser = Client(headers={"Authorization": f"Bearer {token}"})
    assert browser.get(f"/api/v1/decisions/{item.public_id}").status_code == 422  # nothing is decided yet
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "not_yet"), now=table.now)
    item = decide(item, table.chair, table.chair, action="stay", now=table.now)
    told = Event.objects.get(kind="decision.final").payload
    answer = browser.get(f"/api/v1/decisions/{told['decision']}")
    if who == "strangers":
        assert (answer.status_code, [one["field"] for one in answer.json()["error"]["fields"]]) == (422, ["decision"])
        return
    said = answer.json()
    assert said.pop("final_at") and said.pop("id") == item.public_id
    assert said == {name: value for name, value in told.items() if name != "decision"}
    assert (said["person"], said["status"], said["action"]) == (table.trainee.key, "not_yet", "stay")
