"""The pages in use: the rule editor, the walk from offer to final, passwords, and letters that name nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lms.decisions.actions import offer_rule
from lms.decisions.models import Decision, Reply, RuleVersion, Standing
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.people.models import User
from lms.records.queries import acts_about
from tests.cast import Cast
from tests.factories.decisions import (
    RANKED_AT,
    acknowledge_all,
    lock_rule,
    make_class,
    make_draft,
    make_regulation,
    make_rule,
    publish,
    score_class,
)

SignIn = Callable[[User], Client]
PASSWORD = "a-long-enough-password"


@pytest.fixture
def draft(cast: Cast) -> Decision:
    cohort, enrolments = make_class(cast.bank, 4)
    return make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])


@pytest.fixture
def published(cast: Cast) -> Decision:
    cohort, enrolments = make_class(cast.bank, 4)
    return publish(make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board]), cast.hr, [cast.leader])


# ------------------------------------------------------------------------------------------------------- rule editor


def form_of(answer: Any) -> dict[str, Any]:
    """What a browser would send back unchanged."""
    sent: dict[str, Any] = {}
    forms = [answer.context["form"], answer.context["parts"].management_form, *answer.context["parts"].forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                sent[bound.html_name] = getattr(value, "pk", value)
    return sent


def test_one_click_to_the_suggested_rule_and_changes_to_it(cast: Cast, sign_in: SignIn) -> None:
    cohort, _ = make_class(cast.bank, 2)
    regulation = make_regulation(cast.bank)
    client = sign_in(cast.hr)
    answer = client.post(reverse("rule-new"), {"cohort": cohort.pk, "regulation": regulation.pk, "title": "综合评估"})
    version = RuleVersion.objects.get()
    assert answer["Location"] == reverse("rule-edit", args=[version.public_id])
    page = client.get(answer["Location"])
    sent = form_of(page) | {
        "standard": "65",
        "part-0-weight": "25",
        "part-5-name": "同伴互评",
        "part-5-weight": "5",
        "part-5-kind": "review",
    }
    sent |= {"part-5-maximum": "100", "part-5-aggregate": "mean", "part-5-raters": "3", "part-5-missing": "excused_reweight"}
    sent["part-2-DELETE"] = "on"
    done = client.post(answer["Location"], sent)
    assert done.status_code == 302, [done.context["form"].errors, [part.errors for part in done.context["parts"]]]
    version.refresh_from_db()
    codes = [(part["code"], part["weight"]) for part in version.body["components"]]
    assert codes == [("exam", "25"), ("rehearsal", "25"), ("conduct", "5"), ("interview", "20"), ("part_1", "5")]
    assert (version.body["standard"], version.body["line"]) == ("65", {"kind": "number", "value": "0", "gates_count": True})


def test_a_fault_stands_beside_its_field_and_nothing_is_saved(cast: Cast, sign_in: SignIn) -> None:
    cohort, _ = make_class(cast.bank, 2)
    version = make_rule(cohort, cast.hr)
    url = reverse("rule-edit", args=[version.public_id])
    client = sign_in(cast.hr)
    sent = form_of(client.get(url)) | {"part-0-floor": "", "line_value": "1.5", "standard": "101"}
    page = client.post(url, sent)
    assert page.status_code == 200
    assert set(page.context["parts"].forms[0].errors) == {"gate"}
    assert set(page.context["form"].errors) == {"line_value", "standard"}
    before = version.digest
    version.refresh_from_db()
    assert version.digest == before
    for broken in ({"part-TOTAL_FORMS": "x"}, {"part-0-weight": "abc"}, {"part-0-kind": "astrology"}, {"cohort_minimum": "-3"}):
        assert client.post(url, form_of(client.get(url)) | broken).status_code == 200


def test_a_locked_rule_has_no_editor(cast: Cast, sign_in: SignIn, draft: Decision) -> None:
    url = reverse("rule-edit", args=[draft.rule_version.public_id])
    assert sign_in(cast.hr).get(url)["Location"] == reverse("rule-detail", args=[draft.rule_version.public_id])
    assert sign_in(cast.leader).get(url).status_code == 403


# ------------------------------------------------------------------------------------------- the walk through the pages


def test_from_offer_to_final_through_the_pages(cast: Cast, strangers: Cast, sign_in: SignIn, clock: Any) -> None:
    cohort, enrolments = make_class(cast.bank, 3)
    for user in (cast.leader, cast.board, *(one.user for one in enrolments)):
        user.set_password(PASSWORD)
        user.save()
    version = make_rule(cohort, cast.hr)
    rule = version.public_id
    hr = sign_in(cast.hr)
    hr.post(reverse("rule-offer", args=[rule]))
    sign_in(cast.leader).post(reverse("rule-sign", args=[rule]), {"digest": version.digest, "password": "wrong"})
    version.refresh_from_db()
    assert version.state == "draft"
    for user in (cast.leader, cast.board):
        sign_in(user).post(reverse("rule-sign", args=[rule]), {"digest": version.digest, "password": PASSWORD})
    version.refresh_from_db()
    assert version.state == "locked"
    for enrolment in enrolments:
        trainee = sign_in(enrolment.user)
        assert trainee.get(reverse("rule-read", args=[rule])).context["may_acknowledge"] is True
        trainee.post(reverse("rule-acknowledge", args=[rule]), {"digest": version.digest, "password": PASSWORD})
    clock.set(RANKED_AT)
    hr = sign_in(cast.hr)  # weeks later the old session is over
    score_class(cast.bank, enrolments)
    hr.post(reverse("rule-rank", args=[rule]))
    run = Job.objects.get(kind="decisions.rank")
    run_job(run.pk)
    decision = Decision.objects.get()
    for row in decision.standings.all():
        url = reverse("outcome-choose", args=[decision.public_id, row.public_id])
        assert hr.post(url, {"choice": "pass", "reasons": "", "next": "1"}).status_code == 422
        hr.post(url, {"choice": "pass", "reasons": "达标", "next": "1"})
    meeting = {"held_at": "2026-05-18T09:00", "participants": [cast.hr.pk, cast.leader.pk], "minutes": "讨论"}
    hr.post(reverse("meeting-edit", args=[decision.public_id]), meeting)
    mine = sign_in(enrolments[0].user)
    letter = reverse("my-letter", args=[decision.public_id])
    assert mine.get(letter).status_code == 404
    hr.post(reverse("decision-publish", args=[decision.public_id]))
    decision.refresh_from_db()
    assert decision.state == "published"
    assert mine.get(letter).status_code == 200
    assert mine.post(reverse("reply-file", args=[decision.public_id]), {"kind": "reply", "text": ""}).status_code == 422
    mine.post(reverse("reply-file", args=[decision.public_id]), {"kind": "appeal", "text": "请复核"})
    answer_url = reverse("reply-detail", args=[Reply.objects.get().public_id])
    assert hr.post(answer_url, {"text": "我自己答"}).status_code == 403
    sign_in(cast.leader).post(answer_url, {"text": "已复核，无误。"})
    clock.advance(days=20)
    for user in (cast.leader, cast.board):
        sent = {"digest": decision.content_digest, "password": PASSWORD}
        sign_in(user).post(reverse("decision-sign", args=[decision.public_id]), sent)
    decision.refresh_from_db()
    assert decision.state == "final"
    assert sign_in(enrolments[1].user).get(letter).context["standing"].user == enrolments[1].user
    assert sign_in(strangers.trainee).get(letter).status_code == 404


def test_wrong_passwords_are_limited(cast: Cast, sign_in: SignIn) -> None:
    cohort, _ = make_class(cast.bank, 2)
    cast.leader.set_password(PASSWORD)
    cast.leader.save()
    version = offer_rule(version=make_rule(cohort, cast.hr), actor=cast.hr)
    client, url = sign_in(cast.leader), reverse("rule-sign", args=[version.public_id])
    for _ in range(5):
        client.post(url, {"digest": version.digest, "password": "wrong"})
    client.post(url, {"digest": version.digest, "password": PASSWORD})
    assert acts_about("rule_version", version.public_id).filter(verb="signed").count() == 0


def test_a_letter_holds_nobody_elses_name_or_number(cast: Cast, sign_in: SignIn, published: Decision) -> None:
    rows = list(published.standings.select_related("user"))
    for row in rows:
        page = sign_in(row.user).get(reverse("my-letter", args=[published.public_id])).content.decode()
        others = [other for other in rows if other.pk != row.pk]
        assert [other.user.name for other in others if other.user.name in page] == []
        assert [other.user.key for other in others if other.user.key in page] == []
        assert row.composite in page


def test_a_refusal_is_witnessed_with_a_password(cast: Cast, sign_in: SignIn) -> None:
    cohort, enrolments = make_class(cast.bank, 2)
    version = lock_rule(make_rule(cohort, cast.hr), cast.hr, [cast.leader, cast.board])
    acknowledge_all(version, enrolments[:1])
    cast.hr.set_password(PASSWORD)
    cast.hr.save()
    url, sent = reverse("rule-refusal", args=[version.public_id]), {"person": enrolments[1].user.key, "digest": version.digest}
    client = sign_in(cast.hr)
    client.post(url, sent | {"password": "wrong"})
    assert len(client.get(reverse("rule-detail", args=[version.public_id])).context["waiting"]) == 1
    client.post(url, sent | {"password": PASSWORD})
    assert client.get(reverse("rule-detail", args=[version.public_id])).context["waiting"] == []
    assert client.post(url, sent | {"person": cast.leader.key, "password": PASSWORD}).status_code == 404


def test_who_left_the_room_of_a_decision(cast: Cast, sign_in: SignIn, published: Decision) -> None:
    """A withdrawn decision is no longer anybody's letter."""
    row = Standing.objects.select_related("user").filter(decision=published).first()
    sign_in(cast.hr).post(reverse("decision-withdraw", args=[published.public_id]), {"reason": "成绩录错"})
    assert sign_in(row.user).get(reverse("my-letter", args=[published.public_id])).status_code == 404
