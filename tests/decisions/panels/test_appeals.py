"""Appeals against what a panel decided: heard by others, upheld or not, in time."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lms.decisions.actions.panel_appeals import answer_appeal, file_appeal
from lms.decisions.actions.panel_outcomes import approve, conclude
from lms.decisions.actions.panel_votes import name_member
from lms.decisions.actions.problems import DecisionProblem
from lms.decisions.models import PanelItem
from lms.people.models import Authority
from tests.factories.panels import decide, make_authority, make_item, make_sitting, vote, write_opinions

from .conftest import Table


def refused(code: str) -> pytest.RaisesExc[DecisionProblem]:
    return pytest.RaisesExc(DecisionProblem, check=lambda problem: problem.code == code)


def test_an_upheld_appeal_goes_on_the_next_agenda(table: Table) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "not_yet"), now=table.now)
    item = decide(item, table.chair, table.chair, action="stay", now=table.now)
    with refused("not_own"):
        file_appeal(item=item, user=table.mentor, text="我替她说", now=table.now)
    appeal = file_appeal(item=item, user=table.trainee, text="第七件没有计入。", now=table.now)
    with refused("not_allowed"):
        answer_appeal(appeal=appeal, user=table.cast.hr, text="不改", now=table.now)  # the secretary of the panel
    with refused("no_sitting"):
        answer_appeal(appeal=appeal, user=table.cast.board, text="应当计入。", upheld=True, now=table.now)
    following = make_sitting(table.cast.bank, table.cast.hr, table.chair, [table.first, table.second], now=table.now, days=30)
    appeal = answer_appeal(appeal=appeal, user=table.cast.board, text="应当计入。", upheld=True, now=table.now)
    again = following.items.get()
    assert (again.user, again.node, again.follows) == (table.trainee, "investigation", item)
    with refused("answered"):
        answer_appeal(appeal=appeal, user=table.cast.leader, text="再答", now=table.now)


def heard_anew(table: Table, item: PanelItem) -> PanelItem:
    """The person appeals, the board upholds it, and the next sitting has it."""
    following = make_sitting(table.cast.bank, table.cast.hr, table.chair, [table.first, table.second], now=table.now, days=30)
    appeal = file_appeal(item=item, user=table.trainee, text="依据不足。", now=table.now)
    answer_appeal(appeal=appeal, user=table.cast.board, text="应当再议。", upheld=True, now=table.now)
    return following.items.get()


@pytest.mark.parametrize("action", ["revoke", "lower"])
@pytest.mark.parametrize("level", ["4", "3b"])
def test_what_was_taken_away_is_asked_for_again_as_it_was_held(table: Table, action: str, level: str) -> None:
    end, limit = table.now.date() + timedelta(days=200), None if level == "3b" else Decimal(70_000)
    make_authority(
        table.trainee, "approval", level, actor=table.cast.hr, now=table.now,
        ends_on=end, amount_limit=limit, products=["credit"], disuse_days=77,
    )  # fmt: skip
    item = make_item(
        table.sitting, table.trainee, table.cast.hr, node="approval", kind="review", level="", now=table.now, reviewer=table.first,
        amount_limit=None,
    )  # fmt: skip
    item = write_opinions(item, table.voters, now=table.now, ballot="withdraw")
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "withdraw"), now=table.now)
    item = decide(item, table.chair, table.cast.leader if action == "revoke" else table.chair, action=action, now=table.now)
    again = heard_anew(table, item)
    assert (again.kind, again.level, again.amount_limit, again.products) == ("grant", level, limit, ["credit"])
    assert (again.ends_on, again.disuse_days, again.follows) == (end, 77, item)
    again = name_member(item=again, member=table.first, seat="primary", actor=table.cast.hr, now=table.now)
    again = vote(write_opinions(again, table.voters, now=table.now), table.cast.hr, dict.fromkeys(table.voters, "certified"), now=table.now)
    decide(again, table.chair, table.chair, now=table.now)
    held = Authority.objects.get(user=table.trainee, node="approval", ended_at__isnull=True)
    assert (held.level, held.amount_limit, held.products, held.ends_on) == (level, limit, ["credit"], end)


def test_an_appeal_against_conditions_is_heard_although_the_level_is_held(table: Table) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "certified_with_conditions"), now=table.now)
    conditions = [("三个月内复核两件", table.mentor, table.now.date() + timedelta(days=90))]
    item = conclude(item=item, action="grant_with_conditions", reasons="可以", actor=table.chair, conditions=conditions, now=table.now)
    item = approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)
    again = heard_anew(table, item)
    assert (again.kind, again.level, again.follows) == ("grant", "4", item)


def test_an_appeal_comes_in_time_or_not_at_all(table: Table) -> None:
    item = write_opinions(table.item(), table.voters, now=table.now)
    item = vote(item, table.cast.hr, dict.fromkeys(table.voters, "not_yet"), now=table.now)
    item = decide(item, table.chair, table.chair, action="stay", now=table.now)
    table.clock.advance(days=10)
    with refused("late"):
        file_appeal(item=item, user=table.trainee, text="晚了", now=table.now)
