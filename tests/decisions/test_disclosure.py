"""A judgement opens to the person judged once a decision that used it is shown to them."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from lms.cohorts.models import Enrolment
from lms.decisions.actions import (
    answer_reply,
    choose_outcome,
    file_reply,
    publish_decision,
    record_meeting,
    record_reassessment,
    run_ranking,
    sign_decision,
    withdraw_decision,
)
from lms.decisions.models import Decision
from lms.decisions.queries.disclosure import opened_by_decisions
from lms.evidence.models import Evidence
from lms.evidence.queries import withheld_from
from lms.people.models import User
from tests.cast import Cast
from tests.factories.decisions import DAY, RANKED_AT, hold_meeting, make_class, make_draft, publish, record, score

AFTER = RANKED_AT + 15 * DAY
SignIn = Callable[[User], Client]


@pytest.fixture
def enrolments(cast: Cast) -> list[Enrolment]:
    return make_class(cast.bank, 8)[1]


@pytest.fixture
def draft(cast: Cast, enrolments: list[Enrolment]) -> Decision:
    return make_draft(enrolments[0].cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])


def judged(user: User) -> list[Evidence]:
    return list(Evidence.objects.filter(person_key=user.key, kind__in=["interview", "review", "simulation"]).order_by("id"))


def hidden(user: User) -> list[bool]:
    """In the order of recording: whether each judgement about ``user`` is withheld from them."""
    rows = judged(user)
    withheld = withheld_from(user, rows)
    return [row.public_id in withheld for row in rows]


def finish(cast: Cast, decision: Decision) -> Decision:
    for signer in (cast.leader, cast.board):
        decision = sign_decision(decision=decision, signer=signer, digest=decision.content_digest, now=AFTER)
    return decision


def test_a_draft_shows_nothing(draft: Decision, enrolments: list[Enrolment]) -> None:
    assert hidden(enrolments[0].user) == [True, True]


def test_publishing_opens_what_was_used_and_becoming_final_keeps_it_open(cast: Cast, draft: Decision, enrolments: list[Enrolment]) -> None:
    published = publish(draft, cast.hr, [cast.leader])
    later = record(cast.bank, [score(enrolments[0], "interview", 60, rater="r3", at=RANKED_AT + 3 * DAY)])
    assert hidden(enrolments[0].user) == [False, False, True]
    assert finish(cast, published).state == "final"
    assert hidden(enrolments[0].user) == [False, False, True]
    assert withheld_from(enrolments[0].user, later) == {later[0].public_id}


def test_nobody_is_shown_anothers(cast: Cast, draft: Decision, enrolments: list[Enrolment]) -> None:
    """The opener is asked about one's own rows only, and opens no others."""
    publish(draft, cast.hr, [cast.leader])
    theirs = judged(enrolments[1].user)
    assert opened_by_decisions(enrolments[0].user.key, theirs) == set()
    assert opened_by_decisions(enrolments[1].user.key, theirs) == {row.public_id for row in theirs}
    assert opened_by_decisions(cast.trainee.key, theirs) == set()


def test_withdrawing_closes_again(cast: Cast, draft: Decision, enrolments: list[Enrolment]) -> None:
    published = publish(draft, cast.hr, [cast.leader])
    withdraw_decision(decision=published, actor=cast.hr, reason="漏算一场考试", now=RANKED_AT + 3 * DAY)
    assert hidden(enrolments[0].user) == [True, True]


def tells(client: Client, row: Evidence) -> list[bool]:
    """Whether the ledger says why ``row`` corrects another: the list, its workbook, the pages of both rows."""
    pages = [reverse("evidence-list", args=[row.person_key]), *(reverse("evidence-detail", args=[one]) for one in chain(row))]
    book = openpyxl.load_workbook(BytesIO(client.get(pages[0], {"format": "xlsx"}).content)).active
    texts = [client.get(page).content.decode() for page in pages]
    return [row.reason in text for text in texts] + [row.reason in {cell.value for line in book.iter_rows() for cell in line}]


def chain(row: Evidence) -> list[str]:
    return [row.supersedes.public_id, row.public_id] if row.supersedes else [row.public_id]


def test_a_replaced_version_stays_open_and_the_new_one_opens_its_own(
    cast: Cast, draft: Decision, enrolments: list[Enrolment], sign_in: SignIn
) -> None:
    user = enrolments[0].user
    client = sign_in(user)
    first = publish(draft, cast.hr, [cast.leader])
    old = judged(user)[0]
    fresh = record(cast.bank, [score(enrolments[0], "interview", 70, rater="r1", supersedes=old, reason="评分单誊写有误")])[0]
    standing = first.standings.get(user=user)
    reply = file_reply(standing=standing, user=user, kind="appeal", text="请核对。", now=RANKED_AT + 3 * DAY)
    answer_reply(reply=reply, user=cast.leader, text="成立。", upheld=True, now=RANKED_AT + 3 * DAY)
    second = run_ranking(version=first.rule_version, actor=cast.hr, now=RANKED_AT + 4 * DAY)
    assert (hidden(user), judged(user)[-1]) == ([False, False, True], fresh)
    # The old judgement is open, but why it was corrected says something of the new one, which is not.
    assert (tells(client, fresh), tells(sign_in(cast.hr), fresh)) == ([False] * 4, [True] * 4)
    hold_meeting(second, cast.hr, [cast.leader], now=RANKED_AT + 4 * DAY)
    publish_decision(decision=second, actor=cast.hr, now=RANKED_AT + 5 * DAY)
    first.refresh_from_db()
    assert (first.state, hidden(user)) == ("superseded", [False, False, False])
    assert tells(client, fresh) == [True] * 4


def test_a_reassessment_opens_with_the_outcome_that_rests_on_it(cast: Cast, draft: Decision, enrolments: list[Enrolment]) -> None:
    standing = draft.standings.select_related("decision", "user").get(user=enrolments[3].user)
    record_reassessment(
        standing=standing,
        assessor=cast.consultant,
        held_on=RANKED_AT.date(),
        met_standard=True,
        findings="独立复评：达标。",
        actor=cast.hr,
        now=RANKED_AT + timedelta(hours=1),
    )
    assert hidden(standing.user) == [True, True, True]
    publish(draft, cast.hr, [cast.leader])
    assert hidden(standing.user) == [False, False, False]
    assert hidden(enrolments[0].user) == [False, False]


def test_the_page_opens_with_the_letter(cast: Cast, draft: Decision, enrolments: list[Enrolment], sign_in: SignIn) -> None:
    user = enrolments[0].user
    client, address = sign_in(user), reverse("evidence-detail", args=[judged(user)[0].public_id])
    before = client.get(address).context["row"].hidden
    record_meeting(
        decision=draft, actor=cast.hr, held_at=RANKED_AT, participants=[cast.hr, cast.leader], minutes="讨论。", now=RANKED_AT + DAY
    )
    for standing in draft.standings.all():
        choose_outcome(standing=standing, choice="pass", reasons="达标。", actor=cast.hr, now=RANKED_AT + DAY)
    assert (before, client.get(address).context["row"].hidden) == (True, True)
    publish_decision(decision=draft, actor=cast.hr, now=RANKED_AT + 2 * DAY)
    assert client.get(address).context["row"].hidden is False


def test_asking_costs_one_query(draft: Decision, enrolments: list[Enrolment], django_assert_num_queries: Callable) -> None:
    rows = judged(enrolments[0].user)
    with django_assert_num_queries(1):
        withheld_from(enrolments[0].user, rows)
