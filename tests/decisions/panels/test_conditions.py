"""A grant with conditions: who sees to them finds them, they are noted as met, and what is late is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lms.decisions.actions.panel_conditions import meet_condition
from lms.decisions.actions.panel_outcomes import approve, conclude
from lms.decisions.actions.remind_conditions import remind_of_conditions
from lms.decisions.models import PanelCondition
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.panels import vote, write_opinions
from tests.factories.people import make_user

from .conftest import Table
from .test_pages import SignIn, text_of
from .test_walk import refused

TEXT = "三个月内复核两件"


def granted(table: Table, owner: User, *, days: int = 30, sign: bool = True) -> PanelCondition:
    item = write_opinions(table.item(), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified_with_conditions"), now=table.now)
    conditions = [(TEXT, owner, table.now.date() + timedelta(days=days))]
    item = conclude(item=item, action="grant_with_conditions", reasons="可以", actor=table.chair, conditions=conditions, now=table.now)
    if sign:
        approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)
    return item.conditions.get()


def test_the_owner_finds_the_condition_and_notes_it_as_met(table: Table, sign_in: SignIn) -> None:
    owner = make_user(table.cast.bank, "account_manager")
    condition = granted(table, owner)
    address = Notice.objects.get(user=owner, kind="panel_condition").url
    client = sign_in(owner)
    page = text_of(client.get(address))
    assert TEXT in page
    assert table.trainee.name in page
    assert "看过底稿" not in page
    assert address in text_of(client.get(reverse("my-panels")))
    met = reverse("panel-condition-met", args=[condition.pk])
    client.post(met, {"note": " "})
    condition.refresh_from_db()
    assert condition.met_on is None
    client.post(met, {"note": "两件复核单已归档"})
    condition.refresh_from_db()
    assert (condition.met_by, condition.note) == (owner, "两件复核单已归档")
    assert TEXT not in text_of(client.get(address))
    assert "两件复核单已归档" in text_of(client.get(f"{address}?show=met"))
    told = Notice.objects.get(user=table.trainee, kind="panel_condition_met")
    assert "两件复核单已归档" in text_of(sign_in(table.trainee).get(told.url))


def test_a_person_who_sees_to_their_own_condition_finds_it_too(table: Table, sign_in: SignIn) -> None:
    granted(table, table.trainee)
    address = Notice.objects.get(user=table.trainee, kind="panel_condition").url
    assert TEXT in text_of(sign_in(table.trainee).get(address))


def test_who_may_note_it_and_what_for(table: Table, sign_in: SignIn) -> None:
    condition, hr = granted(table, table.mentor), table.cast.hr
    for stranger in (table.trainee, table.second, table.cast.leader):
        with refused("not_allowed"):
            meet_condition(condition=condition, note="好了", actor=stranger, now=table.now)
    met = reverse("panel-condition-met", args=[condition.pk])
    assert sign_in(table.second).post(met, {"note": "好了"}).status_code == 404
    assert sign_in(table.cast.leader).post(met, {"note": "好了"}).status_code == 403
    with refused("note"):
        meet_condition(condition=condition, note="", actor=hr, now=table.now)
    meet_condition(condition=condition, note="人事核实", actor=hr, now=table.now)
    with refused("met"):
        meet_condition(condition=condition, note="再来一次", actor=table.mentor, now=table.now)


def test_what_is_not_signed_yet_asks_nothing_of_anybody(table: Table, sign_in: SignIn) -> None:
    condition = granted(table, table.mentor, sign=False)
    assert TEXT not in text_of(sign_in(table.mentor).get(reverse("panel-conditions")))
    assert remind_of_conditions(now=table.now + timedelta(days=60)) == 0
    with pytest.raises(PanelCondition.DoesNotExist):
        meet_condition(condition=condition, note="好了", actor=table.mentor, now=table.now)


def test_on_its_day_the_owner_hears_and_after_it_the_office_too(table: Table) -> None:
    condition = granted(table, table.mentor)

    def told() -> list[str]:
        return sorted(Notice.objects.filter(kind="panel_condition_due").values_list("user__name", flat=True))

    assert remind_of_conditions(now=table.now + timedelta(days=29)) == 0
    for _again in range(2):
        assert remind_of_conditions(now=table.now + timedelta(days=30)) == 1
    assert told() == [table.mentor.name]
    for day in (31, 45):
        assert remind_of_conditions(now=table.now + timedelta(days=day)) == 1
    assert told() == sorted([table.mentor.name, table.mentor.name, table.cast.hr.name])
    meet_condition(condition=condition, note="已复核", actor=table.mentor, now=table.now)
    assert remind_of_conditions(now=table.now + timedelta(days=46)) == 0


def test_the_office_has_a_list_of_what_is_late(table: Table, sign_in: SignIn) -> None:
    condition = granted(table, table.mentor)
    office, address = sign_in(table.cast.hr), reverse("panel-conditions")
    assert address in text_of(office.get(reverse("panel-list")))
    assert TEXT not in text_of(office.get(f"{address}?show=overdue"))
    PanelCondition.objects.filter(pk=condition.pk).update(due_on=table.now.date() - timedelta(days=1))
    assert TEXT in text_of(office.get(f"{address}?show=overdue"))
    assert TEXT not in text_of(sign_in(table.second).get(address))


def test_other_banks_find_no_condition(table: Table, strangers: object, sign_in: SignIn) -> None:
    condition = granted(table, table.mentor)
    for part in ("hr", "board", "mentor"):
        client = sign_in(getattr(strangers, part))
        assert TEXT not in text_of(client.get(reverse("panel-conditions")))
        assert client.post(reverse("panel-condition-met", args=[condition.pk]), {"note": "好了"}).status_code == 404
