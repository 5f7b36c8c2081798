"""Items that are taken off, a running vote, and a chair who can't go on."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from lms.decisions.actions.panel_chair import replace_chair
from lms.decisions.actions.panel_items import withdraw_item
from lms.decisions.actions.panel_outcomes import approve, conclude
from lms.decisions.actions.panel_votes import adjourn, cast_vote, name_member, pre_vote, recommend, speak, step_back
from lms.decisions.actions.problems import DecisionProblem
from lms.decisions.models import PanelItem
from lms.notices.models import Notice
from lms.people.actions.kinship import declare_kinship
from lms.records.models import Act
from tests.factories.panels import make_pair, vote, write_opinions
from tests.factories.people import make_user

from .conftest import Table
from .test_pages import SignIn, text_of
from .test_walk import refused


def voting(table: Table, *, votes: int) -> PanelItem:
    item = write_opinions(table.item(), table.voters, now=table.now)
    return vote(item, table.cast.hr, dict.fromkeys(table.voters[:votes], "certified"), now=table.now)


@pytest.mark.parametrize(("votes", "state"), [(1, "voting"), (3, "voted")])
def test_a_running_vote_is_not_taken_off(table: Table, votes: int, state: str) -> None:
    item = voting(table, votes=votes)
    with refused("state"):
        withdraw_item(item=item, reason="改期", actor=table.cast.hr, now=table.now)
    item.refresh_from_db()
    assert item.state == state


def test_the_person_hears_that_their_case_is_off_the_agenda(table: Table, sign_in: SignIn) -> None:
    item = withdraw_item(item=table.item(), reason="材料补齐后再议", actor=table.cast.hr, now=table.now)
    told = Notice.objects.get(user=table.trainee, kind="panel_withdrawn")
    assert "材料补齐后再议" in told.body
    assert "材料补齐后再议" in text_of(sign_in(table.trainee).get(told.url))
    with refused("state"):
        withdraw_item(item=item, reason="又一次", actor=table.cast.hr, now=table.now)


def test_what_was_taken_off_stays_off(table: Table) -> None:
    item, now, hr = table.item(), table.now, table.cast.hr
    withdraw_item(item=item, reason="改期", actor=hr, now=now)
    table.item()  # the same question, asked anew
    acts: list[Callable[[], object]] = [
        lambda: step_back(item=item, kind="conflict", reason="旧页面", actor=table.second, now=now),
        lambda: name_member(item=item, member=table.second, seat="primary", actor=hr, now=now),
        lambda: recommend(item=item, text="建议认证", actor=table.first, now=now),
        lambda: pre_vote(item=item, ballot="certified", reason="一", actor=table.second, now=now),
        lambda: replace_chair(item=item, member=table.second, reason="换人", actor=hr, now=now),
    ]
    for act in acts:
        with refused("wrong_phase"):
            act()
    with refused("state"):
        speak(item=item, text="我说两句", actor=table.mentor, now=now)
    with refused("not_open"):
        adjourn(item=item, actor=hr, now=now)
    item.refresh_from_db()
    assert item.state == "withdrawn"


def test_stale_pages_of_what_was_taken_off_change_nothing(table: Table, sign_in: SignIn) -> None:
    item = table.item()
    withdraw_item(item=item, reason="改期", actor=table.cast.hr, now=table.now)
    table.item()
    sign_in(table.second).post(reverse("panel-recuse", args=[item.public_id]), {"kind": "conflict", "reason": "旧页面"})
    sign_in(table.cast.hr).post(reverse("panel-name", args=[item.public_id]), {"reviewer": table.second.pk, "seat": "primary"})
    item.refresh_from_db()
    assert item.state == "withdrawn"


def test_a_chair_who_falls_ill_is_replaced_before_the_outcome(table: Table) -> None:
    item, hr = voting(table, votes=3), table.cast.hr
    with refused("reason"):
        replace_chair(item=item, member=table.second, reason=" ", actor=hr, now=table.now)
    with refused("not_allowed"):
        replace_chair(item=item, member=table.second, reason="主席病假", actor=table.cast.leader, now=table.now)
    with refused("may_not_vote"):
        replace_chair(item=item, member=table.mentor, reason="主席病假", actor=hr, now=table.now)
    replace_chair(item=item, member=table.second, reason="主席病假", actor=hr, now=table.now)
    assert Act.objects.filter(object_id=item.public_id, reason="主席病假", details__member=table.second.key).exists()
    assert Notice.objects.filter(user=table.second, kind="panel_chair").exists()
    with refused("not_allowed"):
        conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)
    item = conclude(item=item, action="grant", reasons="可以", actor=table.second, now=table.now)
    item = approve(item=item, signer=table.second, digest=item.outcome_digest, now=table.now)
    assert item.state == "final"


def test_a_chair_who_falls_ill_is_replaced_before_the_signature(table: Table, sign_in: SignIn) -> None:
    item = conclude(item=voting(table, votes=3), action="grant", reasons="可以", actor=table.chair, now=table.now)
    address = reverse("panel-chair", args=[item.public_id])
    assert address in text_of(sign_in(table.cast.board).get(reverse("panel-item", args=[item.public_id])))
    assert sign_in(table.first).post(address, {"reviewer": table.second.pk, "reason": "主席病假"}).status_code == 403
    sign_in(table.cast.board).post(address, {"reviewer": table.second.pk, "reason": "主席病假"})
    item.refresh_from_db()
    assert (item.acting_chair, item.state) == (table.second, "to_approve")
    with refused("not_allowed"):
        approve(item=item, signer=table.chair, digest=item.outcome_digest, now=table.now)
    item = approve(item=item, signer=table.second, digest=item.outcome_digest, now=table.now)
    assert item.state == "final"


def test_nobody_bound_to_the_person_takes_the_chair(table: Table) -> None:
    item = voting(table, votes=3)
    declare_kinship(person=table.trainee, relative=table.second, kin="other", actor_key=table.trainee.key, now=table.now)
    make_pair(table.first, table.trainee)
    for member in (table.second, table.first, make_user(table.cast.bank, "committee_member")):
        with pytest.raises(DecisionProblem):
            replace_chair(item=item, member=member, reason="主席病假", actor=table.cast.hr, now=table.now)
    item.refresh_from_db()
    assert item.acting_chair is None


def test_who_becomes_the_mentor_while_people_vote_has_voted_all_the_same(table: Table) -> None:
    item = voting(table, votes=2)
    make_pair(table.chair, table.trainee)
    item = vote_last(table, item)
    assert (item.state, item.votes.filter(round="vote").count()) == ("voted", 3)
    with refused("not_allowed"):
        conclude(item=item, action="grant", reasons="可以", actor=table.chair, now=table.now)


def vote_last(table: Table, item: PanelItem) -> PanelItem:
    cast_vote(item=item, ballot="certified", reason="看过底稿。", actor=table.second, now=table.now)
    item.refresh_from_db()
    return item
